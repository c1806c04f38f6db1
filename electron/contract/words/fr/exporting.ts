import { numberText, plural, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The export panel, and the list of exports. */
export const exporting: Words['exporting'] = {
  title: 'Exporter',
  saveFiles: (count) =>
    plural(count, {
      one: 'Enregistrer # fichier',
      many: 'Enregistrer # de fichiers',
      other: 'Enregistrer # fichiers',
    }),
  saveAs: (format) => `Enregistrer ${format}`,
  /** Facts of what will be saved, each of its own. */
  files: (count) => plural(count, { one: '# fichier', many: '# de fichiers', other: '# fichiers' }),
  about: (size) => `environ ${size}`,

  what: {
    title: 'Contenu',
    label: 'Contenu à exporter',
    kinds: {
      mix: 'Mix',
      scenes: 'Scènes',
      versions: 'Versions',
      stems: 'Stems',
      daw: 'Pour une DAW',
      stemFile: 'NI Stems',
    },
    hearsAll: (count) =>
      plural(count, {
        one: 'Exactement ce que vous entendez : le seul stem.',
        many: 'Exactement ce que vous entendez : tous les stems (#).',
        other: 'Exactement ce que vous entendez : les # stems.',
      }),
    /** `pace`: speed and key. */
    hearsAllAt: (count, pace) =>
      `${plural(count, {
        one: 'Exactement ce que vous entendez : le seul stem',
        many: 'Exactement ce que vous entendez : tous les stems (#)',
        other: 'Exactement ce que vous entendez : les # stems',
      })}, ${pace}.`,
    hearsSome: (heard, count) =>
      `Exactement ce que vous entendez : ${plural(heard, { one: '# stem', many: '# de stems', other: '# stems' })} sur ${numberText(count)}.`,
    hearsSomeAt: (heard, count, pace) =>
      `Exactement ce que vous entendez : ${plural(heard, { one: '# stem', many: '# de stems', other: '# stems' })} sur ${numberText(count)}, ${pace}.`,
    scenesToExport: 'Scènes à exporter',
    aboutScenes:
      'Un fichier par scène. Les stems arrivés après une scène y figurent tels qu’ils sont mixés maintenant.',
    othersLowerBy: 'Les autres baissés de',
    howMuchLower: 'De combien les autres sont baissés',
    splitsStereo: 'Stem à gauche, les autres à droite',
    aboutVersions: 'Utilise vos niveaux et panoramiques ; ignore les coupures et les solos.',
    howStems: 'Comment les stems sont écrits',
    asMixed: 'Comme dans le mixeur',
    untouched: 'Bruts',
    aboutAsMixed:
      'Avec votre niveau, panoramique et master. Stems coupés compris. Tous les fichiers ont la même durée.',
    aboutUntouched: 'Les fichiers d’origine, vitesse et tonalité d’origine. Tous les fichiers ont la même durée.',
    aboutStemFile:
      'Un fichier .stem.mp4 pour Traktor et d’autres : votre mix plus quatre parties à faire entrer et sortir.',
    aboutDaw:
      'Un dossier avec un fichier par stem, un projet pour REAPER (.rpp) et un pour Bitwig, Cubase ou Studio One (.dawproject). ' +
      'Niveaux, panoramiques, coupures, couleurs, automation, temps, sections et accords sont dans les projets ; ' +
      'temps, sections et accords sont aussi dans un fichier MIDI (.mid).',
  },

  versions: {
    label: 'Versions',
    wholeSong: 'Le morceau',
    currentMix: 'Mix actuel',
    only: { head: 'Seul', all: 'Tous : un stem seul', none: 'Aucun : un stem seul' },
    minus: { head: 'Sans', all: 'Tous : sans un stem', none: 'Aucun : sans un stem' },
    forward: { head: 'En avant', all: 'Tous : un stem en avant', none: 'Aucun : un stem en avant' },
    tickAll: 'Tout cocher',
    untickAll: 'Tout décocher',
  },

  groups: {
    label: 'Parties du fichier de stems',
    notHeard: 'non écouté',
    names: { drums: 'Batterie', bass: 'Basse', melody: 'Mélodie', vocals: 'Voix' },
  },

  range: {
    title: 'Étendue',
    label: 'Quelle part du morceau',
    whole: 'Morceau entier',
    loop: 'Boucle',
    noLoop: 'glisser sur la règle',
    between: (start, end) => `${start} à ${end}`,
    sections: 'Sections',
    fileForEach: 'un fichier chacune',
    sectionsToExport: 'Sections à exporter',
  },

  format: {
    title: 'Format',
    quality: 'Qualité',
    stemFile: 'AAC, 256 kbit/s par piste',
    bits: (bits) => plural(bits, { one: '# bit', many: '# de bits', other: '# bits' }),
    float: '32 bits flottant',
    kbps: (kbps) => `${numberText(kbps)} kbit/s`,
    v0: 'V0, variable, le meilleur',
    v2: 'V2, variable, plus léger',
  },

  loudness: {
    title: 'Loudness',
    keepsLevel: 'Inchangé : chaque stem garde son niveau.',
    unchanged: 'Inchangé',
    streaming: '−14 LUFS, streaming',
    podcasts: '−16 LUFS, podcasts',
    broadcast: '−23 LUFS, diffusion',
    custom: 'Personnalisé…',
    target: 'Cible en LUFS',
    peakLimit: 'Limite de crête',
    ceiling: 'Plafond true peak en dBTP',
  },

  name: {
    title: 'Nom',
    template: 'Modèle de nom',
    /** The names in braces are codes and stay as they are. */
    aboutTemplate:
      '{title}, {variant}, {artist}, {key} et {bpm} sont remplacés ; ce qui est inconnu est omis avec ses parenthèses',
    nothing: 'Rien de sélectionné',
    firstAndMore: (first, count) =>
      `${first} et ${plural(count, { one: '# autre', many: '# d’autres', other: '# autres' })}`,
    andMore: (count, names) =>
      `et ${plural(count, { one: '# autre', many: '# d’autres', other: '# autres' })} : ${names.join(', ')}`,
  },

  more: {
    below: 'Fréquence d’échantillonnage, artiste, clic, rapport',
    /** What is set below, each of its own. */
    click: 'clic',
    countIn: 'décompte',
    report: 'rapport',
  },

  rate: {
    title: 'Échantillonnage',
    khz: (hz) => `${roundedText(hz / 1000, 3)} kHz`,
    asSong: (hz) => `Comme le morceau (${roundedText(hz / 1000, 3)} kHz)`,
    onlyOpus: '48 kHz (la seule d’Opus)',
  },

  artist: { title: 'Tag artiste', label: 'Artiste', optional: 'Facultatif' },

  click: {
    title: 'Clic',
    countIn: 'Décompte',
    none: 'Sans clic',
    inMix: 'Dans le mix',
    ownFile: 'Dans son propre fichier',
    noCountIn: 'Sans décompte',
    bars: (count) =>
      plural(count, {
        one: '# mesure de décompte',
        many: '# de mesures de décompte',
        other: '# mesures de décompte',
      }),
    notOffered: 'Ces fichiers n’ont pas de clic.',
  },

  report: { title: 'Rapport de loudness', beside: 'Rapport joint (JSON)' },

  nothing: {
    noSection: 'Cochez une section à exporter.',
    noScene: 'Cochez une scène à exporter.',
    noVersion: 'Cochez une version à exporter.',
    unreadable: (names) => `Ces stems ne peuvent pas être lus : ${names.join(', ')}.`,
    silent:
      'Tous les stems sont coupés ou baissés à zéro : le fichier serait silencieux. Rétablissez-en un pour exporter.',
  },
  /** A heading; the reason follows. */
  without: (stem) => `Sans ${stem}.`,
  withoutMore: (count) =>
    plural(count, {
      one: 'Et sans # autre stem.',
      many: 'Et sans # d’autres stems.',
      other: 'Et sans # autres stems.',
    }),

  list: {
    title: 'Exports',
    running: (percent) => `Export ${numberText(percent)} %`,
    runningAndWaiting: (percent, waiting) => `Export ${numberText(percent)} %, ${numberText(waiting)} en attente`,
    clear: 'Vider la liste',
  },

  entry: {
    cancel: (name) => `Annuler ${name}`,
    showInFolder: 'Afficher dans le dossier',
    dismiss: (name) => `Masquer ${name}`,
    writing: (name) => `Écriture de ${name}`,
    percent: (percent) => `${numberText(percent)} %`,
    percentLeft: (percent, wait) => `${numberText(percent)} %, encore ${wait}`,
    queued: 'En attente',
    cancelled: 'Annulé.',
    kept: (count) =>
      plural(count, {
        one: '# fichier était terminé et reste.',
        many: '# de fichiers étaient terminés et restent.',
        other: '# fichiers étaient terminés et restent.',
      }),
    stemsOf: (name) => `Stems de ${name}`,
    /** A heading; what is silent follows. */
    damaged: (stem) => `${stem} : stem abîmé.`,
    silentBriefly: 'Moins de 0,01 s est silencieux.',
    silentFor: (seconds) => `Partie silencieuse : ${numberText(seconds, seconds < 10 ? 2 : 0)} s.`,
  },

  /** What was measured of a file, and what was done to it. */
  outcome: {
    /** "−17.2 → −14.0": before and after. */
    loudness: (lufs) => `${lufs} LUFS`,
    truePeak: (dbtp) => `true peak ${dbtp} dBTP`,
    range: (lu) => `plage ${lu} LU`,
    /** `level`: "−1.0 dB". */
    peak: (level) => `Crête ${level}FS.`,
    gain: (level) => `Gain ${level}.`,
    limited: (db) => `Limité jusqu’à ${db} dB.`,
    notClipped: 'Aucun écrêtage.',
    clipped: (count) =>
      plural(count, {
        one: '# échantillon écrêté : baissez le master et exportez à nouveau pour l’éviter.',
        many: '# d’échantillons écrêtés : baissez le master et exportez à nouveau pour l’éviter.',
        other: '# échantillons écrêtés : baissez le master et exportez à nouveau pour l’éviter.',
      }),
  },
};
