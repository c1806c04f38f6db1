import { numberText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The second output: what goes there, and its device. */
export const cue: Words['cue'] = {
  device: 'Cue-Ausgang',
  deviceHelp: 'Ein zweites Gerät für Klick, Guide und die Stems, die du dorthin schickst, etwa In-Ear-Hörer.',
  none: 'Keiner: alles auf den Hauptausgang',
  missing: (device) => `${device} (nicht da)`,
  unnamed: 'Unbenanntes Gerät',
  level: 'Cue-Pegel',
  routingHelp:
    'Im Menü jedes Kanalzugs wählst du, was dorthin geht. Ein Export ist der Mix, als ginge alles auf den Hauptausgang. Er kommt mit Cue eine Zehntelsekunde später, damit beide zusammen erklingen.',
  opening: 'Der Cue-Ausgang wird geöffnet…',
  gone: (device) =>
    `${device} ist nicht mehr da. Was nur für den Cue bestimmt ist, bleibt stumm, bis es zurück ist; der Hauptausgang spielt weiter.`,
  idle: 'Der Cue-Ausgang ist bereit.',
  measuring: 'Der Cue-Ausgang läuft. Sein Gangunterschied wird gemessen.',
  steady: 'Der Cue-Ausgang läuft so schnell wie der Hauptausgang.',
  fast: (ppm) => `Der Cue läuft ${numberText(ppm)} ppm zu schnell; ausgeglichen.`,
  slow: (ppm) => `Der Cue läuft ${numberText(ppm)} ppm zu langsam; ausgeglichen.`,
  together: 'Er erklingt zusammen mit dem Hauptausgang.',
  later: (milliseconds) => `Er erklingt ${numberText(milliseconds)} ms nach dem Hauptausgang.`,
  back: (device) => `${device} ist wieder da`,
  menu: {
    main: 'Nur Hauptausgang',
    cue: 'Nur Cue-Ausgang',
    both: 'Haupt- und Cue-Ausgang',
    choose: 'An einen Cue-Ausgang senden…',
  },
  send: {
    of: (name) => `Ausgang von ${name}`,
    cueShort: 'Cue',
    bothShort: '+ Cue',
    main: 'Haupt',
    cue: 'Cue',
    both: 'Beide',
    level: (name) => `Cue-Pegel von ${name}`,
    export: 'Ein Export behält es im Mix.',
  },
  decibels: (level) => `${level > 0 ? '+' : ''}${roundedText(level, 1)} dB`,
  undoOutput: (name) => `Ausgang von ${name}`,
  undoLevel: (name) => `Cue-Pegel von ${name}`,
  click: 'Klick',
};
