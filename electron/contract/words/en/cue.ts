import { numberText, roundedText } from '../intl.ts';

/** The second output: what goes there, and its device. */
export const cue = {
  device: 'Cue output',
  deviceHelp: 'A second device for click, guide and the stems that you send there, such as in-ear monitors.',
  none: 'None: everything to the main output',
  missing: (device: string) => `${device} (not there)`,
  unnamed: 'Unnamed device',
  level: 'Cue level',
  routingHelp:
    'In each strip’s menu you choose what goes there. An export is the mix as if everything went to the main output, which comes a tenth of a second later while there is a cue, so that both are heard together.',
  opening: 'The cue output opens…',
  gone: (device: string) =>
    `${device} is gone. What is meant for the cue alone is silent until it is back; the main output plays on.`,
  idle: 'The cue output is ready.',
  measuring: 'The cue output runs. Its drift is being measured.',
  steady: 'The cue output runs as fast as the main one.',
  fast: (ppm: number) => `Cue runs ${numberText(ppm)} ppm fast; corrected.`,
  slow: (ppm: number) => `Cue runs ${numberText(ppm)} ppm slow; corrected.`,
  together: 'It is heard with the main output.',
  later: (milliseconds: number) => `It is heard ${numberText(milliseconds)} ms after the main output.`,
  back: (device: string) => `${device} is back`,
  menu: {
    main: 'Main output only',
    cue: 'Cue output only',
    both: 'Main and cue output',
    choose: 'Send to a cue output…',
  },
  send: {
    of: (name: string) => `Output of ${name}`,
    cueShort: 'cue',
    bothShort: '+ cue',
    main: 'Main',
    cue: 'Cue',
    both: 'Both',
    level: (name: string) => `Cue level of ${name}`,
    export: 'An export keeps it in the mix.',
  },
  decibels: (level: number) => `${level > 0 ? '+' : ''}${roundedText(level, 1)} dB`,
  undoOutput: (name: string) => `Output of ${name}`,
  undoLevel: (name: string) => `Cue level of ${name}`,
  click: 'the click',
} as const;
