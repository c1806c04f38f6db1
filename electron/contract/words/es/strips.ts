import { numberText, plainText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Naming, moving and shifting the strips of the mixer. */
export const strips: Words['strips'] = {
  menu: {
    rename: 'Cambiar nombre…',
    shift: 'Desplazar…',
    replace: 'Sustituir archivo…',
    earlierFile: 'Archivo anterior',
    moveUp: 'Subir',
    moveDown: 'Bajar',
  },
  chooseFirst: 'Elige antes un canal',
  nameField: (name) => `Nombre de ${name}`,
  nameHint: 'Doble clic para el nombre, arrastra para mover',
  movedTo: (name, place, count) => `${name} es el canal ${plainText(place)} de ${plainText(count)}`,
  sameFile: (name) => `${name} ya suena con este archivo`,
  offerReplace: (name, file) => `¿Usar ${file} como ${name}?`,
  replaceNow: 'Sustituir',
  shiftPanel: (name) => `Desplazar ${name}`,
  shiftField: (name) => `Desplazamiento de ${name} en milisegundos`,
  shiftHint: 'Después con más, antes con menos. ↑ ↓ 1 ms, con Mayús 10 ms.',
  milliseconds: 'ms',
  noShift: 'Sin desplazar',
  moved: 'desplazado',
  takeBack: (name) => `${name} está desplazado a mano: deshacerlo`,
  movedNote: (milliseconds) =>
    `Desplazado ${numberText(Math.abs(milliseconds), 1)} ms ${milliseconds < 0 ? 'antes' : 'después'}. Pulsa para deshacer.`,
  edits: {
    rename: (name) => `Cambiar nombre de ${name}`,
    move: (name) => `Mover ${name}`,
    shift: (name) => `Desplazar ${name}`,
    unshift: (name) => `Quitar desplazamiento de ${name}`,
    replace: (name) => `Sustituir ${name}`,
  },
};
