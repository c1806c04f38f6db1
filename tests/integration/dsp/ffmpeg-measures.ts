import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Stereo = { readonly left: ArrayLike<number>; readonly right: ArrayLike<number> };

/** What ffmpeg's `ebur128` filter says of raw float sound. */
export function asFfmpeg({ left, right }: Stereo, sampleRate: number) {
  const interleaved = Float32Array.from(
    { length: 2 * left.length },
    (_, at) => (at % 2 === 0 ? left : right)[at >> 1] ?? 0,
  );
  const folder = mkdtempSync(join(tmpdir(), 'stemroom-loudness-'));
  try {
    const path = join(folder, 'sound.f32');
    writeFileSync(path, new Uint8Array(interleaved.buffer));
    return measured(['-f', 'f32le', '-ar', `${sampleRate}`, '-ac', '2', '-i', path]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measured(input: readonly string[]) {
  const measure = 'ebur128=peak=true:metadata=1,ametadata=mode=print:file=-';
  const output = execFileSync('ffmpeg', ['-v', 'error', ...input, '-af', measure, '-f', 'null', '-'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const values = (name: string): readonly number[] =>
    [...output.matchAll(new RegExp(`^lavfi\\.r128\\.${name}=(.*)$`, 'gm'))].map(([, value]) => Number(value));
  const peaks = [...values('true_peaks_ch0'), ...values('true_peaks_ch1')];
  return {
    integrated: values('I').at(-1) ?? NaN,
    range: values('LRA').at(-1) ?? NaN,
    greatestMomentary: Math.max(...values('M')),
    greatestShortTerm: Math.max(...values('S')),
    truePeakDb: 20 * Math.log10(Math.max(...peaks)),
  };
}
