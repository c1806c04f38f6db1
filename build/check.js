import { spawnSync } from 'node:child_process';

const projects = ['contract', 'main', 'preload', 'renderer', 'assembly', 'tests'];

/** Every static check there is; all run, so that one call shows all there is to mend. */
const checks = [
  'prettier --check .',
  ...projects.map((name) => `tsc -p build/tsconfig/${name}.json`),
  'svelte-check --tsconfig build/tsconfig/renderer.json --fail-on-warnings --output human',
  'eslint --max-warnings 0 .',
  'depcruise electron renderer tests',
  'knip',
];

const failed = checks.filter((check) => {
  console.log(`— ${check}`);
  return spawnSync(check, { stdio: 'inherit', shell: true }).status !== 0;
});

if (failed.length > 0) {
  console.error(`These checks failed: ${failed.join('; ')}`);
  process.exitCode = 1;
}
