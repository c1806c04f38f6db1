import { spawnSync } from 'node:child_process';
import { inProject } from './setup/places.js';

// npm run pictures: approves how every screen looks now, in `tests/pictures`, and takes README's picture. Look at the difference before
// you commit it.
const words = ['playwright', 'test', '-c', 'tests/playwright.config.ts', '--project=silent', '--update-snapshots=all'];
const { status } = spawnSync(
  process.execPath,
  [inProject('build', 'with-desktop.js'), 'npx', ...words, 'tests/e2e/appearance/screens.spec.ts'],
  { stdio: 'inherit', cwd: inProject() },
);
process.exitCode = status ?? 1;
