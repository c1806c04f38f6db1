/** WebAssembly for the encoders of one worker, which may be many at a time: compiled when the first of them asks. */
export function compiledOnce(load: () => Promise<Uint8Array<ArrayBuffer>>): () => Promise<WebAssembly.Module> {
  let compiled: Promise<WebAssembly.Module> | null = null;
  return async () => {
    compiled ??= load().then((bytes) => WebAssembly.compile(bytes));
    try {
      return await compiled;
    } catch (reason) {
      // The next one may find more memory.
      compiled = null;
      throw reason;
    }
  };
}
