import { ok, type AudioContainer, type Failure, type Hertz, type Result, type StemFacts } from '#contract';
import type { ByteReader, ByteSource } from './byte-source.ts';
import { openNative } from './open-native.ts';
import { defaultBlockBytes, withReadAhead } from './read-ahead.ts';
import { atSongRate } from './resampled-stem.ts';
import type { StemSource } from './stem-source.ts';

/** As `openStemSource`, from bytes that are read on well as they are. */
export async function openStem(
  bytes: ByteReader,
  container: AudioContainer,
  songRate: Hertz | null,
): Promise<Result<StemSource, Failure>> {
  const opened = await openNative(bytes, container);
  return opened.ok ? ok(atSongRate(opened.value, songRate ?? opened.value.facts.sampleRate)) : opened;
}

/**
 * Opens a stem for reading at `songRate`, or at its own rate when that is null. Reads only the head of an MP3 that carries a
 * tag or has a constant bit rate. Fails with `undecodable` when there is no sound in it. Rejects when the bytes cannot be had.
 * `blockBytes` are read at a time: few to begin soon, many to read through.
 */
export function openStemSource(
  bytes: ByteSource,
  container: AudioContainer,
  songRate: Hertz | null,
  blockBytes = defaultBlockBytes,
): Promise<Result<StemSource, Failure>> {
  return openStem(withReadAhead(bytes, blockBytes), container, songRate);
}

/** What a stem is, without decoding any of it (compressed formats other than MP3 decode their first packet). */
export async function probeStem(bytes: ByteSource, container: AudioContainer): Promise<Result<StemFacts, Failure>> {
  const opened = await openNative(withReadAhead(bytes), container);
  if (!opened.ok) return opened;
  opened.value.close();
  return ok(opened.value.facts);
}

/** An open stem at another rate: for a song whose rate is known only when all its stems are open. Use it in place of the old one. */
export function atRate(source: StemSource, songRate: Hertz): StemSource {
  if (source.songRate !== source.facts.sampleRate) throw new Error('This stem is resampled already.');
  return atSongRate(source, songRate);
}
