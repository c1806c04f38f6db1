import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { greatestDifference, signalToNoise } from './alignment.ts';
import { bytesIn, ffmpeg, fixturePath } from './fixtures.ts';
import { open, readAll } from './open.ts';

function decodedHere(name: string, channels: number): readonly Float32Array[] {
  const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', fixturePath(name), '-f', 'f32le', '-'], { maxBuffer: 1 << 28 });
  const samples = new Float32Array(Uint8Array.from(raw).buffer);
  return Array.from({ length: channels }, (_, channel) => samples.filter((__, at) => at % channels === channel));
}

describe('our decoder of Vorbis', () => {
  it.each(['-1', '0', '3', '6', '10'])('null at q %s', async (quality) => {
    const name = `own-q${quality}.ogg`;
    const file = ffmpeg(name, '-c:a', 'libvorbis', '-q:a', quality);
    const stem = await open(bytesIn(file), 'ogg');
    const { left, right } = await readAll(stem);
    const [l = left, r = right] = decodedHere(name, 2);
    console.log(quality, left.length, l.length, greatestDifference(left, l), signalToNoise(left, l), greatestDifference(right, r));
    const bad=[...left].flatMap((s,i)=>Math.abs(s-(l[i]??0))>1e-5?[i]:[]); console.log([...left.subarray(0,8)],[...left.subarray(60,66)],[...l.subarray(0,8)],[...l.subarray(60,66)],[...(await import("./fixtures.ts")).sourceLeft.subarray(0,8)], [...(await import("./fixtures.ts")).sourceLeft.subarray(60,66)]); console.log(bad.length,bad[0],bad.at(-1));
    expect(left.length).toBe(l.length);
  });
});
