/** How sure an estimate is, 0 to 1, in words. */
export function confidenceWords(confidence: number): string {
  if (confidence >= 0.7) return 'quite sure';
  return confidence >= 0.35 ? 'fairly sure' : 'only a guess';
}

/** "−18.2 LUFS"; a dash for a stem that is under the gate of the measurement. */
export const loudnessText = (lufs: number | null): string => (lufs === null ? '–' : `${tenths(lufs)} LUFS`);

/** "−1.3 dBTP"; a dash for digital silence. */
export const truePeakText = (truePeakDb: number | null): string =>
  truePeakDb === null ? '–' : `${tenths(truePeakDb)} dBTP`;

/** How well the stems make up the original, in a sentence. */
export function residualText(residualDb: number): string {
  return `The stems add up to the original to ${tenths(residualDb)} dB.`;
}

/** A true minus sign, one decimal. */
function tenths(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return `${rounded < 0 ? '−' : ''}${Math.abs(rounded).toFixed(1)}`;
}

/** After so long a pause the next tap begins anew. */
const pauseSeconds = 2;
const mostTaps = 24;

/** The taps that still count after another at `seconds`, that one included. */
export function withTap(taps: readonly number[], seconds: number): readonly number[] {
  const last = taps.at(-1);
  if (last === undefined || seconds - last > pauseSeconds) return [seconds];
  return [...taps, seconds].slice(-mostTaps);
}
