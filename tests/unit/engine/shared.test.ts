import { describe, expect, it } from 'vitest';
import { frames, hertz, type Mix } from '#contract';
import { arrivals, majorityRate } from '../../../renderer/engine/opened-stems.ts';
import type { PlayerStem } from '../../../renderer/engine/player.ts';
import { positionOf, startOf } from '../../../renderer/engine/position.ts';
import { CommandCell, createCommandMemory, idleCommand } from '../../../renderer/engine/shared/play-command.ts';
import { PlayLine } from '../../../renderer/engine/shared/play-line.ts';

describe('a command cell', () => {
  it('gives back the whole command', () => {
    const cell = new CommandCell(createCommandMemory());
    const command = { ...idleCommand, isPlaying: true, seekSerial: 3, seekTarget: 2 ** 30, loopEnd: 77 };
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

  it('shows what is heard now, which the reader rendered some time ago', () => {
    const { log, command } = new PlayLine();
    log.append(0, 0, 1, 0);
    log.append(5000, 1000, 1, 0);
    expect(positionOf(log, command, 4999, length)).toBe(4999);
    expect(positionOf(log, command, 5100.5, length)).toBe(1100.5);
  });

  it('is where a seek put it at once, and moves when the seek is heard', () => {
    const line = new PlayLine();
    line.log.append(0, 0, 1, 0);
    line.seek(70_000);
    expect(positionOf(line.log, line.command, 3000, length)).toBe(70_000);
    line.log.append(4096, 70_000, 0, 1);
    line.log.append(4224, 70_000, 1, 1);
    expect(positionOf(line.log, line.command, 4000, length)).toBe(70_000);
    expect(positionOf(line.log, line.command, 4200, length)).toBe(70_000);
    expect(positionOf(line.log, line.command, 4234, length)).toBe(70_010);
  });

  it('finds its place among many loop passes, and stops at the end of the song', () => {
    const { log, command } = new PlayLine();
    for (let pass = 0; pass < 1000; pass += 1) log.append(pass * 100, 5000, 1, 0);
    expect(positionOf(log, command, 99_901, length)).toBe(5001);
    expect(positionOf(log, command, 98_050, length)).toBe(5050);
    expect(positionOf(log, command, 1e9, length)).toBe(length);
  });
});

describe('opening', () => {
  const stem = (id: string, sha256 = id): PlayerStem => ({
    id: id as PlayerStem['id'],
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
