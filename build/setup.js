import { orExplain, setUp } from './setup/set-up.js';

await orExplain(setUp);
