import { describe, expect, it } from 'vitest';
import { stageDisplay } from '../../../electron/main/window/stage-window.ts';

describe('the display for the stage', () => {
  const [laptop, projector, monitor] = [{ id: 1 }, { id: 2 }, { id: 3 }];

  it('is another one than that of the app', () => {
    expect(stageDisplay([laptop, projector, monitor], laptop)).toBe(projector);
    expect(stageDisplay([laptop, projector], projector)).toBe(laptop);
  });

  it('is none when there is only one', () => {
    expect(stageDisplay([laptop], laptop)).toBeNull();
  });
});
