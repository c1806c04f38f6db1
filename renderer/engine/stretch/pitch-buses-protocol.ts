export const pitchBusesName = 'pitch-buses';

/** Inputs: the main bus, then that of the drums. */
export type PitchBusesOptions = {
  readonly stretch: WebAssembly.Module;
  /** From the reader. */
  readonly cue: SharedArrayBuffer;
};

export type PitchBusesMessage = { readonly kind: 'retire' };
