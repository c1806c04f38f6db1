import { plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Setlists. */
export const setlists: Words['setlists'] = {
  which: (name) => `Setlist : ${name}`,
  name: 'Nom de la setlist',
  /** One of several setlists with the same name: "Summer (2)". */
  sameName: (name, place) => `${name} (${plainText(place)})`,
  new: 'Nouvelle setlist…',
  undo: 'Annuler dans les setlists',
  undoHint: (edit) => `Annuler « ${edit} » (Ctrl+Z)`,
  nothingToUndo: 'Rien à annuler',
  more: 'Plus pour la setlist',
  checkAll: 'Vérifier tous les morceaux',
  checking: 'Vérification…',
  importText: 'Importer une liste texte…',
  saveAsText: 'Enregistrer en texte…',
  remove: 'Supprimer la setlist',
  incomplete: (count) =>
    plural(count, {
      one: '# morceau est incomplet',
      many: '# de morceaux sont incomplets',
      other: '# morceaux sont incomplets',
    }),
  songs: (name) => `Morceaux de ${name}`,
  empty: 'Ajoutez des morceaux par « Ajouter à la setlist » dans leur menu.',
  previous: 'Morceau précédent de la setlist',
  previousHint: 'Morceau précédent (Maj Page ↑)',
  next: (title) => `Suivant : ${title}`,
  last: 'Dernier morceau',
  entry: {
    dragHint: 'Faites glisser pour déplacer',
    more: 'Morceau de la setlist',
    details: 'Tonalité, vitesse, scène et note',
    closeDetails: 'Fermer les détails',
    detailsOf: (title) => `${title} dans la setlist`,
    stopAfter: 'S’arrêter après',
    goOnAfter: 'Enchaîner après',
    moveUp: 'Monter',
    moveDown: 'Descendre',
    takeOut: 'Retirer',
    /** Marks beside a song: the one that comes next, its transposition as "+2", one that the next song follows at once. */
    isNext: 'suivant',
    transposed: (semitones) => `tonalité ${semitones}`,
    goesOn: 'enchaîne',
    key: 'Tonalité',
    keyField: 'Tonalité, en demi-tons',
    scene: 'Scène',
    inScene: (scene) => `scène ${scene}`,
    speed: 'Vitesse',
    speedField: 'Vitesse, en pourcentage',
    /** An empty field: the value that the song was saved with. */
    asSaved: 'enregistrée',
    afterIt: 'Ensuite',
    stop: 'Stop',
    goOn: 'Enchaîner',
    note: 'Note',
  },
};
