/** Read by svelte-check and the editor; the build takes the same from the Vite plugin. */
export default { compilerOptions: { runes: true } };
