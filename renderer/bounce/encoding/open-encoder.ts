import { fail, type Result } from '#contract';
import type { FileEncoder, OpenEncoder } from './file-encoder.ts';
import { FlacEncoder } from './flac/flac-encoder.ts';
import { Mp3Encoder } from './mp3/mp3-encoder.ts';
import { WavEncoder } from './wav/wav-encoder.ts';

/**
 * Begins a file in its format, for stereo sound. Opus and what WebCodecs does are for a worker or a page; the other formats go
 * anywhere. Fails as `put` does, and with `internal` when an encoder cannot be started on this machine.
 */
export const openEncoder: OpenEncoder = async (facts, put) => {
  const { format } = facts;
  try {
    switch (format.kind) {
      case 'wav':
        return await WavEncoder.open(format.bits, facts, put);
      case 'flac':
        return await FlacEncoder.open(format.bits, facts, put);
      case 'mp3':
        return await Mp3Encoder.open(format.quality, facts, put);
      case 'opus':
      case 'aac':
        return fail('internal', format.kind);
    }
  } catch (reason) {
    return failed(reason);
  }
};

function failed(reason: unknown): Result<FileEncoder> {
  return fail('internal', reason instanceof Error ? reason.message : String(reason));
}
