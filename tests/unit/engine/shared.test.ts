import { describe, expect, it } from 'vitest';
import { frames, hertz, type Mix } from '#contract';
import { arrivals, majorityRate } from '../../../renderer/engine/opened-stems.ts';
import type { PlayerStem } from '../../../renderer/engine/player.ts';
import { startOf } from '../../../renderer/mix/mix-edits.ts';
import {
  CommandCell,
  createCommandMemory,
  idleCommand,
  PlayLine,
  type PlaySpan,
} from '../../../renderer/engine/play-line.ts';

describe('a command cell', () => {
  it('gives back the whole command', () => {
    const cell = new CommandCell(createCommandMemory());
    const command = {
      ...idleCommand,
      isPlaying: true,
      seekSerial: 3,
      seekTarget: 2 ** 30,
      loopEnd: 77,
      speed: 0.773,
      transposeRatio: 2 ** (1 / 12),
    };
    cell.write(command);
    expect(cell.read()).toEqual(command);
  });

  it('gives nothing while it is being written', () => {
    const cell = new CommandCell(createCommandMemory());
    Atomics.add(cell.words, 0, 1);
    expect(cell.read()).toBeNull();
  });
});

describe('a playhead', () => {
  const length = 1_000_000;
  const span = (contextFrame: number, position: number, rate: number, seekSerial: number, delay = 0): PlaySpan => ({
    contextFrame,
    position,
    rate,
    seekSerial,
    delay,
  });

  it('shows what is heard now, which the reader rendered some time ago', () => {
    const line = new PlayLine();
    const { log } = line;
    log.append(span(0, 0, 1, 0));
    log.append(span(5000, 1000, 1, 0));
    expect(line.positionAt(4999, length)).toBe(4999);
    expect(line.positionAt(5100.5, length)).toBe(1100.5);
  });

  it('is where a seek put it at once, and moves when the seek is heard', () => {
    const line = new PlayLine();
    line.log.append(span(0, 0, 1, 0));
    line.seek(70_000);
    expect(line.positionAt(3000, length)).toBe(70_000);
    line.log.append(span(4096, 70_000, 0, 1));
    line.log.append(span(4224, 70_000, 1, 1));
    expect(line.positionAt(4000, length)).toBe(70_000);
    expect(line.positionAt(4200, length)).toBe(70_000);
    expect(line.positionAt(4234, length)).toBe(70_010);
  });

  it('finds its place among many loop passes, and stops at the end of the song', () => {
    const line = new PlayLine();
    const { log } = line;
    for (let pass = 0; pass < 1000; pass += 1) log.append(span(pass * 100, 5000, 1, 0));
    expect(line.positionAt(99_901, length)).toBe(5001);
    expect(line.positionAt(98_050, length)).toBe(5050);
    expect(line.positionAt(1e9, length)).toBe(length);
  });
});

describe('a playhead behind a stretch', () => {
  const length = 1_000_000;

  it('is a delay behind the reader, at the speed of that time, through a turn of the loop', () => {
    const line = new PlayLine();
    const { log } = line;
    log.append({ contextFrame: 0, position: 0, rate: 1, seekSerial: 0, delay: 0 });
    log.append({ contextFrame: 10_000, position: 10_000, rate: 0.5, seekSerial: 0, delay: 6000 });
    log.append({ contextFrame: 20_000, position: 4000, rate: 0.5, seekSerial: 0, delay: 6000 });
    expect(line.positionAt(9999, length)).toBe(9999);
    expect(line.positionAt(12_000, length)).toBe(6000);
    expect(line.positionAt(18_000, length)).toBe(11_000);
    expect(line.positionAt(25_000, length)).toBe(14_500);
    expect(line.positionAt(27_000, length)).toBe(4500);
  });

  it('stands where a seek or a pause put it until the sound from there comes out', () => {
    const line = new PlayLine();
    const { log } = line;
    log.append({ contextFrame: 0, position: 0, rate: 0.5, seekSerial: 0, delay: 6000 });
    log.append({ contextFrame: 20_000, position: 7000, rate: 0, seekSerial: 0, delay: 0 });
    log.append({ contextFrame: 21_000, position: 7000, rate: 0.5, seekSerial: 0, delay: 6000 });
    expect(line.positionAt(19_999, length)).toBe(6999.5);
    expect(line.positionAt(20_500, length)).toBe(7000);
    expect(line.positionAt(26_000, length)).toBe(7000);
    expect(line.positionAt(28_000, length)).toBe(7500);
  });

  it('goes on to the end of the song when the reader is there', () => {
    const line = new PlayLine();
    const { log } = line;
    log.append({ contextFrame: 0, position: 900_000, rate: 1, seekSerial: 0, delay: 6000 });
    log.append({ contextFrame: 100_000, position: length, rate: 0, seekSerial: 0, delay: 6000 });
    expect(line.positionAt(103_000, length)).toBe(997_000);
    expect(line.positionAt(200_000, length)).toBe(length);
  });
});

describe('opening', () => {
  const stem = (id: string, sha256 = id): PlayerStem => ({
    id: id as PlayerStem['id'],
    kind: 'other',
    audio: { sha256: sha256 as PlayerStem['audio']['sha256'], byteLength: 1, container: 'mp3' },
  });

  it('counts at the rate of most stems, at the higher of two as frequent', () => {
    expect(majorityRate([hertz(48000), hertz(44100), hertz(44100)])).toBe(44100);
    expect(majorityRate([hertz(44100), hertz(48000)])).toBe(48000);
    expect(majorityRate([])).toBe(44100);
  });

  it('knows a song that has grown from another song', () => {
    expect(arrivals([stem('a')], [stem('b'), stem('a')])).toEqual([stem('b')]);
    expect(arrivals([stem('a')], [stem('a', 'other')])).toBeNull();
    expect(arrivals([stem('a'), stem('b')], [stem('a')])).toBeNull();
    expect(arrivals([null, stem('b')], [stem('b')])).toEqual([]);
    expect(arrivals([null], [stem('a')])).toBeNull();
  });

  it('begins at the loop when it is on', () => {
    const mix = (isOn: boolean): Mix =>
      ({ loop: { startFrames: frames(5), endFrames: frames(50_000), isOn } }) as unknown as Mix;
    expect(startOf(mix(true))).toBe(5);
    expect(startOf(mix(false))).toBe(0);
  });
});
