import { numberText, plainText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Naming, moving and shifting the strips of the mixer. */
export const strips: Words['strips'] = {
  menu: { rename: 'Renomear…', shift: 'Deslocar…', moveUp: 'Subir', moveDown: 'Descer' },
  chooseFirst: 'Escolha antes um canal',
  nameField: (name) => `Nome de ${name}`,
  nameHint: 'Clique duplo para o nome, arraste para mover',
  movedTo: (name, place, count) => `${name} é o canal ${plainText(place)} de ${plainText(count)}`,
  shiftPanel: (name) => `Deslocar ${name}`,
  shiftField: (name) => `Deslocamento de ${name} em milissegundos`,
  shiftHint: 'Depois com mais, antes com menos. ↑ ↓ 1 ms, com Shift 10 ms.',
  milliseconds: 'ms',
  noShift: 'Sem deslocamento',
  moved: 'deslocado',
  takeBack: (name) => `${name} está deslocado à mão: desfazer`,
  movedNote: (milliseconds) =>
    `Deslocado ${numberText(Math.abs(milliseconds), 1)} ms ${milliseconds < 0 ? 'para antes' : 'para depois'}. Aperte para desfazer.`,
  edits: {
    rename: (name) => `Renomear ${name}`,
    move: (name) => `Mover ${name}`,
    shift: (name) => `Deslocar ${name}`,
    unshift: (name) => `Tirar o deslocamento de ${name}`,
  },
};
