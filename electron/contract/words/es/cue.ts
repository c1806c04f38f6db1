import { numberText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The second output: what goes there, and its device. */
export const cue: Words['cue'] = {
  device: 'Salida de cue',
  deviceHelp:
    'Un segundo dispositivo para la claqueta, la guía y las pistas que le envíes, como unos auriculares in-ear.',
  none: 'Ninguna: todo a la salida principal',
  missing: (device) => `${device} (no está)`,
  unnamed: 'Dispositivo sin nombre',
  level: 'Nivel de cue',
  routingHelp:
    'En el menú de cada canal eliges qué va ahí. Una exportación es la mezcla como si todo fuera a la salida principal, que con cue llega una décima de segundo más tarde para que ambas suenen juntas.',
  opening: 'Se abre la salida de cue…',
  gone: (device) =>
    `${device} ya no está. Lo que solo va al cue queda en silencio hasta que vuelva; la salida principal sigue sonando.`,
  idle: 'La salida de cue está lista.',
  measuring: 'La salida de cue suena. Se mide su deriva.',
  steady: 'La salida de cue va tan rápido como la principal.',
  fast: (ppm) => `El cue va ${numberText(ppm)} ppm rápido; corregido.`,
  slow: (ppm) => `El cue va ${numberText(ppm)} ppm lento; corregido.`,
  together: 'Se oye a la vez que la salida principal.',
  later: (milliseconds) => `Se oye ${numberText(milliseconds)} ms después de la salida principal.`,
  back: (device) => `${device} ha vuelto`,
  menu: {
    main: 'Solo salida principal',
    cue: 'Solo salida de cue',
    both: 'Salida principal y de cue',
    choose: 'Enviar a una salida de cue…',
  },
  send: {
    of: (name) => `Salida de ${name}`,
    cueShort: 'cue',
    bothShort: '+ cue',
    main: 'Principal',
    cue: 'Cue',
    both: 'Ambas',
    level: (name) => `Nivel de cue de ${name}`,
    export: 'Una exportación lo conserva en la mezcla.',
  },
  decibels: (level) => `${level > 0 ? '+' : ''}${roundedText(level, 1)} dB`,
  undoOutput: (name) => `Salida de ${name}`,
  undoLevel: (name) => `Nivel de cue de ${name}`,
  click: 'la claqueta',
};
