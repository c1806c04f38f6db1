/** What WebAssembly in base64 (see `build/assembly.js`) exports, started here and now: it imports nothing. */
export function exportsOf(wasm: string): WebAssembly.Exports {
  const bytes = Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0));
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
}
