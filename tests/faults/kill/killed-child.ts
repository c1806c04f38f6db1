import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Bundles a program of this folder, so that it starts as quickly as plain Node does. Gives its path. */
export async function bundled(name: string, into: string): Promise<string> {
  const outfile = join(into, `${name}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    // Packages of the older kind ask for Node's modules by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    ...{ outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'silent' },
  });
  return outfile;
}

/** Runs a program until it ends or, `killAfterMs` after its first word, is killed as nothing else is. Gives its words. */
export async function runKilled(
  program: string,
  args: readonly string[],
  killAfterMs: number,
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    said += text;
  });
  await once(child, 'close');
  // A last line that is cut off was not said.
  return said.split('\n').slice(0, -1);
}

/** The words of one that works at several places at once, by the number before each word. */
export const wordsAt = (words: readonly string[], place: number): readonly string[] =>
  words.filter((word) => word.startsWith(`${String(place)} `)).map((word) => word.slice(word.indexOf(' ') + 1));
