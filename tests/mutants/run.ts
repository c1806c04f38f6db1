import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mutantGroups, type Mutant } from './mutants.ts';

// npm run test:mutants             all of them, a few minutes
// npm run test:mutants -- retry    one group
const project = resolve(import.meta.dirname, '../..');
const copied = [
  'electron',
  'renderer',
  'tests',
  'build',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'svelte.config.js',
];
/** Of every ten, nine must be caught. */
const wantedShare = 0.9;

/** A copy of the tree, since others may be at work in this one. */
function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stemroom-mutants-'));
  // What tests and the bench leave behind, gigabytes of it.
  const isResult = (path: string): boolean =>
    path.includes(join('tests', 'results')) || path.includes(join('tests', 'bench', 'corpus'));
  for (const name of copied)
    cpSync(join(project, name), join(folder, name), { recursive: true, filter: (path) => !isResult(path) });
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function passes(folder: string, tests: readonly string[]): boolean {
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--bail=1', '--reporter=dot', ...tests];
  return spawnSync(process.execPath, words, { cwd: folder, stdio: 'ignore' }).status === 0;
}

/** Whether the tests notice the mistake. Throws when the place of it is not there, or not once. */
function isCaught(folder: string, { file, from, to }: Mutant, tests: readonly string[]): boolean {
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} does not hold this once: ${from}`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  try {
    return !passes(folder, tests);
  } finally {
    writeFileSync(path, source);
  }
}

const wanted = process.argv[2] ?? '';
const groups = mutantGroups.filter(({ name }) => name.includes(wanted));
const folder = copyOfProject();
let caught = 0;
let all = 0;
try {
  for (const { name, tests, mutants } of groups) {
    if (!passes(folder, tests)) throw new Error(`The tests of ${name} fail without any mistake.`);
    for (const mutant of mutants) {
      all += 1;
      if (isCaught(folder, mutant, tests)) caught += 1;
      else console.log(`not caught: ${mutant.file}: ${mutant.from} -> ${mutant.to === '' ? 'nothing' : mutant.to}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`mutants: ${caught}/${all} caught`);
process.exitCode = caught < wantedShare * all ? 1 : 0;
