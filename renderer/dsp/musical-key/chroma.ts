import { stepsPerOctave } from './pitch-listener.ts';

const stepsPerSemitone = stepsPerOctave / 12;

/** How much sounds of each of the twelve pitch classes from C on, by the song's own tuning. */
export function chromaOf(steps: Float64Array): Float64Array {
  const tuning = tuningOf(steps);
  const chroma = new Float64Array(12);
  for (const [step, weight] of steps.entries()) {
    const semitone = (step - tuning) / stepsPerSemitone;
    const nearest = Math.round(semitone);
    const distance = Math.abs(semitone - nearest);
    const pitchClass = (nearest + 12) % 12;
    chroma[pitchClass] = (chroma[pitchClass] ?? 0) + weight * Math.cos(Math.PI * distance) ** 2;
  }
  return chroma;
}

/** How far the semitones lie above those of A4 = 440 Hz, in steps: the mean direction round the semitone. */
function tuningOf(steps: Float64Array): number {
  let real = 0;
  let imaginary = 0;
  for (const [step, weight] of steps.entries()) {
    const angle = (2 * Math.PI * step) / stepsPerSemitone;
    real += weight * Math.cos(angle);
    imaginary += weight * Math.sin(angle);
  }
  return (Math.atan2(imaginary, real) / (2 * Math.PI)) * stepsPerSemitone;
}
