import { describe, expect, it } from 'vitest';
import { type ClockMoment, clockPulses, ClockWriter } from '../../../renderer/song/midi-clock.ts';

const grid = { bpm: 120, beatSeconds: [0.25, 0.75, 1.25, 1.75], downbeat: 0 };
const pulses = clockPulses(grid, 8);
const names: Readonly<Record<number, string>> = { 0xf8: 'clock', 0xfa: 'start', 0xfb: 'continue', 0xfc: 'stop' };

/** Plays for a while, looked at every 25 ms, and returns what was sent with the second of the song (as if without loops) it is heard at. */
function play(
  seconds: number,
  {
    from = 0,
    speed = 1,
    loop = null,
    seekAt = null,
  }: Partial<ClockMoment> & Partial<{ from: number; seekAt: readonly [number, number] | null }> = {},
): { readonly what: string; readonly at: number }[] {
  const sent: { readonly what: string; readonly at: number }[] = [];
  const writer = new ClockWriter(([status = 0, low = 0, high = 0], atMs) => {
    sent.push({ what: names[status] ?? `position ${String(low + high * 128)}`, at: atMs / 1000 });
  });
  const at = (time: number): number => {
    if (seekAt !== null && time >= seekAt[0]) return seekAt[1] + (time - seekAt[0]) * speed;
    const plain = from + time * speed;
    if (loop === null || plain < loop.end) return plain;
    return loop.start + ((plain - loop.start) % (loop.end - loop.start));
  };
  for (let time = 0; time < seconds; time += 0.025) {
    writer.tick({ isPlaying: true, seconds: at(time), speed, loop, pulses }, time * 1000);
  }
  writer.tick({ isPlaying: false, seconds: at(seconds), speed, loop, pulses }, seconds * 1000);
  return sent;
}
const clocks = (sent: ReturnType<typeof play>) => sent.filter(({ what }) => what === 'clock');
const others = (sent: ReturnType<typeof play>) => sent.filter(({ what }) => what !== 'clock').map(({ what }) => what);

describe('the pulses of a song', () => {
  it('are 24 to the quarter, numbered from the first of bar 1', () => {
    expect(pulses.seconds[0]).toBeCloseTo(0);
    expect(pulses.first).toBe(-12);
    expect(pulses.seconds[12]).toBeCloseTo(0.25);
    expect(pulses.seconds[12 + 24]).toBeCloseTo(0.75);
    expect(pulses.seconds).toHaveLength(8 * 48);
  });

  it('are 12 to a beat that is an eighth', () => {
    const eighths = clockPulses({ bpm: 120, beatSeconds: [0], meters: [{ bar: 1, beats: 6, unit: 8 }] }, 4);
    expect(eighths.seconds).toHaveLength(8 * 12);
  });
});

describe('the MIDI clock', () => {
  it('starts on the first beat, runs with what is heard, and stops', () => {
    const sent = play(2);
    expect(others(sent)).toEqual(['start', 'stop']);
    const started = sent.find(({ what }) => what === 'start');
    expect(started?.at).toBeCloseTo(0.25, 3);
    for (const [index, { at }] of clocks(sent).entries()) {
      if (index > 2) expect(at).toBeCloseTo(index / 48, 3);
    }
  });

  it('follows the speed', () => {
    const [first, second] = clocks(play(2, { speed: 0.5 })).slice(10);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeCloseTo(1 / 24, 3);
  });

  it('goes on from within the song on the sixteenth that it names', () => {
    const sent = play(1, { from: 2.3 });
    expect(others(sent)).toEqual(['position 17', 'continue', 'stop']);
    // Sixteenth 17 of the song, an eighth of a second each, begins 2.125 s after bar 1.
    expect(sent.find(({ what }) => what === 'continue')?.at).toBeCloseTo(2.375 - 2.3, 3);
  });

  it('stops and goes on at a jump', () => {
    expect(others(play(2, { seekAt: [1, 4.3] }))).toEqual(['start', 'stop', 'position 33', 'continue', 'stop']);
  });

  it('runs on evenly through a loop of whole beats', () => {
    const sent = play(3, { loop: { start: 0.25, end: 1.25 } });
    expect(others(sent)).toEqual(['start', 'stop']);
    const heard = clocks(sent).map(({ at }) => at);
    for (const [index, at] of heard.entries())
      if (index > 3) expect(at - (heard[index - 1] ?? 0)).toBeCloseTo(1 / 48, 3);
    expect(heard.at(-1)).toBeGreaterThan(2.9);
  });

  it('names its place again in a loop that is not made of beats', () => {
    const sent = play(1.3, { loop: { start: 0.375, end: 1.1 } });
    expect(others(sent)).toEqual(['start', 'stop', 'position 1', 'continue', 'stop']);
  });

  it('waits while a count-in is heard', () => {
    const sent: number[] = [];
    const writer = new ClockWriter(([status = 0]) => sent.push(status));
    for (let time = 0; time < 1000; time += 25) {
      writer.tick({ isPlaying: true, seconds: 1, speed: 1, loop: null, pulses }, time);
    }
    expect(sent).toEqual([]);
    writer.tick({ isPlaying: true, seconds: 1.01, speed: 1, loop: null, pulses }, 1010);
    expect(sent).toContain(0xf8);
  });

  it('sends nothing without a tempo', () => {
    const sent: number[] = [];
    const writer = new ClockWriter(([status = 0]) => sent.push(status));
    for (let time = 0; time < 1000; time += 25) {
      writer.tick({ isPlaying: true, seconds: time / 1000, speed: 1, loop: null, pulses: null }, time);
    }
    expect(sent).toEqual([]);
  });

  it('is where the song is again after a loop was left that it had turned in already', () => {
    const sent: string[] = [];
    const writer = new ClockWriter(([status = 0]) => sent.push(names[status] ?? 'position'));
    for (let time = 0; time < 3; time += 0.025) {
      const loop = time < 1.2 ? { start: 0.25, end: 1.25 } : null;
      writer.tick({ isPlaying: true, seconds: time, speed: 1, loop, pulses }, time * 1000);
    }
    expect(sent.filter((what) => what !== 'clock')).toEqual(['start', 'stop', 'position', 'continue']);
    expect(sent.filter((what) => what === 'clock').length).toBeGreaterThan(140);
  });
});
