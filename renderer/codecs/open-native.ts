import { fail, type AudioContainer, type Failure, type Result } from '#contract';
import type { ByteReader } from './byte-source.ts';
import type { NativeStem } from './native-stem.ts';
import { openMp3 } from './mp3/mp3-stem.ts';
import { openCaf } from './caf/caf-stem.ts';
import { openPcm } from './pcm/pcm-stem.ts';
import { refuseShape } from './refusal.ts';

/**
 * Opens a stem at its own rate, which is 8,000 to 384,000 Hz. Fails with `undecodable` when its bytes are damaged, with
 * `unsupportedCodec` when they hold what cannot be played.
 */
export async function openNative(bytes: ByteReader, container: AudioContainer): Promise<Result<NativeStem, Failure>> {
  const opened = await openContainer(bytes, container);
  const refused = opened.ok ? refuseShape(opened.value.facts.sampleRate, opened.value.facts.channels) : null;
  if (!opened.ok || refused === null) return opened;
  opened.value.close();
  return refused;
}

async function openContainer(bytes: ByteReader, container: AudioContainer): Promise<Result<NativeStem, Failure>> {
  switch (container) {
    case 'mp3':
      return openMp3(bytes);
    case 'wav':
    case 'w64':
    case 'aiff':
    case 'au':
      return openPcm(bytes, container);
    case 'caf':
      return openCaf(bytes);
    case 'flac':
    case 'ogg':
    case 'm4a':
    case 'aac':
    case 'webm': {
      // Large, and most songs do not need it.
      const { openMedia } = await import('./media/media-stem.ts');
      return openMedia(bytes, container);
    }
    default:
      return fail('undecodable', container satisfies never);
  }
}
