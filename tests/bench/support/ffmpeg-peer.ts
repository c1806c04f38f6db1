import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Milliseconds that ffmpeg takes to mix the stems at unity gain into a 16-bit WAV. */
export async function ffmpegMs(stems: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'stemroom-ffmpeg-'));
  try {
    const inputs = stems.flatMap((path) => ['-i', path]);
    const mix = `amix=inputs=${String(stems.length)}:normalize=0:duration=longest`;
    const began = performance.now();
    const output = ['-c:a', 'pcm_s16le', join(folder, 'mix.wav')];
    await run('ffmpeg', ['-v', 'error', ...inputs, '-filter_complex', mix, ...output]);
    return performance.now() - began;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The stems as 16-bit WAV, made once, beside them. */
export async function losslessOf(stems: readonly string[]): Promise<readonly string[]> {
  const made: string[] = [];
  for (const path of stems) {
    const wav = path.replace(/\.mp3$/, '.wav');
    if (!existsSync(wav)) {
      await run('ffmpeg', ['-v', 'error', '-y', '-i', path, '-c:a', 'pcm_s16le', '-f', 'wav', `${wav}.part`]);
      await rename(`${wav}.part`, wav);
    }
    made.push(wav);
  }
  return made;
}
