import { fail, type AudioContainer, type Failure, type Result } from '#contract';
import type { ByteReader } from './byte-source.ts';
import type { NativeStem } from './native-stem.ts';
import { openMp3 } from './mp3/mp3-stem.ts';
import { openWav } from './wav/wav-stem.ts';

/** Opens a stem at its own rate. Fails with `undecodable`. */
export async function openNative(bytes: ByteReader, container: AudioContainer): Promise<Result<NativeStem, Failure>> {
  switch (container) {
    case 'mp3':
      return openMp3(bytes);
    case 'wav':
      return openWav(bytes);
    case 'flac':
    case 'ogg':
    case 'm4a': {
      // Large, and most songs do not need it.
      const { openMedia } = await import('./media/media-stem.ts');
      return openMedia(bytes, container);
    }
    case 'aiff':
    case 'caf':
    case 'w64':
    case 'au':
    case 'aac':
    case 'webm':
      return fail('undecodable', `Its container (${container}) is not read yet.`);
  }
}
