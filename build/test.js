import { spawnSync } from 'node:child_process';
import { startDesktop } from './desktop.js';
import { orExplain, setUp, setUpElectron } from './setup/set-up.js';
import { provideSystemPackages } from './setup/system-packages.js';
import { provideChromium } from './test/chromium.js';
import { faultsLine } from './test/faults.js';
import { isPackagingProven, packagingStamp, recordProvenPackaging } from './test/packaging-record.js';
import { failedInRuns, runEverything, runFaults, runPlaywright, runVitest, shownFaults } from './test/runners.js';

// npm test            everything; packaging that did not change since it last passed is left out, unless CI_ALL=1
// npm test -- unit    [part of a file name]
// npm test -- e2e     [pattern for titles]
// npm run test:faults the matrix of faults only
const [part, ...filters] = process.argv.slice(2);

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

const isWhole = part !== 'unit' && part !== 'e2e' && part !== 'faults';
const stamp = packagingStamp(process.env);
const hasPackaging = !isPackagingProven(stamp, process.env);
const leftOut = 'Packaging has not changed since its tests passed: they are left out. With CI_ALL=1 they run.';
if (isWhole && !hasPackaging) console.log(leftOut);

const desktop = process.platform === 'linux' ? await startDesktop() : { env: {}, stop: () => Promise.resolve() };
let count;
try {
  const env = { ...process.env, ...desktop.env };
  if (part === 'unit') count = await runVitest(filters, env);
  else if (part === 'e2e') count = await runPlaywright(filters, env, provideChromium());
  else if (part === 'faults') count = await runFaults(env);
  else count = await runEverything(env, hasPackaging, provideChromium());
} finally {
  await desktop.stop();
}
const { passed, failed } = count;
const isGreen = failed === 0 && passed > 0;
if (isWhole && isGreen && hasPackaging) recordProvenPackaging(stamp);
if (isWhole || part === 'faults') console.log(faultsLine(shownFaults()));
if (isWhole && !hasPackaging) console.log(leftOut);
if (isWhole && !isGreen) for (const line of failedInRuns().slice(0, 60)) console.log(line);
console.log(runsOn.replace('run', 'ran'));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = isGreen ? 0 : 1;
