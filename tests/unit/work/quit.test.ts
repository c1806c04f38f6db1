import { describe, expect, it } from 'vitest';
import { QuitConfirmation, quitQuestion, type QuitQuestion } from '../../../electron/main/work/confirm-quit.ts';
import type { Work } from '../../../electron/main/work/running-work.ts';

const workOf = (kind: Work['kind'], name: string): Work => ({
  ...{ kind, name, isMoving: true, doneBytes: 0, totalBytes: null },
});
const fetching = workOf('fetch', 'Night Drive');
const exporting = workOf('export', 'Mix.wav');
const importing = workOf('import', 'Folder');
const moving = workOf('move', 'Library');
const buying = workOf('purchase', 'New separation');

describe('the question at quitting', () => {
  it('is not asked when nothing is under way', () => {
    expect(quitQuestion([])).toBeNull();
  });

  it('says that fetching goes on', () => {
    expect(quitQuestion([fetching, fetching])).toEqual({
      message: 'Stems are still being fetched.',
      detail: 'Fetching goes on when you start Stemroom again.',
      stay: 'Keep going',
      leave: 'Quit',
    });
  });

  it.each([
    [[exporting], 'The export is not finished.', '“Mix.wav” will not be written.'],
    [[importing], 'The import is not finished.', '“Folder” will not be in the library.'],
    [[moving], 'The move is not finished.', 'The library stays where it was.'],
    [
      [exporting, buying],
      'The purchase is not finished.',
      '“Mix.wav” will not be written.\nIf it was paid for, it stands in your purchases when you start Stemroom again.',
    ],
    [
      [fetching, exporting],
      'The export is not finished.',
      '“Mix.wav” will not be written.\nFetching goes on when you start Stemroom again.',
    ],
  ] as const)('says what would be lost', (moving, message, detail) => {
    expect(quitQuestion(moving)).toMatchObject({ message, detail, leave: 'Quit anyway' });
  });
});

function gateWith(...moving: readonly Work[]) {
  const clock = { ms: 0 };
  const asked: QuitQuestion[] = [];
  const quits: number[] = [];
  const answers: ((leaves: boolean) => void)[] = [];
  const now = { moving };
  const gate = new QuitConfirmation({
    moving: () => now.moving,
    ask: (question) => {
      asked.push(question);
      return new Promise((resolve) => answers.push(resolve));
    },
    quit: () => quits.push(clock.ms),
    now: () => clock.ms,
  });
  const answer = async (leaves: boolean): Promise<void> => {
    answers.pop()?.(leaves);
    await new Promise(setImmediate);
  };
  return { gate, clock, asked, quits, answer, now };
}

describe('quitting', () => {
  it('is free when nothing is under way, and closing the window then asks nothing either', () => {
    const { gate, asked, now } = gateWith();
    expect(gate.mayLeave('close')).toBe(true);
    now.moving = [fetching];
    expect(gate.mayLeave('quit')).toBe(true);
    expect(asked).toEqual([]);
  });

  it('in the middle of something waits for the answer', async () => {
    const { gate, asked, quits, answer } = gateWith(exporting);
    expect(gate.mayLeave('close')).toBe(false);
    expect(asked).toHaveLength(1);
    await answer(true);
    expect(quits).toHaveLength(1);
    expect(gate.mayLeave('quit')).toBe(true);
    expect(gate.mayLeave('close')).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it('can be thought better of, and is asked again the next time', async () => {
    const { gate, asked, quits, answer } = gateWith(fetching);
    expect(gate.mayLeave('quit')).toBe(false);
    await answer(false);
    expect(quits).toEqual([]);
    expect(gate.mayLeave('quit')).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it('a second time forces it, but a held key or the closing of the window does not', async () => {
    const { gate, clock, asked, quits, answer } = gateWith(exporting);
    expect(gate.mayLeave('quit')).toBe(false);
    clock.ms = 100;
    expect(gate.mayLeave('quit')).toBe(false);
    clock.ms = 2000;
    expect(gate.mayLeave('close')).toBe(false);
    expect(gate.mayLeave('quit')).toBe(true);
    expect(gate.mayLeave('close')).toBe(true);
    expect(asked).toHaveLength(1);
    await answer(false);
    expect(quits).toEqual([]);
    expect(gate.mayLeave('close')).toBe(true);
  });

  it('is never in the way of a system that shuts down', () => {
    const { gate, asked } = gateWith(exporting);
    gate.letGo();
    expect(gate.mayLeave('quit')).toBe(true);
    expect(asked).toEqual([]);
  });
});
