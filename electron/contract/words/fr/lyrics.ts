import { plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Lyrics and the stage window. */
export const lyrics: Words['lyrics'] = {
  title: 'Paroles',
  openStage: 'Ouvrir la fenêtre de concert',
  closeStage: 'Fermer la fenêtre de concert',
  more: 'Plus pour les paroles',
  close: 'Fermer les paroles',
  closeHint: 'Fermer les paroles (W)',
  import: 'Importer des paroles…',
  useTimedWords: 'Utiliser les paroles de kie.ai',
  timeWords: 'Caler les mots…',
  guessTimes: 'Estimer les temps d’après les voix',
  snapWords: 'Aimanter les mots aux voix',
  allEarlier: 'Tout 50 ms plus tôt',
  allLater: 'Tout 50 ms plus tard',
  /** `format` as "LRC". */
  saveAs: (format) => `Enregistrer en ${format}…`,
  saveAsText: 'Enregistrer en texte…',
  remove: 'Supprimer les paroles',
  formats: 'LRC, ASS, UltraStar, SRT, VTT ou texte brut.',
  paste: 'Ou collez-les ici',
  useText: 'Utiliser ce texte',
  words: 'Mots',
  untimedNote: 'Certaines lignes ne sont pas encore calées, elles ne suivent donc pas le morceau.',
  timing: {
    label: 'Caler les mots',
    help: 'Lancez la lecture, et maintenez J à chaque mot. Retour arrière revient d’un mot. Faites glisser les mots et leurs bords sur la piste.',
    hold: 'Maintenir pour un mot',
    stepBack: 'Revenir d’un mot',
    split: 'Couper la ligne ici',
    splitHint: 'Commencer une nouvelle ligne avec le mot qui suit (Entrée sur sa piste)',
    join: 'Joindre les lignes',
    joinHint: 'Joindre cette ligne à la précédente (Maj Entrée sur sa piste)',
  },
  stage: {
    /** Of the window. */
    title: 'Concert',
    /** The dots that count a line in, for a screen reader. */
    beats: (count) =>
      count === 0 ? 'Sans décompte' : plural(count, { one: '# temps', many: '# de temps', other: '# temps' }),
  },
};
