import { expect, it, vi } from 'vitest';
import { TruePeakLimiter } from '../../../renderer/dsp/true-peak-limiter.ts';
import { loudSounds } from '../../unit/dsp/loud-sounds.ts';
import { asFfmpeg } from './ffmpeg-measures.ts';

// A busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const cases = loudSounds.flatMap(([name, make]) =>
  [44_100, 48_000].map((sampleRate) => ({ name, sampleRate, make, ceilingDb: -1 })),
);

it.each(cases)('$name stays under its ceiling in the eyes of ffmpeg too, at $sampleRate Hz', (one) => {
  const { sampleRate, make, ceilingDb } = one;
  const { left, right } = make(sampleRate, 4);
  const limiter = new TruePeakLimiter(ceilingDb, sampleRate);
  limiter.process(left, right, left.length);
  const { truePeakDb } = asFfmpeg({ left, right }, sampleRate);
  expect(truePeakDb).toBeLessThanOrEqual(ceilingDb + 0.1);
  expect(truePeakDb).toBeGreaterThan(ceilingDb - 0.5);
});
