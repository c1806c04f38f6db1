import { seeded } from './seeded.ts';

export type Stereo64 = { readonly left: Float64Array; readonly right: Float64Array };

const soundOf = (length: number, at: (frame: number, channel: 0 | 1) => number): Stereo64 => ({
  left: Float64Array.from({ length }, (_, frame) => at(frame, 0)),
  right: Float64Array.from({ length }, (_, frame) => at(frame, 1)),
});

/** Sounds with peaks far over full scale, at and between the frames. */
export const loudSounds: readonly (readonly [string, (sampleRate: number, seconds: number) => Stereo64])[] = [
  [
    'noise with most of its power below 3 kHz',
    (sampleRate, seconds) => {
      const random = seeded(7);
      const smooth = [0, 0];
      return soundOf(sampleRate * seconds, (frame, channel) => {
        const now = (smooth[channel] ?? 0) + 0.3 * (random() - (smooth[channel] ?? 0));
        smooth[channel] = now;
        return 3 * now * (1 + Math.sin(frame / sampleRate));
      });
    },
  ],
  [
    'a quarter of the rate between whose crests the samples fall',
    (sampleRate, seconds) =>
      soundOf(sampleRate * seconds, (frame) => 1.6 * Math.sin((Math.PI * frame) / 2 + Math.PI / 4)),
  ],
  [
    'beats over a bass',
    (sampleRate, seconds) => {
      const random = seeded(9);
      let smooth = 0;
      return soundOf(sampleRate * seconds, (frame, channel) => {
        const at = frame / sampleRate;
        smooth += 0.5 * (random() - smooth);
        const beat = 2.5 * smooth * Math.exp(-14 * (at % 0.5));
        return beat + 0.8 * Math.sin(2 * Math.PI * (55 + channel) * at) + 0.3 * Math.sin(2 * Math.PI * 2093 * at);
      });
    },
  ],
  [
    'a square wave',
    (sampleRate, seconds) =>
      soundOf(sampleRate * seconds, (frame) => {
        // Of its first harmonics only, as any sound that was sampled has it.
        const turn = (2 * Math.PI * 220 * frame) / sampleRate;
        return [1, 3, 5, 7, 9, 11].reduce((sum, harmonic) => sum + (1.6 * Math.sin(harmonic * turn)) / harmonic, 0);
      }),
  ],
  [
    'single samples',
    (sampleRate, seconds) =>
      soundOf(sampleRate * seconds, (frame, channel) => (frame % 4000 === 500 * channel ? 2 : 0.01)),
  ],
];
