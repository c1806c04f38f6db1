import { plainText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Names of things that both processes show: kinds of stems, titles that stand in, keychains, why a file was left out. */
export const names: Words['names'] = {
  stemKinds: {
    vocals: 'Voix',
    backingVocals: 'Chœurs',
    drums: 'Batterie',
    percussion: 'Percussions',
    bass: 'Basse',
    guitar: 'Guitare',
    piano: 'Piano',
    keyboard: 'Claviers',
    synth: 'Synthé',
    strings: 'Cordes',
    brass: 'Cuivres',
    woodwinds: 'Bois',
    fx: 'FX',
    instrumental: 'Instrumental',
    other: 'Autre',
  },
  /** A stem without a name, and one of several. */
  stem: 'Stem',
  numberedStem: (number) => `Stem ${plainText(number)}`,
  /** The stem of all but one, such as "Without lead guitar". Words with a capital get a small letter; `FX` and `808` stay. */
  without: (stem) => `Sans ${stem.replaceAll(/(?<!\p{L})\p{Lu}\p{Ll}+(?!\p{L})/gu, (word) => word.toLowerCase())}`,
  /** Titles of songs of which no better one is known. */
  titles: {
    task: (id) => `Tâche ${id}`,
    imported: 'Morceau importé',
    recovered: 'Morceau retrouvé',
    ofNewerStemroom: 'Un morceau d’un Stemroom plus récent',
  },
  /** Where the API key is kept. */
  keychains: {
    ofSystem: 'le trousseau du système (Secret Service)',
    thisSession: 'cette session seulement',
  },
  /** Why an export has another sample rate than asked for, in kHz. `format` is a name such as MP3. */
  rateRemark: (format, askedKhz, fileKhz) =>
    `${format} n’accepte pas ${roundedText(askedKhz, 3)} kHz, l’export est donc à ${roundedText(fileKhz, 3)} kHz.`,
  stemFileRateRemark: (askedKhz, fileKhz) =>
    `Un fichier NI Stems n’accepte pas ${roundedText(askedKhz, 3)} kHz, l’export est donc à ${roundedText(fileKhz, 3)} kHz.`,
  /** Why a file that looks like sound did not become a stem. */
  skipped: {
    unsupportedFormat: (format) => `Format ${format}, que Stemroom ne sait pas lire.`,
    unpackFirst: (format) => `C’est une archive ${format}. Décompressez-la, puis importez le dossier.`,
    notSound: 'Ce n’est pas un fichier audio que Stemroom connaît, quoi qu’en dise son nom.',
    noSoundInFilm: 'Cette vidéo ne contient pas de son.',
    incomplete: 'Sa fin manque, il est donc illisible.',
    empty: 'Le fichier est vide.',
    halfDownload: 'Son téléchargement n’est pas terminé.',
    hidden: 'C’est un fichier caché.',
    unreadable: (why) => (why === '' ? 'Il ne peut pas être lu.' : `Il ne peut pas être lu (${why}).`),
    gone: 'Il n’est plus là.',
    linkOutside: 'C’est un lien qui sort du dossier.',
    brokenLink: 'C’est un lien qui ne mène nulle part.',
    tooDeep: (levels) => `Stemroom cherche jusqu’à une profondeur de dossiers de ${levels}, pas plus.`,
    tooMany: (most) => `Nombre de fichiers que Stemroom examine à la fois : ${most} ; le reste a été écarté.`,
    archiveBesideSound: 'Une archive placée à côté de fichiers audio n’est pas décompressée. Importez-la séparément.',
    archiveTooLarge: (limit) => `Stemroom décompresse des archives jusqu’à ${limit}.`,
    archiveDamaged: 'Il est abîmé : ses octets ne sont pas ceux qu’annonce l’archive.',
    unsafePath: 'Sa place dans l’archive est en dehors de l’archive.',
    sameName: 'Un autre fichier de l’archive porte le même nom.',
    encrypted: 'Il est protégé par un mot de passe.',
    songFull: (most) => `Le service propose plus de stems que les ${most} qu’un morceau peut contenir.`,
  },
  /** As `skipped`, where the detail is no name or number. */
  skippedAs: {
    trackerModule: 'C’est un module de tracker, que Stemroom ne sait pas lire.',
    aviFilm: 'C’est une vidéo AVI, que Stemroom ne sait pas lire.',
    flashFilm: 'C’est une vidéo Flash, que Stemroom ne sait pas lire.',
    mpegFilm: 'C’est une vidéo MPEG, que Stemroom ne sait pas lire.',
    freeFormatMp3: 'C’est du MP3 en format libre, que Stemroom ne sait pas lire.',
    aacInLatm: 'C’est de l’AAC en LATM, que Stemroom ne sait pas lire.',
    aacInAdif: 'C’est de l’AAC en ADIF, que Stemroom ne sait pas lire.',
    notAFile: 'Il ne peut pas être lu (ce n’est pas un fichier).',
    packedTooTight: 'Stemroom décompresse des archives jusqu’à 200 fois leur taille.',
  },
};
