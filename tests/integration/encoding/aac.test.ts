import { expect, test } from 'vitest';
import { aacKbps } from '#contract';
import { encodeHere, noiseOf } from '../../unit/bounce/encoding/encode-here.ts';
import { closeness, keep, output, readers, tagsOf } from './read-back.ts';

const lengthFrames = 100_003;
const sound = noiseOf(lengthFrames);

test.each(aacKbps)('x at %i', async (kbps) => {
  for (const rate of [44_100, 48_000]) {
    const t = performance.now();
    const { bytes } = await encodeHere({ kind: 'aac', kbps }, sound, { rate });
    const path = keep(`${kbps}.m4a`, bytes);
    console.log(kbps, rate, bytes.length, performance.now() - t, closeness(readers.ffmpeg(path), sound));
    console.log(output('ffprobe', '-v', 'error', '-show_entries', 'stream=start_time,duration_ts,initial_padding,bit_rate,codec_name,profile:format=duration', '-of', 'compact', path).toString());
    console.log(tagsOf(path));
    keep('x.m4a', bytes);
    (await import('node:fs')).writeFileSync('/tmp/e1-x.m4a', bytes);
  }
}, 60_000);
