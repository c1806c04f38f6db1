/** AssemblyScript (a folder `assembly`), compiled to WebAssembly when the page is built: its bytes as base64. */
declare module '*?assembly' {
  export const wasm: string;
}
