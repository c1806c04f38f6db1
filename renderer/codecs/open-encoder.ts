import { fail, ok, type Result } from '#contract';
import { AacEncoder } from './mp4/aac-encoder.ts';
import type { PutPiece } from './shared/file-encoder.ts';
import type { FileEncoder, FileFacts, OpenEncoder } from './shared/file-encoder.ts';
import { FlacEncoder } from './flac/flac-encoder.ts';
import { Mp3Encoder } from './mp3/mp3-encoder.ts';
import { OpusEncoder } from './ogg/opus-encoder.ts';
import { WavEncoder } from './wav/wav-encoder.ts';

/**
 * Begins a file in its format, for stereo sound. Opus is for a worker or a page (it takes WebCodecs) and for 48 kHz, MP3 for
 * 44.1 and 48 kHz; the rest goes anywhere. Fails as `put` does, and with `internal` when an encoder cannot be started here.
 */
export const openEncoder: OpenEncoder = async (facts, put) => {
  const opened = await caught(() => open(facts, put));
  return opened.ok ? ok(guarded(opened.value)) : opened;
};

function open(facts: FileFacts, put: PutPiece): Promise<Result<FileEncoder>> {
  const { format } = facts;
  switch (format.kind) {
    case 'wav':
      return WavEncoder.open(format.bits, facts, put);
    case 'flac':
      return FlacEncoder.open(format.bits, facts, put);
    case 'mp3':
      return Mp3Encoder.open(format.quality, facts, put);
    case 'opus':
      return OpusEncoder.open(format.kbps, facts, put);
    case 'aac':
      return AacEncoder.open(format.kbps, facts, put);
  }
}

/** An encoder of others may give up at any time: that ends this file and nothing else. */
const guarded = (encoder: FileEncoder): FileEncoder => ({
  encode: (left, right, count) => caught(() => encoder.encode(left, right, count)),
  finish: () => caught(() => encoder.finish()),
});

async function caught<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await work();
  } catch (reason) {
    return fail('internal', reason instanceof Error ? reason.message : String(reason));
  }
}
