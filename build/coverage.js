import { rmSync } from 'node:fs';
import { startDesktop } from './desktop.js';
import { inCoverage, readRuns } from './coverage/runs.js';
import { coverageLines, statementsOf } from './coverage/statements.js';
import { runNpm } from './setup/npm.js';
import { inProject } from './setup/places.js';
import { orExplain, setUp } from './setup/set-up.js';
import { provideSystemPackages } from './setup/system-packages.js';
import { runPlaywright, runVitest } from './test/runners.js';

// npm run coverage           what all tests together run of electron/main (as long as npm test takes)
// npm run coverage -- unit   without those in a window
// npm run coverage -- report the figures of the last run once more
const part = process.argv[2];
const room = 'electron/main';
const vitestWords = [
  ...['--coverage.enabled', '--coverage.provider=v8', `--coverage.include=${room}/**`],
  ...['--coverage.reporter=json', `--coverage.reportsDirectory=${inCoverage('vitest')}`],
];

async function runTests() {
  await orExplain(setUp);
  await orExplain(() => {
    provideSystemPackages('tests');
  });
  rmSync(inCoverage(), { recursive: true, force: true });
  // Only a build with maps says which line of ours a line of the bundle was.
  if (!runNpm(['run', 'build', '--', '--sourcemap'], inProject())) throw new Error('The build failed; see above.');
  const desktop = process.platform === 'linux' ? await startDesktop() : { env: {}, stop: () => Promise.resolve() };
  try {
    const env = { ...process.env, ...desktop.env, STEMROOM_COVERAGE: inCoverage('processes') };
    const counts = [await runVitest(vitestWords, env), ...(part === 'unit' ? [] : [await runPlaywright([], env)])];
    if (counts.some(({ failed }) => failed > 0)) process.exitCode = 1;
  } finally {
    await desktop.stop();
  }
}

if (part !== 'report') await runTests();
const files = statementsOf(await readRuns());
for (const line of coverageLines(files, room)) console.log(line);
if (part !== 'report') runNpm(['run', 'build'], inProject());
