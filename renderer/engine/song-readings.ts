import { frames, type Frames, type StemId } from '#contract';
import { silentReading } from './meters/meters.ts';
import type { MeterReading } from './player.ts';
import { positionOf } from './position.ts';
import type { OpenSong } from './song-opener.ts';

/** The position that is being heard now. */
export function playheadOf(song: OpenSong | null): Frames {
  if (song === null) return frames(0);
  const { line, device, lengthFrames } = song;
  return positionOf(line.log, line.command, device.heard.frame(), lengthFrames);
}

/** Whether the reader, which is ahead of what is heard, has taken up the last seek and moves. */
export function isReaderMoving(song: OpenSong | null): boolean {
  if (song === null) return false;
  const { log, command } = song.line;
  const span = log.spanAt(Infinity);
  return span !== null && span.rate > 0 && span.seekSerial === command.seekSerial;
}

export function stripReading(song: OpenSong | null, stemId: StemId): MeterReading {
  const row = song?.stems.findIndex((stem) => stem?.id === stemId) ?? -1;
  if (song === null || row < 0) return silentReading;
  // A strip is measured before the pitch buses hold its sound back.
  const heardFrame = song.device.heard.frame();
  return song.graph.meters.read(row, heardFrame - song.line.log.delayAt(heardFrame));
}

export function masterReading(song: OpenSong | null): MeterReading {
  return song === null ? silentReading : song.graph.meters.read(song.graph.stripCount, song.device.heard.frame());
}
