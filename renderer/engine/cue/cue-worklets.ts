/** Name of the worklet processor that writes the cue into a ring. */
export const cueWriterName = 'cue-writer';

/** Options of the writer, whose one input is the cue. */
export type CueWriterOptions = { readonly ring: SharedArrayBuffer; readonly hasLimiter: boolean };

/** Switches the limiter, or ends the worklet. */
export type CueWriterMessage = { readonly kind: 'limiter'; readonly isOn: boolean } | { readonly kind: 'retire' };

/** Name of the worklet processor that plays a ring. */
export const cueReaderName = 'cue-reader';

/** Options of the reader. `ringRate`: of the context that writes the ring, in Hz. */
export type CueReaderOptions = { readonly ring: SharedArrayBuffer; readonly ringRate: number };

/** Ends the worklet. */
export type CueReaderMessage = { readonly kind: 'retire' };
