import { adding } from './adding.ts';
import { app } from './app.ts';
import { commandLine } from './command-line.ts';
import { controls } from './controls.ts';
import { cue } from './cue.ts';
import { exporting } from './exporting.ts';
import { failures } from './failures.ts';
import { lanes } from './lanes.ts';
import { library } from './library.ts';
import { lyrics } from './lyrics.ts';
import { main } from './main.ts';
import { mixer } from './mixer.ts';
import { names } from './names.ts';
import { notices } from './notices.ts';
import { parts } from './parts.ts';
import { setlists } from './setlists.ts';
import { settings } from './settings.ts';
import { strips } from './strips.ts';
import { transport } from './transport.ts';

/** The English texts, by the room that shows them. The model of every other language. */
export const english = {
  adding,
  app,
  commandLine,
  controls,
  cue,
  exporting,
  failures,
  lanes,
  library,
  lyrics,
  main,
  mixer,
  names,
  notices,
  parts,
  setlists,
  settings,
  strips,
  transport,
} as const;
