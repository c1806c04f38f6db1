import { chosenElectron } from './setup/electron.js';
import { orExplain, setUpElectron } from './setup/set-up.js';

console.log(chosenElectron() ?? (await orExplain(setUpElectron)));
