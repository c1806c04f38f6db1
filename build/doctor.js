import os from 'node:os';
import { doctorText } from './setup/doctor.js';
import { orExplain, setUpElectron } from './setup/set-up.js';
import { recordTrial, tryElectron } from './setup/trial.js';

// npm run doctor: tries the Electron that `npm start` takes once more, and prints what an answer to "it does not work" needs.
const executable = await orExplain(setUpElectron);
const trial = await orExplain(() => tryElectron(executable));
recordTrial(executable, trial.trouble);
const { homedir, release, userInfo } = os;
const system = `${process.platform} ${process.arch} ${release()}`;
console.log(
  doctorText(trial, { executable, system, node: process.versions.node, home: homedir(), user: userInfo().username }),
);
process.exitCode = trial.trouble === null ? 0 : 1;
