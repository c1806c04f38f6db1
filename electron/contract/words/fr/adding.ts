import { numberText, plural, ungroupedText } from '../intl.ts';
import type { Words } from '../shape.ts';

const credits = (count: number): string =>
  plural(count, {
    one: `${ungroupedText(count)} crédit`,
    many: `${ungroupedText(count)} de crédits`,
    other: `${ungroupedText(count)} crédits`,
  });

/** Dialogs that add, separate or remove a song, and what they cost. */
export const adding: Words['adding'] = {
  credits,
  aboutCredits: (count) => `environ ${credits(count)}`,
  /** The dialog that adds a song. */
  song: {
    title: 'Ajouter un morceau',
    taskId: 'ID de tâche',
    tooMany: (found, most) =>
      `${numberText(found)} ID de tâche trouvés. Stemroom en ajoute ${numberText(most)} à la fois : les ${numberText(most)} premiers sont récupérés, ${numberText(found - most)} sont laissés de côté.`,
    several: (found) => `${numberText(found)} ID de tâche trouvés ; ils sont récupérés l’un après l’autre.`,
    severalKnown: (found, known) =>
      `${numberText(found)} ID de tâche trouvés, dont ${numberText(known)} déjà dans la bibliothèque ; ils sont récupérés l’un après l’autre.`,
    known: 'Cette tâche est déjà dans la bibliothèque.',
    hint: 'De kie.ai : l’ID, ou tout texte qui en contient un, comme un callback ou un lien.',
    found: 'ID de tâche trouvés',
    isNew: 'nouveau',
    inLibrary: (song) => `dans la bibliothèque : ${song}`,
    noKey: 'Pas encore de clé kie.ai. Stemroom a besoin de votre clé kie.ai pour récupérer les stems.',
    enterKey: 'Saisir la clé',
    fetch: 'Récupérer les stems',
    separation: 'Nouvelle séparation',
    separationNote: 'Un morceau à vous, un lien ou un morceau de kie.ai : séparé en stems là-bas, contre des crédits.',
    separate: 'Séparer un morceau',
    fromDisk: 'Stems sur cet ordinateur',
    fromDiskNote:
      'MP3, WAV, FLAC, OGG, Opus ou M4A : un fichier est un stem. Ils sont copiés dans la bibliothèque. Vous pouvez aussi les déposer n’importe où.',
    chooseFolder: 'Choisir un dossier',
    chooseFiles: 'Choisir des fichiers',
  },
  /** The dialog that buys a separation. */
  separation: {
    title: 'Nouvelle séparation',
    source: 'Le morceau est',
    file: 'Un fichier',
    link: 'Un lien',
    service: 'Un morceau de kie.ai',
    fileHint:
      'Choisissez un fichier audio, ou déposez-le ici. Il est envoyé à kie.ai, qui l’efface au bout de trois jours.',
    asMp3: 'envoyé en MP3',
    chooseFile: 'Choisir un fichier',
    chooseAnother: 'En choisir un autre',
    linkLabel: 'Lien',
    linkHint: 'Un lien vers le fichier audio lui-même, 20 Mo au plus, qui s’ouvre sans identification.',
    taskId: 'ID de tâche du morceau',
    taskIdHint: 'La tâche qui a généré le morceau, pas celle qui l’a séparé.',
    audioId: 'ID audio',
    audioIdHint: 'Lequel des morceaux de cette tâche.',
    name: 'Titre',
    noKey: 'Pas encore de clé kie.ai. Stemroom a besoin de votre clé kie.ai pour séparer.',
    enterKey: 'Saisir la clé',
    fetchIt: 'Le récupérer',
    showPurchases: 'Voir les achats',
    balanceAfter: (balance, after) => `${credits(balance)} maintenant, environ ${ungroupedText(after, 2)} ensuite`,
    balanceTooLow: (balance) => `${credits(balance)} maintenant, peut-être pas assez`,
    askingBalance: 'Demande de vos crédits',
    pay: (price) => `Séparer pour environ ${credits(price)}`,
    payAnyway: (price) => `Séparer quand même pour environ ${credits(price)}`,
    payAgain: (price) => `Séparer à nouveau pour environ ${credits(price)}`,
    /** On the button beside a failure. */
    again: (price) => `Séparer à nouveau, environ ${credits(price)}`,
    stems: 'Stems',
    kinds: {
      vocals: 'Voix et le reste',
      twelve: 'Jusqu’à douze stems',
      one: 'Un instrument et le reste',
    },
    kindNotes: {
      vocals: 'deux stems',
      twelve: 'chaque instrument que l’on entend',
      one: 'deux stems',
    },
    instrument: 'Instrument',
    instrumentHint: 'Choisissez dans la liste, ou tapez un autre nom.',
    preparing: 'Préparation. Rien n’est encore débité.',
    encoding: 'Encodage du morceau en MP3. Rien n’est encore débité.',
    uploading: (sent, total) => `Envoi, ${sent} sur ${total}. Rien n’est encore débité.`,
    asking: 'Demande de séparation à kie.ai.',
  },
  /** What was bought, and what became of it. */
  purchase: {
    instrumentAndRest: (instrument) => `${instrument} et le reste`,
    midi: 'MIDI des stems',
    lyrics: 'Paroles calées',
    sending: 'en cours',
    refused: 'non accepté',
    uncertain: 'pas de réponse claire',
    notBought: 'non acheté',
    earlier: (day, spent) => `Déjà séparé le ${day}, ${credits(spent)}.`,
    earlierAbout: (day, estimate) => `Déjà séparé le ${day}, environ ${credits(estimate)}.`,
    earlierUncertain: (day) => `Le ${day}, cet achat est resté sans réponse claire : il a peut-être été débité.`,
  },
  /** The dialog of what the service has for a song beside its stems. */
  service: {
    title: (song) => `${song} sur kie.ai`,
    taskId: 'ID de tâche du morceau',
    taskIdHint:
      'La tâche qui a généré le morceau, demandée une seule fois. Elle donne titre, tags, prompt, pochette et original, gratuitement.',
    fetch: 'Récupérer',
    which: 'De quel morceau s’agit-il ?',
    songAndLength: (song, length) => `${song}, ${length}`,
    songTitle: 'Titre',
    tags: 'Tags',
    none: 'aucun',
    original: 'Original',
    originalKept: 'gardé pour comparaison',
    originalNotKept: 'non gardé',
    prompt: 'Prompt',
    kept: 'Gardé avec le morceau.',
    keptWithoutCover: 'Gardé avec le morceau, sans sa pochette.',
    keptWithoutOriginal: 'Gardé avec le morceau, sans son original.',
    keptWithoutBoth: 'Gardé avec le morceau, sans sa pochette ni son original.',
    words: 'Paroles calées',
    noWords: 'Le morceau n’en a pas.',
    wordsKept: (count) =>
      plural(count, {
        one: '# mot gardé avec le morceau.',
        many: '# de mots gardés avec le morceau.',
        other: '# mots gardés avec le morceau.',
      }),
    wordsNeedId: 'Il leur faut l’ID de tâche du morceau ci-dessus.',
    wordsNote: 'Chaque mot avec sa place dans le morceau.',
    fetchWords: (price) => `Récupérer les paroles pour environ ${credits(price)}`,
    midi: 'MIDI',
    midiBought: 'Déjà acheté. L’enregistrer à nouveau ne coûte rien.',
    midiNote: 'Les notes de chaque stem, un fichier .mid par stem.',
    midiSaved: 'Les fichiers MIDI sont enregistrés.',
    saveMidi: 'Enregistrer le MIDI',
    fetchMidi: (price) => `Récupérer le MIDI pour environ ${credits(price)}`,
    asking: 'Demande à kie.ai',
    balance: (balance) => `${credits(balance)} maintenant`,
  },
  /** The question before several songs are imported. */
  imports: {
    title: (songs) =>
      plural(songs, {
        one: 'Importer # morceau ?',
        many: 'Importer # de morceaux ?',
        other: 'Importer # morceaux ?',
      }),
    note: (size) => `Chacun devient un morceau à part, ${size} en tout.`,
    list: 'Morceaux à importer',
    stems: (count) => plural(count, { one: '# stem', many: '# de stems', other: '# stems' }),
    import: (songs) =>
      plural(songs, { one: 'Importer # morceau', many: 'Importer # de morceaux', other: 'Importer # morceaux' }),
  },
  /** What was left out of a song. */
  skipped: {
    stems: (count, song) =>
      `${plural(count, {
        one: '# stem n’est pas dans',
        many: '# de stems ne sont pas dans',
        other: '# stems ne sont pas dans',
      })} ${song}.`,
    files: (count, song) =>
      `${plural(count, {
        one: '# fichier n’est pas dans',
        many: '# de fichiers ne sont pas dans',
        other: '# fichiers ne sont pas dans',
      })} ${song}. Les fichiers eux-mêmes n’ont pas été touchés.`,
  },
  /** The dialog of a library that is full. */
  space: {
    title: 'Libérer de la place',
    full: (limitGiB) =>
      `La bibliothèque a atteint les ${ungroupedText(limitGiB)} Gio que vous lui accordez, et Stemroom ne peut plus rien supprimer de lui-même.`,
    allow: (limitGiB) => `Accorder ${ungroupedText(limitGiB)} Gio`,
    choose: 'Ou choisissez des morceaux pour la corbeille, les moins récemment joués d’abord :',
    demo: 'peut être restauré',
    again: (day) => `récupérable jusqu’au ${day}`,
    notAgain: 'ne peut plus être téléchargé',
    lost: (songs) =>
      plural(songs, {
        one: '# de ces morceaux ne peut plus être téléchargé.',
        many: '# de ces morceaux ne peuvent plus être téléchargés.',
        other: '# de ces morceaux ne peuvent plus être téléchargés.',
      }),
    lostMeans: 'Une fois la corbeille vidée, ce qui est ici est perdu.',
    thenImport: 'Importez ensuite vos stems à nouveau.',
    keep: 'Tout garder',
    move: (songs, size) =>
      `${plural(songs, {
        one: 'Mettre # morceau',
        many: 'Mettre # de morceaux',
        other: 'Mettre # morceaux',
      })} (${size}) à la corbeille`,
  },
  /** The question before a song is removed. */
  removal: {
    title: (song) => `Supprimer ${song}`,
    demo: 'Le morceau de démo va à la corbeille. Vous pouvez le restaurer à tout moment : Réglages, Bibliothèque.',
    onlyCopy: 'Le service a effacé ces stems, ils ne peuvent plus être téléchargés : c’est peut-être la seule copie.',
    onlyCopyGoes: (size) =>
      `Le morceau (${size}) et son mix vont à la corbeille de ce système ; une fois celle-ci vidée, ils sont perdus.`,
    goes: (size) => `Le morceau (${size}) et son mix vont à la corbeille de ce système.`,
    importedFiles: 'Les fichiers d’où vous l’avez importé ne sont pas touchés.',
    again: 'Il peut être récupéré à nouveau.',
    keep: 'Le garder',
    move: 'Mettre à la corbeille',
    moveOnlyCopy: 'Mettre la seule copie à la corbeille',
  },
};
