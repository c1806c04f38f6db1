import { plainText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The lanes, the ruler and what lies above them. */
export const lanes: Words['lanes'] = {
  zoomOut: 'Zoom arrière',
  zoomIn: 'Zoom avant',
  showWhole: 'Afficher tout le morceau',

  lane: {
    fetching: (stem) => `Récupération : ${stem}`,
    queued: 'En attente',
    notDownloaded: 'Non téléchargé',
    drawing: 'Tracé de la forme d’onde',
  },

  /** Notes at the end of a lane, in small letters. */
  notes: {
    silent: 'silencieux',
    silentHint: 'Ce stem est silencieux.',
    /** `layout`: such as 5.1. */
    mixedDown: (layout) => `Réduit depuis ${layout}`,
    damagedHint: 'Des parties de ce fichier sont abîmées ; ces instants sont joués en silence.',
    lookAgain: (stem) => `Rechercher à nouveau ${stem}`,
    aligned: 'aligné',
    takeBack: (stem) => `${stem} est aligné : annuler`,
    align: 'Aligner',
    alignStem: (stem) => `Aligner ${stem}`,
  },

  ruler: {
    hint: 'Clic : se déplacer, glisser : boucle (Alt : hors des mesures), double-clic : effacer.',
    /** `length`: as "0:16.0". */
    hintWithLoop: (length) =>
      `Clic : se déplacer, glisser : boucle (Alt : hors des mesures), double-clic : effacer. Boucle : ${length}`,
    /** The bars as "9" or "9.3". */
    hintWithBars: (from, to, length) =>
      `Clic : se déplacer, glisser : boucle (Alt : hors des mesures), double-clic : effacer. Boucle : mesures ${from} à ${to}, ${length}`,
    /** The button that changes what the ruler shows. */
    shows: { bars: 'mesures', time: 'durée' },
    showsLabel: { bars: 'La règle affiche les mesures', time: 'La règle affiche la durée' },
    showsHint: { bars: 'Afficher la durée sur la règle', time: 'Afficher les mesures sur la règle' },
  },

  loop: {
    label: 'Boucle',
    /** What is said of the loop, each of its own: its place, its repeats, its speed, its pass. */
    with: (said) => `Boucle, ${said.join(', ')}`,
    hint: (said) => `${said.join(', ')} : limites, répétitions et vitesse de la boucle ; Suppr pour supprimer`,
    pass: (pass) => `passage ${plainText(pass)}`,
    passAt: (pass, percent) => `passage ${plainText(pass)} à ${roundedText(percent, 1)} %`,
    /** Before the two fields of a line: "From 9 to 17". */
    from: 'De',
    to: 'à',
    fromField: 'Boucle à partir de',
    toField: 'Boucle jusqu’à',
    /** What can be typed. The fields read a time with a point, as here. */
    boundsHint: 'Une mesure comme 9, un temps comme 9.3, ou une durée comme 0:16.0.',
    timesHint: 'Une durée comme 0:16.0.',
    badStart: 'La boucle ne peut pas commencer là.',
    badEnd: 'La boucle ne peut pas finir là.',
    repeats: 'Répétitions',
    then: 'Puis',
    afterLastPass: 'Après le dernier passage',
    goOn: 'Continuer',
    stop: 'Stop',
    /** A line of three fields: "Speed up: + 5 %, every 2 passes, up to 100 %". Each text stands before or after a field. */
    speedUp: 'Accélérer',
    faster: 'Pourcentage d’accélération',
    beforeFaster: '+',
    afterFaster: '%',
    passesPerStep: 'Passages pour chaque pas',
    beforePasses: 'tous les',
    afterPasses: 'passages',
    targetSpeed: 'Vitesse à atteindre en pourcentage',
    beforeTarget: 'jusqu’à',
    afterTarget: '%',
    slowerHint: 'Réglez une vitesse plus lente pour partir de là.',
    chain: 'Enchaînement',
    unchain: (section, place) => `Retirer ${section}, numéro ${plainText(place)}`,
  },

  sections: {
    label: 'Sections',
    name: 'Nom de la section',
    loop: (section) => `Boucler ${section}`,
    /** `places`: where the section is in a chain of them, as "1, 3". */
    loopInChain: (section, places) => `Boucler ${section}, ${places} dans l’enchaînement`,
    hint: (section) =>
      `${section} : clic pour boucler, Maj pour étendre la boucle, Ctrl pour la jouer après les autres, double-clic ou F2 pour renommer, C pour une autre couleur, Suppr pour supprimer, Ctrl ← → pour déplacer le début, avec Maj la fin, avec Alt hors des mesures`,
  },

  chords: {
    label: 'Accords',
    hint: 'Double-cliquez pour saisir un accord',
    /** A chord that a capo makes another: the shape, and what is heard. */
    sounds: (shape, heard) => `${shape}, sonne ${heard}`,
    /** `chord`: its symbol, or as `sounds`. */
    chordHint: (chord) =>
      `${chord} : clic pour y aller, glisser ou Ctrl ← → pour déplacer (Alt : hors des temps), double-clic ou F2 pour saisir, Suppr pour supprimer`,
    field: 'Accord',
    fieldHint: 'Entrée pour valider, Espace pour le temps suivant, Tab pour la mesure suivante',
    menu: 'Accords',
    menuWithCapo: (fret) => `Accords, capo ${plainText(fret)}`,
    menuHint: 'Accords : capo, importer, enregistrer',
    /** On the button of the menu, in small letters. */
    button: 'accords',
    buttonWithCapo: (fret) => `capo ${plainText(fret)}`,
    import: 'Importer des accords…',
    save: 'Enregistrer en ChordPro…',
    remove: 'Supprimer tous les accords',
    noCapo: 'Sans capo',
    capo: (fret) => `Capo ${plainText(fret)}`,
  },

  /** Places where a stem is lowered or muted. */
  stretches: {
    muted: 'coupé',
    /** `level`: "−6.0 dB", or as `muted`. */
    here: (stem, level) => `${stem}, ${level} ici`,
    hint: (level) =>
      `${level} : glisser vers le haut ou le bas (↑ ↓), les bords latéralement (Ctrl ← →, avec Maj la fin, avec Alt hors des mesures), Suppr pour supprimer`,
  },

  words: {
    label: 'Mots calés',
    between: (word, fromSeconds, toSeconds) => `${word}, ${plainText(fromSeconds, 2)} à ${plainText(toSeconds, 2)} s`,
    hint: (word) =>
      `${word} : glisser pour le déplacer (, .), avec Maj sa ligne, avec Ctrl tout (Alt , .) ; glisser un bord (Ctrl ← →, avec Maj la fin), Alt ignore les attaques ; O aimante, Entrée coupe la ligne, Maj Entrée la joint`,
  },
};
