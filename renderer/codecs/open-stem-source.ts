import {
  type AudioContainer,
  fail,
  type Failure,
  type Hertz,
  ok,
  type Result,
  sniffAudio,
  sniffLengthBytes,
  type StemFacts,
} from '#contract';
import { bytesFrom, type ByteReader, type ByteSource } from './byte-source.ts';
import { openCaf } from './caf/caf-stem.ts';
import { skipTags } from './mp3/id3.ts';
import { openMp3 } from './mp3/mp3-stem.ts';
import { openPcm } from './pcm/pcm-stem.ts';
import { defaultBlockBytes, withReadAhead } from './read-ahead.ts';
import { refuseShape } from './refusal.ts';
import { atSongRate } from './resampled-stem.ts';
import type { NativeStem, StemSource } from './stem-source.ts';

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
 * tag or has a constant bit rate. Fails with `undecodable` when there is no sound in it. Rejects when the bytes cannot be read.
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

/**
 * Opens a stem at its own rate, which is 8,000 to 384,000 Hz. Fails with `undecodable` when its bytes are damaged, with
 * `unsupportedCodec` when they hold what cannot be played.
 */
async function openNative(bytes: ByteReader, container: AudioContainer): Promise<Result<NativeStem, Failure>> {
  const opened = await openContainer(bytes, container);
  const refused = opened.ok ? refuseShape(opened.value.facts.sampleRate, opened.value.facts.channels) : null;
  if (!opened.ok || refused === null) return opened;
  opened.value.close();
  return refused;
}

async function openContainer(bytes: ByteReader, container: AudioContainer): Promise<Result<NativeStem, Failure>> {
  switch (container) {
    case 'mp3':
      return openBehindTags(bytes);
    case 'wav':
    case 'w64':
    case 'aiff':
    case 'au':
      return openPcm(bytes, container);
    case 'caf':
      return openCaf(bytes);
    case 'flac': {
      // Large, as the next, and most songs do not need them.
      const { openFlac } = await import('./flac/flac-stem.ts');
      return openFlac(bytes);
    }
    case 'ogg': {
      const { openOgg } = await import('./ogg/ogg-stem.ts');
      return openOgg(bytes);
    }
    case 'm4a':
    case 'aac':
    case 'webm': {
      const { openMedia } = await import('./shared/media-stem.ts');
      return openMedia(bytes, container);
    }
    default:
      return fail('undecodable', container satisfies never);
  }
}

/** A file that begins with an ID3v2 tag counts as MP3, but taggers put such tags before FLAC, WAV, Ogg and ADTS as well. */
async function openBehindTags(bytes: ByteReader): Promise<Result<NativeStem, Failure>> {
  const start = await skipTags(bytes);
  const container = start === 0 ? 'mp3' : sniffAudio(await bytes.read(start, sniffLengthBytes));
  return container === null || container === 'mp3' ? openMp3(bytes) : openContainer(bytesFrom(bytes, start), container);
}
