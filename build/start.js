import { openApp } from './desktop/open-app.js';
import { orExplain } from './setup/set-up.js';

const words = process.argv.slice(2);
process.exitCode = await orExplain(() => openApp(words[0] === '--' ? words.slice(1) : words));
