/** Chromium lets an audio context choose its device; the types of the DOM do not know that yet. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface adds to one of the DOM
interface AudioContext {
  /** The id of a device, '' for the default one, or no device at all. Rejects with `NotFoundError` for an unknown id. */
  setSinkId(sink: string | { readonly type: 'none' }): Promise<void>;
}

// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface adds to one of the DOM
interface AudioContextOptions {
  readonly sinkId?: string | { readonly type: 'none' };
}
