import { numberText, plainText, plural, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The strips of the mixer, scenes, and what is said of a mix. */
export const mixer: Words['mixer'] = {
  label: 'Mixeur',
  /** The unit of all levels, above the strips. */
  unit: 'dB',
  /** `level`: "−6.0", "+1.5" or "−∞". The text field reads "dB" back. */
  decibels: (level) => `${level} dB`,

  strip: {
    /** The tooltip of a stem that was measured. `loudness`: "−18.2 LUFS"; `truePeak`: "−1.3 dBTP". */
    measured: (stem, loudness, truePeak) => `${stem} : ${loudness}, true peak ${truePeak}`,
    silent: (stem) => `${stem} : silencieux`,
    more: (stem) => `Plus pour ${stem}`,
    reset: 'Réinitialiser la tranche',
    enterLevel: 'Saisir un niveau…',
    soloOnly: 'Solo de ce stem seul',
    muteOnly: 'Couper ce stem seul',
    muteInLoop: 'Couper dans la boucle',
    previewForward: 'Écouter en avant',
    endPreview: 'Fin de l’écoute',
    mute: (stem) => `Couper ${stem}`,
    muteHint: (stem) => `Couper ${stem} · Alt-clic : seulement celui-ci`,
    silencedHint: 'Silencieux : un autre stem est en solo · Alt-clic : seulement celui-ci',
    solo: (stem) => `Solo ${stem}`,
    soloHint: (stem) => `Solo ${stem} · Alt-clic : seulement celui-ci`,
    /** On the buttons; there is room for one letter. */
    muteLetter: 'M',
    soloLetter: 'S',
  },

  level: {
    of: (stem) => `Niveau, ${stem}`,
    /** `label`: as `of`. */
    hint: (label) => `${label} · double-clic : 0 dB · Maj : réglage fin`,
    field: (stem) => `${stem}, niveau en dB`,
    type: (stem) => `${stem}, saisir un niveau`,
    typeHint: 'Saisir un niveau en dB',
  },

  pan: {
    of: (stem) => `Panoramique, ${stem}`,
    /** `label`: as `of`; `pan`: as the three below. */
    hint: (label, pan) => `${label} : ${pan} · double-clic : centre`,
    centre: 'centre',
    left: (percent) => `${numberText(percent)} % à gauche`,
    right: (percent) => `${numberText(percent)} % à droite`,
    /** Beside the knob; there is room for four characters. */
    short: {
      centre: 'C',
      left: (percent) => `G${numberText(percent)}`,
      right: (percent) => `D${numberText(percent)}`,
    },
  },

  click: {
    name: 'Clic',
    countIn: 'Décompte',
    more: 'Plus pour le clic',
    level: 'Niveau du clic',
    pan: 'Panoramique du clic',
    sounds: { beep: 'Bip', wood: 'Wood-block', tick: 'Tic' },
    onBeat: 'Sur le temps',
    perBeat: (clicks) => plural(clicks, { one: '# par temps', many: '# par temps', other: '# par temps' }),
    noCountIn: 'Sans décompte',
    countInBars: (bars) =>
      plural(bars, { one: 'Décompte # mesure', many: 'Décompte # de mesures', other: 'Décompte # mesures' }),
    countInFirstPass: 'Décompte au premier passage seulement',
    countInEachPass: 'Décompte à chaque passage de la boucle',
    /** Steps of undo. */
    steps: {
      level: 'Niveau du clic',
      pan: 'Panoramique du clic',
      sound: 'Son du clic',
      perBeat: 'Clics par temps',
    },
  },

  /** What the corner of the mixer says of mute and solo, each of its own; a press clears them. */
  muted: (count) => plural(count, { one: '# coupé', many: '# coupés', other: '# coupés' }),
  soloed: (count) => plural(count, { one: '# en solo', many: '# en solo', other: '# en solo' }),
  clearMuteAndSolo: 'Effacer les coupures et solos de tous les stems',
  /** A stem that is heard forward for a while. */
  hearsForward: (stem) => `${stem} en avant`,
  /** G is the key on the keyboard. */
  endForward: 'Réentendre le mix (G)',

  scenes: {
    label: 'Scènes',
    /** The name of a new scene. */
    numbered: (key) => `Scène ${plainText(key)}`,
    name: 'Nom de la scène',
    scene: (name) => `Scène ${name}`,
    changed: (name) => `Scène ${name}, modifiée`,
    /** The key on the keyboard that recalls a scene. */
    key: (key) => `F${plainText(key)}`,
    hint: (name, key) =>
      `${name} (F${plainText(key)}) : clic pour rappeler, Maj-clic pour y enregistrer le mix, double-clic pour renommer, glisser sur une autre pour le morphing`,
    more: (name) => `Plus pour la scène ${name}`,
    rename: 'Renommer…',
    saveOver: 'Y enregistrer le mix',
    morphTo: (name, key) => `Morphing vers ${name} (F${plainText(key)})`,
    remove: (name) => `Supprimer ${name}`,
    save: 'Enregistrer comme scène',
    saveHint: 'Enregistrer le mix comme nouvelle scène',
    fullHint: 'Les huit scènes sont prises : Maj-clic sur l’une d’elles pour la remplacer',
    compare: 'Comparer les scènes',
    compareHint: 'Comparer les deux dernières scènes (B)',
    morph: 'Morphing entre scènes',
    morphHint: 'Morphing entre les deux dernières scènes (Maj B)',
    closeMorph: 'Fermer le fader de morphing',
    morphFader: 'Morphing',
    between: (percent, from, to) => `${numberText(percent)} % du chemin de ${from} à ${to}`,
    /** `place`: the name of a scene, or as `between`. */
    morphFaderHint: (place) => `${place}. Les flèches le déplacent de 5 %, avec Maj de 1 %`,
  },

  /** Names of versions of a mix, in names of files too. */
  variants: {
    mix: 'Mix',
    minus: (stem) => `Sans ${stem}`,
    forward: (stem) => `${stem} en avant`,
    instrumental: 'Instrumental',
    acappella: 'A cappella',
    drumsAndBass: 'Batterie et basse',
  },

  /** A mix in words, in the comment of an exported file: "without Drums; Vocals −3.0 dB, 30 % left; master −1.0 dB". */
  inWords: {
    asItCame: 'tel quel',
    only: (stems) => `seulement ${stems.join(', ')}`,
    without: (stems) => `sans ${stems.join(', ')}`,
    /** `set`: level and pan, or one of them. */
    stem: (stem, set) => `${stem} ${set.join(', ')}`,
    master: (level) => `master ${level}`,
    all: (said) => said.join(' ; '),
  },

  speedAndKey: {
    percent: (percent) => `${roundedText(percent, 1)} %`,
    spokenPercent: (percent) => `${roundedText(percent, 1)} pour cent`,
    /** What differs from the recording. `speed`: as `percent`; `semitones`: "+2" or "−3.5". */
    speed: (speed) => `${speed} de la vitesse`,
    key: (semitones) => `tonalité ${semitones}`,
    both: (speed, semitones) => `${speed} de la vitesse, tonalité ${semitones}`,
    /** A transposition as it is read aloud. */
    asRecorded: 'comme à l’origine',
    semitones: (count) => plural(count, { one: '# demi-ton', many: '# de demi-tons', other: '# demi-tons' }),
    cents: (count) => plural(count, { one: '# cent', many: '# de cents', other: '# cents' }),
    semitonesAndCents: (semitones, cents) => `${semitones} ${cents}`,
    higher: (interval) => `plus ${interval}`,
    lower: (interval) => `moins ${interval}`,
  },

  setlists: {
    /** The name of a setlist that was given none. */
    unnamed: 'Setlist',
    /** What is missing of a song. */
    notInLibrary: 'Pas dans la bibliothèque',
    onItsWay: 'Encore en route',
    stemsRemoved: 'Stems supprimés pour libérer de la place',
    noStems: 'Aucun stem ici',
    someStems: (saved, count) =>
      `${plural(saved, { one: '# stem', many: '# de stems', other: '# stems' })} sur ${numberText(count)} ici`,
  },
};
