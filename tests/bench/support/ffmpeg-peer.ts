import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Milliseconds that ffmpeg takes to mix the stems at unity gain into a 16-bit WAV. */
export function mixMs(stems: readonly string[]): Promise<number> {
  const mix = `amix=inputs=${String(stems.length)}:normalize=0:duration=longest`;
  const inputs = stems.flatMap((path) => ['-i', path]);
  return takenMs('wav', [...inputs, '-filter_complex', mix, '-c:a', 'pcm_s16le']);
}

/** Milliseconds that ffmpeg takes to encode a sound file that is there. */
export const encodeMs = (path: string, format: 'mp3' | 'flac'): Promise<number> =>
  takenMs(format, ['-i', path, ...(format === 'mp3' ? ['-c:a', 'libmp3lame', '-b:a', '192k'] : ['-c:a', 'flac'])]);

async function takenMs(ending: string, words: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'stemroom-ffmpeg-'));
  try {
    const began = performance.now();
    await run('ffmpeg', ['-v', 'error', ...words, join(folder, `out.${ending}`)]);
    return performance.now() - began;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
