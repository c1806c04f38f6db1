import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeviceWatch } from '../../../renderer/engine/playback-notices.ts';

type Context = { state: string; currentTime: number };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched(): { readonly context: Context; readonly lost: unknown[]; readonly watch: DeviceWatch } {
  const context: Context = { state: 'running', currentTime: 0 };
  const lost: unknown[] = [];
  const watch = new DeviceWatch((one) => lost.push(one));
  watch.start(context as AudioContext);
  return { context, lost, watch };
}

/** Time passes; the device's own goes on by `step` seconds every 100 ms. */
function pass(context: Context, seconds: number, step: number): void {
  for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
    context.currentTime += step;
    vi.advanceTimersByTime(100);
  }
}

describe('the watch over a device that plays', () => {
  it('says nothing while time goes on, however unevenly', () => {
    const { context, lost } = watched();
    for (let pause = 0; pause < 10; pause += 1) {
      pass(context, 2, 0);
      pass(context, 1, 0.1);
    }
    expect(lost).toEqual([]);
  });

  it.each(['suspended', 'interrupted', 'closed'])('tells once when the context is %s by itself', (state) => {
    const { context, lost } = watched();
    pass(context, 1, 0.1);
    context.state = state;
    pass(context, 5, 0);
    expect(lost).toEqual([context]);
  });

  it('tells once when time stands although the context says that it runs', () => {
    const { context, lost } = watched();
    pass(context, 1, 0.1);
    pass(context, 10, 0);
    expect(lost).toEqual([context]);
  });

  it('is over when it is stopped', () => {
    const { context, lost, watch } = watched();
    watch.stop();
    context.state = 'closed';
    pass(context, 10, 0);
    expect(lost).toEqual([]);
  });
});
