import { spawnSync } from 'node:child_process';

/** Every static check there is, in order of speed; all run, so that one call shows all there is to mend. */
const checks = [
  ['prettier', '--check', '.'],
  ...['contract', 'main', 'preload', 'renderer', 'tests'].map((name) => ['tsc', '-p', `build/tsconfig/${name}.json`]),
  ['svelte-check', '--tsconfig', 'build/tsconfig/renderer.json', '--fail-on-warnings', '--output', 'human'],
  ['eslint', '--max-warnings', '0', '.'],
  ['depcruise', 'electron', 'renderer', 'tests'],
  ['knip'],
];

const failed = checks.filter(([tool, ...options]) => {
  console.log(`— ${[tool, ...options].join(' ')}`);
  return spawnSync(tool, options, { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0;
});

if (failed.length > 0) {
  console.error(`These checks failed: ${failed.map((check) => check.join(' ')).join('; ')}`);
  process.exitCode = 1;
}
