import { numberText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The second output: what goes there, and its device. */
export const cue: Words['cue'] = {
  device: 'Sortie cue',
  deviceHelp:
    'Un second appareil pour le clic, le guide et les pistes que vous y envoyez, par exemple des retours intra-auriculaires.',
  none: 'Aucune : tout vers la sortie principale',
  missing: (device) => `${device} (absent)`,
  unnamed: 'Appareil sans nom',
  level: 'Niveau du cue',
  routingHelp:
    'Le menu de chaque tranche choisit ce qui y va. Un export est le mix comme si tout allait à la sortie principale, qui avec un cue joue un dixième de seconde plus tard pour que les deux s’entendent ensemble.',
  opening: 'La sortie cue s’ouvre…',
  gone: (device) =>
    `${device} n’est plus là. Ce qui ne va qu’au cue se tait jusqu’à son retour ; la sortie principale continue.`,
  idle: 'La sortie cue est prête.',
  measuring: 'La sortie cue joue. Sa dérive est en cours de mesure.',
  steady: 'La sortie cue va aussi vite que la principale.',
  fast: (ppm) => `Le cue avance de ${numberText(ppm)} ppm ; corrigé.`,
  slow: (ppm) => `Le cue retarde de ${numberText(ppm)} ppm ; corrigé.`,
  together: 'On l’entend en même temps que la sortie principale.',
  later: (milliseconds) => `On l’entend ${numberText(milliseconds)} ms après la sortie principale.`,
  back: (device) => `${device} est revenu`,
  menu: {
    main: 'Sortie principale seule',
    cue: 'Sortie cue seule',
    both: 'Sorties principale et cue',
    choose: 'Envoyer vers une sortie cue…',
  },
  send: {
    of: (name) => `Sortie de ${name}`,
    cueShort: 'cue',
    bothShort: '+ cue',
    main: 'Principale',
    cue: 'Cue',
    both: 'Les deux',
    level: (name) => `Niveau cue de ${name}`,
    export: 'Un export le garde dans le mix.',
  },
  decibels: (level) => `${level > 0 ? '+' : ''}${roundedText(level, 1)} dB`,
  undoOutput: (name) => `Sortie de ${name}`,
  undoLevel: (name) => `Niveau cue de ${name}`,
  click: 'clic',
};
