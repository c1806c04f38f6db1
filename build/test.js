import { spawnSync } from 'node:child_process';
import { startDesktop } from './desktop.js';
import { orExplain, setUp, setUpElectron } from './setup/set-up.js';
import { provideSystemPackages } from './setup/system-packages.js';
import { faultsLine } from './test/faults.js';
import { runPlaywright, runPlaywrightFaults, runVitest, runVitestFaults, shownFaults } from './test/runners.js';

// npm test            everything
// npm test -- unit    [part of a file name]
// npm test -- e2e     [pattern for titles]
// npm run test:faults the matrix of faults only
const [part, ...filters] = process.argv.slice(2);
const runners = { unit: [runVitest], e2e: [runPlaywright], faults: [runVitestFaults, runPlaywrightFaults] };
const chosen = part === 'unit' || part === 'e2e' || part === 'faults' ? runners[part] : [runVitest, runPlaywright];
const hasAllFaults = part !== 'unit' && part !== 'e2e';

await orExplain(setUp);
await orExplain(() => {
  provideSystemPackages('tests');
});
const executable = await orExplain(setUpElectron);
const versions = '"Electron " + process.versions.electron + ", Chromium " + process.versions.chrome';
const { stdout } = spawnSync(executable, ['-p', versions], {
  env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  encoding: 'utf8',
});
const runsOn = `The tests run on ${stdout.trim()} (${executable}).`;
console.log(runsOn);

const desktop = process.platform === 'linux' ? await startDesktop() : { env: {}, stop: () => Promise.resolve() };
const total = { passed: 0, failed: 0 };
try {
  for (const run of chosen) {
    const { passed, failed } = await run(filters, { ...process.env, ...desktop.env });
    total.passed += passed;
    total.failed += failed;
  }
} finally {
  await desktop.stop();
}
if (hasAllFaults) {
  const faults = shownFaults();
  console.log(faultsLine(faults));
}
console.log(runsOn.replace('run', 'ran'));
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
