/** Chromium lets an audio context choose its device; the types of the DOM do not know that yet. */
interface AudioContext {
  /** The id of a device, '' for the default one, or no device at all. Rejects with `NotFoundError` for an unknown id. */
  setSinkId(sink: string | { readonly type: 'none' }): Promise<void>;
}

interface AudioContextOptions {
  readonly sinkId?: string | { readonly type: 'none' };
}
