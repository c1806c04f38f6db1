import path from 'node:path';

/** `new URL('./some.worker.ts', import.meta.url)` in a module, as `new Worker` takes it. */
const workerUrl = /new URL\(\s*'(\.[^']+\.worker\.ts)',\s*import\.meta\.url,?\s*\)/g;

/**
 * For Vite: makes each worker an entry of the same build as the page, so that what the page and several workers need (codecs, the
 * media library) lies in the app once. Vite by itself builds each worker alone, with a copy of everything in it.
 *
 * @returns {import('vite').Plugin}
 */
export function sharedWorkers() {
  return {
    name: 'shared-workers',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!workerUrl.test(code)) return undefined;
      return code.replace(workerUrl, (_, /** @type {string} */ file) => {
        const name = path.basename(file, '.ts');
        const reference = this.emitFile({
          type: 'chunk',
          id: path.resolve(path.dirname(id), file),
          name,
          preserveSignature: false,
        });
        return `import.meta.ROLLUP_FILE_URL_${reference}`;
      });
    },
  };
}
