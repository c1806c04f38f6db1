import {
  fail,
  flatMix,
  mostUploadBytes,
  ok,
  type ExportTicket,
  type Failure,
  type Hertz,
  type Mp3Quality,
  type Result,
  type SavedAudio,
  type StemFacts,
  type StemId,
} from '#contract';
import { libraryByteSource } from '../codecs/library-byte-source.ts';
import { probeStem } from '../codecs/open-stem-source.ts';
import { renderFiles } from './render-files.ts';

const songId = 'song' as StemId;
/** Space for headers and tags, as a share of the file. */
const spare = 0.98;
const qualities: readonly Mp3Quality[] = ['320', '256', '224', '192', '160', '128'];

/**
 * Returns the highest constant bit rate at which a song fits into `mostUploadBytes`; null: none does.
 * @param seconds the song's length
 */
export function qualityFor(seconds: number): Mp3Quality | null {
  const mostKbps = (mostUploadBytes * spare * 8) / 1000 / seconds;
  return qualities.find((quality) => Number(quality) <= mostKbps) ?? null;
}

/**
 * Encodes a sound that `stem://` serves to an MP3 of at most `mostUploadBytes`, into the file of a ticket, which the caller ends. Progress
 * goes from 0 to 1. Fails with `songTooLong`, or as the decoder, the encoder and the disk do.
 */
export async function encodeSong(
  audio: SavedAudio,
  ticket: ExportTicket,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<undefined>> {
  const probed = await factsOf(audio);
  if (!probed.ok) return probed;
  const { sampleRate, lengthFrames } = probed.value;
  const quality = qualityFor(lengthFrames / sampleRate);
  if (quality === null) return fail('songTooLong');
  const tags = { title: '', artist: null, comment: null, bpm: null, key: null };
  const rendered = await renderFiles(
    {
      stems: [{ id: songId, kind: 'other', audio }],
      region: { startFrames: 0, endFrames: lengthFrames },
      sampleRate,
      fileRate: 44_100 as Hertz,
      format: { kind: 'mp3', quality },
      targets: [{ ticket, mix: flatMix([songId]), loudness: null, tags }],
    },
    onProgress,
    signal,
  );
  if (!rendered.ok) return rendered;
  const [problem] = rendered.value.flatMap(({ problems }) => problems);
  return problem === undefined ? ok() : { ok: false, failure: problem.failure };
}

async function factsOf({ sha256, byteLength, container }: SavedAudio): Promise<Result<StemFacts, Failure>> {
  try {
    return await probeStem(libraryByteSource(sha256, byteLength), container);
  } catch (reason) {
    return fail('diskError', reason instanceof Error ? reason.message : '');
  }
}
