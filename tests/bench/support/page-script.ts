import { build } from 'esbuild';

/** A page script with all it imports, as one text. */
export async function pageScript(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    target: 'chrome130',
    write: false,
    logLevel: 'error',
    alias: { '#contract': new URL('../../../electron/contract/index.ts', import.meta.url).pathname },
  });
  return outputFiles[0]?.text ?? '';
}
