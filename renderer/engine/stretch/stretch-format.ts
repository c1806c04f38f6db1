/** Frames that the stretch takes and gives at a time, as an audio worklet does. */
export const stretchQuantum = 128;

const hopSeconds = 0.0175;
const hopsPerWindow = 8;

/** Frames from one window to the next. */
export const stretchHop = (sampleRate: number): number => Math.round(sampleRate * hopSeconds);

/**
 * 140 ms: the shortest window, with the widest hop, that keeps sines from 440 Hz up within 2 cents. Signalsmith's own choice
 * of 120 ms and four hops leaves them up to 5 cents sharp, and low notes 25.
 */
export const stretchWindow = (sampleRate: number): number => hopsPerWindow * stretchHop(sampleRate);

/** Frames by which sound leaves the stretch later than it went in, at any pitch. */
export const stretchLatency = (sampleRate: number): number => stretchWindow(sampleRate);
