import { backingVocals } from './backing-vocals.js';
import { bass } from './bass.js';
import { brass } from './brass.js';
import { drums } from './drums.js';
import { fx } from './fx.js';
import { guitar } from './guitar.js';
import { keyboard } from './keyboard.js';
import { percussion } from './percussion.js';
import { piano } from './piano.js';
import { strings } from './strings.js';
import { synth } from './synth.js';
import { vocals } from './vocals.js';
import { woodwinds } from './woodwinds.js';

export const TITLE = 'Ferry Lights';
export const ARTIST = 'The Stemroom House Band';
export const KEY = 'Eb major';

/** Every stem of the song, in the order in which strips stand in the mixer. */
export const stems = [
  vocals,
  backingVocals,
  drums,
  percussion,
  bass,
  guitar,
  piano,
  keyboard,
  synth,
  strings,
  brass,
  woodwinds,
  fx,
];
