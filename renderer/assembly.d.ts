/** AssemblyScript (a folder `assembly`), compiled to WebAssembly when the page is built: its bytes as base64. */
declare module '*?assembly' {
  export const wasm: string;
}

/** The WebAssembly of a package, named as in its C source when the page is built (`build/named-wasm/`): its bytes as base64. */
declare module '*?named-wasm' {
  export const wasm: string;
}
