import { plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Toasts and states of the page, and names of the steps that undo takes back. */
export const notices: Words['notices'] = {
  /** `name`: of a file, or of the folder of several. */
  saved: (name) => `${name} est enregistré`,
  savedWithout: (name, stems) => `${name} est enregistré, sans ${stems.join(', ')}`,

  songs: {
    added: (title) => `${title} est dans la bibliothèque`,
    separating: (title) => `Séparation en cours : ${title}`,
    imported: (title) => `${title} est importé`,
    severalImported: (count) =>
      plural(count, {
        one: '# morceau est importé',
        many: '# de morceaux sont importés',
        other: '# morceaux sont importés',
      }),
    /** Files of an import that are no stems. */
    filesLeftOut: (title, count) =>
      `${title} : ${plural(count, {
        one: '# fichier a été écarté',
        many: '# de fichiers ont été écartés',
        other: '# fichiers ont été écartés',
      })}`,
    showFilesLeftOut: 'Voir lesquels',
    importCancelled: 'Importation annulée. Rien n’a été ajouté.',
    restCancelled: 'Importation annulée. Le reste n’a pas été ajouté.',
    /** Beside a failure: which song of several it is about. */
    detailOf: (title, detail) => `${title} : ${detail}`,
    tooManyFiles: (count) => plural(count, { one: '# fichier', many: '# de fichiers', other: '# fichiers' }),
    nothingNew: (title) => `${title} a tous les stems que le service propose`,
    nothingNewUntitled: 'Le morceau a tous les stems que le service propose',
    libraryMoved: (folder) => `La bibliothèque est maintenant dans ${folder}`,
    libraryUsed: (folder) => `Les morceaux viennent maintenant de ${folder}`,
  },

  purchases: {
    uncertain: 'Un achat est resté sans réponse, il a peut-être été débité',
    saved: 'Vos achats sont enregistrés',
  },

  mixing: {
    /** X is the key on the keyboard. */
    loopFirst: 'Définissez d’abord une boucle : X y coupe le stem',
    scenesFull: 'Les huit scènes sont prises : Maj et F1 à F8 en remplace une',
    /** `key`: such as F3. */
    noScene: (key) => `Il n’y a pas de scène sur ${key} : Maj ${key} y enregistre le mix`,
  },

  sheet: {
    chordsGuessed: 'Les accords sans place dans le morceau sont espacés d’une mesure : faites-les glisser à la leur',
    noOnset: 'Les voix n’ont pas d’attaque à proximité',
  },

  setlists: {
    songAdded: (title, setlist) => `${title} est dans ${setlist}`,
    songAddedUnnamed: (title) => `${title} est dans la setlist`,
    allComplete: 'Tous les morceaux de la setlist sont complets',
    incomplete: (count) =>
      plural(count, {
        one: '# morceau de la setlist est incomplet',
        many: '# de morceaux de la setlist sont incomplets',
        other: '# morceaux de la setlist sont incomplets',
      }),
    /** `reason`: one line that may end with a full stop. */
    skipped: (title, reason) => `${title} est sauté : ${reason}`,
    /** The name of a new setlist, and of further ones. */
    name: 'Setlist',
    numberedName: (number) => `Setlist ${plainText(number)}`,
  },

  exports: {
    /** The name of the file of the click, in place of that of a version. */
    click: 'Clic',
    /** A version of the song and a section of it, in names of files too. */
    versionOfSection: (version, section) => `${version}, ${section}`,
    /** Why a stem is left out, in a row of them. `reason`: one line that may end with a full stop. */
    stemLeftOut: (stem, reason) => `${stem} : ${reason.replace(/\.$/, '')}`,
    stemsLeftOut: (stems) => stems.join(' ; '),
  },

  /** What the command line is told when it asks for what the song does not have. */
  requests: {
    noStem: (word, stems) => `Il n’y a pas de ${word} ; les stems sont ${stems.join(', ')}`,
    noLoop: 'Ce mix n’a pas de boucle',
    noSection: (name) => `Ce morceau n’a pas de section « ${name} »`,
    noScenes: 'Ce morceau n’a pas de scènes',
    noScene: (name, scenes) => `Ce morceau n’a pas de scène « ${name} » ; ses scènes sont ${scenes.join(', ')}`,
  },

  /** Names of the steps that undo takes back. */
  steps: {
    mix: {
      level: (stem) => `Niveau : ${stem}`,
      pan: (stem) => `Panoramique : ${stem}`,
      mute: (stem) => `Couper ${stem}`,
      unmute: (stem) => `Rétablir ${stem}`,
      solo: (stem) => `Solo : ${stem}`,
      unsolo: (stem) => `Fin du solo : ${stem}`,
      clearMuteAndSolo: 'Effacer coupures et solos',
      master: 'Niveau du master',
      speed: 'Vitesse',
      key: 'Tonalité',
      drumsKeepPitch: 'La batterie garde sa hauteur',
      drumsFollowKey: 'La batterie suit la tonalité',
      asRecorded: 'Vitesse et tonalité d’origine',
      align: (stem) => `Aligner ${stem}`,
      unalign: (stem) => `Ne plus aligner ${stem}`,
      resetStrip: (stem) => `Réinitialiser ${stem}`,
      reset: 'Réinitialiser le mix',
    },
    scenes: {
      save: (scene) => `Enregistrer ${scene}`,
      saveOver: (scene) => `Remplacer ${scene}`,
      recall: (scene) => `Rappeler ${scene}`,
      compare: 'Comparer les scènes',
      morph: (from, to) => `Morphing ${from} – ${to}`,
      rename: 'Renommer la scène',
      remove: (scene) => `Supprimer ${scene}`,
    },
    loop: {
      set: 'Boucle',
      remove: 'Supprimer la boucle',
      chain: 'Enchaînement de sections',
      /** `passes`: such as ×4, or ∞ without end. */
      repeats: (passes) => `Répétitions ${passes}`,
      after: 'Après la boucle',
      ramp: 'Rampe de vitesse',
      rampOn: 'Rampe de vitesse activée',
      rampOff: 'Rampe de vitesse désactivée',
    },
    click: {
      on: 'Clic activé',
      off: 'Clic désactivé',
      countIn: (bars) => `Décompte ${plural(bars, { one: '# mesure', many: '# de mesures', other: '# mesures' })}`,
      countInOff: 'Décompte désactivé',
    },
    beats: {
      asEstimated: 'Temps estimés',
      tempo: 'Tempo',
      tapped: 'Tempo tapé',
      twice: 'Doubler le tempo',
      half: 'Diviser le tempo par deux',
      nudge: 'Décaler les temps',
      moveOne: 'Déplacer le 1',
      thisIsOne: 'Le 1 est ici',
      /** `meter`: such as 6/8. */
      meter: (meter) => `Chiffrage de mesure ${meter}`,
    },
    sections: {
      add: 'Nouvelle section',
      rename: 'Renommer la section',
      recolour: 'Couleur des sections',
      remove: 'Supprimer la section',
      move: 'Déplacer la section',
    },
    stretches: {
      add: (stem) => `Automation : ${stem}`,
      move: 'Déplacer le passage',
      level: 'Niveau d’un passage',
      remove: 'Supprimer le passage',
    },
    chords: {
      set: (chord) => `Accord ${chord}`,
      remove: 'Supprimer l’accord',
      move: 'Déplacer l’accord',
      capo: (fret) => `Capo ${plainText(fret)}`,
      noCapo: 'Sans capo',
      import: 'Importer des accords',
      removeAll: 'Supprimer les accords',
    },
    lyrics: {
      import: 'Importer des paroles',
      type: 'Saisir les paroles',
      fromService: 'Paroles de kie.ai',
      remove: 'Supprimer les paroles',
      timeWord: 'Caler un mot',
      stepBack: 'Revenir d’un mot',
      earlier: 'Paroles plus tôt',
      later: 'Paroles plus tard',
      splitLine: 'Couper la ligne',
      joinLines: 'Joindre les lignes',
      snapWord: 'Aimanter un mot aux voix',
      snapAll: 'Aimanter les mots aux voix',
      guess: 'Estimer les temps des lignes',
      moveWord: 'Déplacer un mot',
      moveLine: 'Déplacer une ligne',
      moveAll: 'Déplacer toutes les paroles',
    },
    setlists: {
      addSong: (title) => `Ajouter ${title}`,
      addSongs: 'Ajouter des morceaux',
      create: 'Nouvelle setlist',
      rename: 'Renommer la setlist',
      remove: (setlist) => `Supprimer ${setlist}`,
      move: (title) => `Déplacer ${title}`,
      takeOut: (title) => `Retirer ${title}`,
      note: (title) => `Note : ${title}`,
      ending: (title) => `Fin : ${title}`,
      speedAndKey: (title) => `Vitesse et tonalité : ${title}`,
      import: (setlist) => `Importer ${setlist}`,
    },
  },
};
