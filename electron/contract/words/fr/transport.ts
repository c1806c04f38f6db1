import { numberText, plainText, plural, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

const noteNames: Readonly<Record<string, string>> = {
  ...{ C: 'Do', D: 'Ré', E: 'Mi', F: 'Fa' },
  ...{ G: 'Sol', A: 'La', B: 'Si' },
};

/** "C", "F#", "Bb" as "Do", "Fa#", "Sib". */
const noteText = (root: string): string => `${noteNames[root.charAt(0)] ?? root.charAt(0)}${root.slice(1)}`;

/** The transport bar, the master, and tempo, key and details of a song. */
export const transport: Words['transport'] = {
  bar: {
    label: 'Transport',
    toStart: 'Au début',
    toStartHint: 'Retour au début (Début)',
    play: 'Lecture',
    playHint: 'Lecture (Espace)',
    pause: 'Pause',
    pauseHint: 'Pause (Espace)',
    stop: 'Stop',
    loop: 'Boucle',
    loopHint: 'Boucle (L)',
    noLoopHint: 'Boucle (faites glisser sur la règle pour la définir)',
    click: 'Clic',
    clickHint: (countInBars) =>
      countInBars === 0
        ? 'Clic (K), décompte (Maj K) : désactivé'
        : `Clic (K), décompte (Maj K) : ${plural(countInBars, { one: '# mesure', many: '# de mesures', other: '# mesures' })}`,
    noClickHint: 'Clic (les temps ne sont pas encore connus)',
  },
  original: {
    name: 'Original',
    hint: 'O passe du mix à l’original, au même volume',
    none: 'Ce morceau n’a pas d’original auquel se comparer',
    mixLowered: (level) => `Mix ${level}`,
    mixLoweredHint: 'Le mix est baissé au niveau de l’original. Appuyez pour terminer la comparaison.',
  },
  position: {
    label: 'Position',
    /** Both as "1:04.2". */
    of: (position, length) => `${position} sur ${length}`,
    hint: 'Cliquez pour vous déplacer',
    hintWithFrame: 'Cliquez pour vous déplacer. Faites glisser le cadre pour faire défiler (Ctrl ← →).',
    /** Before the number of the bar in the readout. */
    bar: 'mes.',
  },
  speed: {
    label: 'Vitesse',
    menu: 'Vitesses',
    /** An entry of the menu: "75 %" and the tempo that it comes to, "84 bpm". */
    withTempo: (speed, tempo) => `${speed} · ${tempo}`,
    spokenWithTempo: (speed, tempo) => `${speed}, ${tempo}`,
    enter: 'Saisir la vitesse…',
    enterOrTempo: 'Saisir vitesse ou tempo…',
    hint: 'Vitesse, la hauteur ne change pas (Alt ← →) : faites glisser, Maj pour affiner, Entrée pour saisir un pourcentage, double-clic pour 100 %',
    hintOrTempo:
      'Vitesse, la hauteur ne change pas (Alt ← →) : faites glisser, Maj pour affiner, Entrée pour saisir un pourcentage ou un tempo, double-clic pour 100 %',
  },
  key: {
    label: 'Tonalité',
    semitones: 'Tonalité, demi-tons',
    semitonesHint:
      'Tonalité en demi-tons, la vitesse ne change pas (Alt ↑ ↓) : faites glisser, Maj pour les cents, Entrée pour saisir, double-clic pour réinitialiser',
    /** A transposition in words and the key that it comes to. */
    spokenWithKey: (transposition, key) => `${transposition}, ${key}`,
    cents: 'Tonalité, cents',
    centsHint: 'Accordage fin en cents : faites glisser, Entrée pour saisir, double-clic pour aucun',
    /** `cents` as "+8". The text field reads "ct" back. */
    centsShown: (cents) => `${cents} ct`,
    /** Negative for lower. */
    centsSpoken: (cents) => plural(cents, { one: '# cent', many: '# de cents', other: '# cents' }),
    drums: 'La batterie garde sa hauteur',
    noDrums: 'Ce morceau n’a pas de batterie',
    drumsKept: 'La batterie n’est pas transposée',
    drumsTransposed: 'La batterie est transposée aussi',
  },
  master: {
    name: 'Master',
    level: 'Niveau du master',
    clip: 'CLIP',
    clipped: 'Écrêtage : réinitialiser le témoin',
    clippedHint: 'Le mix a écrêté. Cliquez pour effacer.',
    noClipping: 'Pas d’écrêtage',
    loudness: 'Loudness jusqu’ici',
    loudnessHint:
      'Loudness depuis le début de la lecture : intégré en haut, court terme (les 3 dernières s) en bas. Cliquez pour recommencer.',
    lufs: 'LUFS',
    /** Beside the short-term loudness; there is room for about five letters. */
    shortTerm: 'court',
  },
  song: {
    /** `root` as "C", "F#" or "Bb"; the whole name of the key: "F# major". */
    keyName: (root, mode) => `${noteText(root)} ${mode === 'major' ? 'majeur' : 'mineur'}`,
    /** A measured or played tempo: "87.5 bpm". The text field reads "bpm" back. */
    bpm: (bpm) => `${roundedText(bpm, 1)} bpm`,
    /** How sure an estimate is. */
    confidence: { high: 'sûre', middle: 'probable', low: 'incertaine' },
    estimated: (value) => `≈ ${value}`,
    key: {
      set: 'Définir tonalité',
      notKnown: 'Tonalité, inconnue',
      perhaps: (key) => `Tonalité, peut-être ${key}`,
      stated: (key) => `Tonalité, ${key}`,
      byYouHint: 'Tonalité, définie par vous',
      unknownHint: 'Tonalité inconnue',
      estimateHint: (confidence) => `Tonalité d’origine, une estimation (${confidence})`,
      unknown: 'Inconnue',
      backTo: (key) => `Revenir à ≈ ${key}`,
    },
    tempo: {
      label: 'Tempo',
      set: 'Définir tempo',
      notKnown: 'Tempo, inconnu',
      about: (tempo) => `Tempo, environ ${tempo}`,
      stated: (tempo) => `Tempo, ${tempo}`,
      byYouHint: 'Tempo, défini par vous',
      estimateHint: (estimate) => `Tempo d’origine, une estimation (${estimate})`,
      noEstimateHint: 'Tempo d’origine, une estimation (aucune)',
      /** An estimated tempo and how sure it is: "112 bpm, likely". */
      estimate: (tempo, confidence) => `${tempo}, ${confidence}`,
      estimateLine: (estimate) => `Estimation : ${estimate}.`,
      noEstimateLine: 'Estimation : aucune.',
      field: 'Tempo en bpm',
      unit: 'bpm',
      double: 'Deux fois plus vite',
      halve: 'Deux fois moins vite',
      tap: 'Tap',
      tapHint: 'Tapez en rythme',
      tapInSongHint: 'Tapez sur les temps, à partir d’un 1 (T)',
      confirm: 'Définir',
      leaveOpen: 'Laisser indéfini',
      backToEstimate: 'Revenir à l’estimation',
    },
    beats: {
      label: 'Temps',
      earlier: 'Temps 5 ms plus tôt',
      earlierHint: 'Temps 5 ms plus tôt (,)',
      earlierShort: '◀ 5 ms',
      later: 'Temps 5 ms plus tard',
      laterHint: 'Temps 5 ms plus tard (.)',
      laterShort: '5 ms ▶',
      oneEarlier: 'Le 1 un temps plus tôt',
      oneEarlierHint: 'Le 1 un temps plus tôt (Maj ,)',
      oneEarlierShort: '◀ temps',
      oneLater: 'Le 1 un temps plus tard',
      oneLaterHint: 'Le 1 un temps plus tard (Maj .)',
      oneLaterShort: 'temps ▶',
      oneHere: 'Le 1 est ici',
      oneHereHint: 'Le temps à la tête de lecture commence une mesure',
      timeSignature: 'Chiffrage de mesure',
      fromThisBar: 'à partir de cette mesure',
      countIn: 'Décompte',
      countInBars: (bars) =>
        bars === 0
          ? 'Sans décompte'
          : plural(bars, {
              one: 'Décompte # mesure',
              many: 'Décompte # de mesures',
              other: 'Décompte # mesures',
            }),
      everyPass: 'à chaque passage de la boucle',
    },
    /** Names that are offered for the sections of a song, in the order songs mostly have them. */
    usualSections: {
      intro: 'Intro',
      verse: 'Couplet',
      preChorus: 'Pré-refrain',
      chorus: 'Refrain',
      bridge: 'Pont',
      solo: 'Solo',
      break: 'Break',
      outro: 'Outro',
    },
    /** A section that none of these names is left for. */
    sectionNumber: (place) => `Section ${plainText(place)}`,
    /** Where a loop is; a bar as "9". */
    bar: (bar) => `mesure ${bar}`,
    bars: (from, to) => `mesures ${from}–${to}`,
    /** Times as "0:16.0". */
    times: (from, to) => `${from}–${to}`,
    /** A speed that climbs over the passes of a loop, in percent: "80→100 % +5". */
    ramp: (from, to, step) => `${roundedText(from, 1)}→${roundedText(to, 1)} % +${roundedText(step, 1)}`,
    details: {
      label: 'Détails du morceau',
      sampleRate: (kilohertz) => `${roundedText(kilohertz, 3)} kHz.`,
      noOriginal: 'Il n’y a pas d’original auquel comparer les stems.',
      /** How well the stems add up to the original. */
      residual: (db) => `La somme des stems correspond à l’original à ${numberText(db, 1)} dB près.`,
      table: 'Loudness des stems',
      stem: 'Stem',
      loudness: 'Loudness',
      truePeak: 'True peak',
      notHeard: 'non écouté',
      silent: 'silencieux',
      lufs: (lufs) => `${numberText(lufs, 1)} LUFS`,
      dbtp: (db) => `${numberText(db, 1)} dBTP`,
    },
    /** Why the sound of a stem cannot be played. `codec`, `container` and `format` are what their makers call them: "AC-3", "MP4". */
    unplayable: {
      empty: 'Le fichier est vide.',
      indexMissing: 'Son index manque : le fichier a été tronqué.',
      indexContradicts: 'Son index se contredit.',
      noTrack: 'Il ne contient pas de piste audio.',
      noSound: 'Il ne contient aucun son.',
      noFrames: (format) => `Il ne contient pas de trames ${format}.`,
      otherFile: (format) => `Ce n’est pas un fichier ${format}.`,
      soundFirst: 'Le son y précède sa description.',
      noDescription: 'Il ne contient pas de description du son.',
      descriptionCutOff: 'Sa description est tronquée.',
      noPacketTable: 'Il ne contient pas de table de ses paquets.',
      chunkWithoutSize: 'L’un de ses blocs n’a pas de taille.',
      falseSamples: 'Ce qu’il indique de ses échantillons est faux.',
      frameBytes: (bytes) =>
        plural(bytes, {
          one: 'Ses trames de # octet ne sont pas reconnues.',
          many: 'Ses trames de # d’octets ne sont pas reconnues.',
          other: 'Ses trames de # octets ne sont pas reconnues.',
        }),
      noChannels: 'Il n’a pas de canaux.',
      unnamedChannels: (channels) =>
        plural(channels, {
          one: 'Il a # canal dont rien n’est dit.',
          many: 'Il a # de canaux dont rien n’est dit.',
          other: 'Il a # canaux dont rien n’est dit.',
        }),
      tooManyChannels: (channels, most) =>
        `Nombre de canaux : ${plainText(channels)} ; le mixage réducteur en accepte ${plainText(most)} au plus.`,
      rateTooLow: (kilohertz) =>
        `Sa fréquence d’échantillonnage de ${roundedText(kilohertz, 3)} kHz est inférieure à 8 kHz.`,
      rateTooHigh: (kilohertz) =>
        `Sa fréquence d’échantillonnage de ${roundedText(kilohertz, 3)} kHz est supérieure à 384 kHz.`,
      codec: (codec) => `Le son est en ${codec}, impossible à décoder ici.`,
      /** A name that stands in the file. */
      codecNamed: (name) => `Le son est en « ${name} », impossible à décoder ici.`,
      /** A variant of a codec that is decoded otherwise. */
      codecVariant: (codec) => `Le son est une variante de ${codec}, impossible à décoder ici.`,
      codecInside: (codec, container) => `Le son est en ${codec} dans ${container}, impossible à décoder ici.`,
      codecInsideFilm: (codec) => `Le son est en ${codec} dans une vidéo, impossible à décoder ici.`,
      film: 'C’est une vidéo, impossible à décoder ici.',
      filmOf: (codec) => `C’est une vidéo ${codec}, impossible à décoder ici.`,
      protected: 'Le son est protégé par Apple (FairPlay), impossible à décoder ici.',
      encrypted: 'Le son est chiffré, impossible à décoder ici.',
      windowsCodec: 'Le son utilise un codec Windows, impossible à décoder ici.',
      pcm: (bits) =>
        plural(bits, {
          one: 'Le son est en PCM # bit, impossible à décoder ici.',
          many: 'Le son est en PCM # de bits, impossible à décoder ici.',
          other: 'Le son est en PCM # bits, impossible à décoder ici.',
        }),
      unknown: 'Le son est d’un type inconnu, impossible à décoder ici.',
      unknownNumber: (kind) => `Le son est d’un type inconnu (${plainText(kind)}), impossible à décoder ici.`,
      unknownFormat: (format, bits) =>
        `Le son est d’un type inconnu (format ${plainText(format)}, ${plural(bits, { one: '# bit', many: '# de bits', other: '# bits' })}), impossible à décoder ici.`,
    },
    /** Notes beside a stem. */
    notes: {
      lateToOriginal: (milliseconds) =>
        `Par rapport à l’original, ce stem a ${numberText(milliseconds, 1)} ms de retard. Aligner le remet à sa place.`,
      earlyToOriginal: (milliseconds) =>
        `Par rapport à l’original, ce stem a ${numberText(milliseconds, 1)} ms d’avance. Aligner le remet à sa place.`,
      lateByLength: (milliseconds) =>
        `Ce fichier dépasse les autres de ce qu’un encodeur ajoute au début, le son a donc ${numberText(milliseconds, 1)} ms de retard. Aligner le remet à sa place.`,
      earlyByLength: (milliseconds) =>
        `Ce fichier dépasse les autres de ce qu’un encodeur ajoute au début, le son a donc ${numberText(milliseconds, 1)} ms d’avance. Aligner le remet à sa place.`,
      alignedEarlier: (milliseconds) =>
        `Joué ${numberText(milliseconds, 1)} ms plus tôt que son fichier. Appuyez pour le remettre à la place du fichier.`,
      alignedLater: (milliseconds) =>
        `Joué ${numberText(milliseconds, 1)} ms plus tard que son fichier. Appuyez pour le remettre à la place du fichier.`,
      bridged: (count) =>
        plural(count, {
          one: '# endroit abîmé a été comblé',
          many: '# d’endroits abîmés ont été comblés',
          other: '# endroits abîmés ont été comblés',
        }),
      mixedDown:
        'Stemroom joue deux canaux. Le centre et le surround sont mélangés selon ITU-R BS.775 ; les basses fréquences (LFE) sont omises.',
    },
  },
};
