import { numberText, plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Naming, moving and shifting the strips of the mixer. */
export const strips: Words['strips'] = {
  /** The menu of a strip. */
  menu: {
    rename: 'Renommer…',
    shift: 'Décaler…',
    replace: 'Remplacer le fichier…',
    earlierFile: 'Fichier précédent',
    moveUp: 'Monter',
    moveDown: 'Descendre',
  },
  /** Said when a command is about the strip with the focus and none has it. */
  chooseFirst: 'Choisissez d’abord une tranche',
  nameField: (name) => `Nom : ${name}`,
  /** On the name, which is also the handle to move the strip by. */
  nameHint: 'Double-clic pour renommer, glisser pour déplacer',
  movedTo: (name, place, count) => `${name} est la tranche ${plainText(place)} sur ${plainText(count)}`,
  sameFile: (name) => `${name} lit déjà ce fichier`,
  offerReplace: (name, file) => `Lire ${file} comme ${name} ?`,
  replaceNow: 'Remplacer',
  shiftPanel: (name) => `Décaler ${name}`,
  shiftField: (name) => `Décalage en millisecondes : ${name}`,
  shiftHint: 'Plus tard avec plus, plus tôt avec moins. ↑ ↓ 1 ms, avec Maj 10 ms.',
  milliseconds: 'ms',
  noShift: 'Sans décalage',
  /** The note on a lane. */
  moved: 'décalé',
  takeBack: (name) => `${name} est décalé à la main : annuler`,
  movedNote: (milliseconds) =>
    `Décalé de ${numberText(Math.abs(milliseconds), 1)} ms ${milliseconds < 0 ? 'plus tôt' : 'plus tard'}. Appuyez pour annuler.`,
  groups: {
    usual: 'Nouveau groupe',
    numbered: (key) => `Groupe ${plainText(key)}`,
    groupWith: 'Grouper avec…',
    join: (group) => `Ajouter à ${group}`,
    leave: (group) => `Retirer de ${group}`,
    groupChosen: (count) => plural(count, { one: 'Grouper # tranche', other: 'Grouper # tranches' }),
    strip: (name) => `Groupe ${name}`,
    hint: (members) => members.join(', '),
    nameHint: 'Double-clic pour renommer',
    dissolve: 'Dissoudre le groupe',
    panel: (name) => `Grouper ${name} avec`,
    name: 'Nom du groupe',
    strips: 'Tranches du groupe',
    make: 'Grouper',
    full: 'Il y a déjà douze groupes, c’est le maximum',
    made: (count) => `${plainText(count)} tranches groupées`,
    edits: {
      group: (count) => plural(count, { one: 'Grouper # tranche', other: 'Grouper # tranches' }),
      join: (name, group) => `Ajouter ${name} à ${group}`,
      leave: (name) => `Retirer ${name} de son groupe`,
      ungroup: (group) => `Dissoudre ${group}`,
    },
  },
  /** Steps of undo. */
  edits: {
    rename: (name) => `Renommer ${name}`,
    move: (name) => `Déplacer ${name}`,
    shift: (name) => `Décaler ${name}`,
    unshift: (name) => `Ne plus décaler ${name}`,
    replace: (name) => `Remplacer ${name}`,
  },
};
