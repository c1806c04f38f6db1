import { numberText, plainText, plural, ungroupedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The library's songs: what is said of them in the list, while they arrive, and of the room they take. */
export const library: Words['library'] = {
  songs: 'Morceaux',

  invitations: {
    fromKie: 'De kie.ai',
    pasteId: 'Collez un ID de tâche.',
    fromComputer: 'De cet ordinateur',
    chooseFolder: 'Choisissez un dossier de stems.',
  },

  entry: {
    demo: 'Morceau de démo',
    kept: 'gardé',
    fetchAgain: 'Récupérer à nouveau',
    menu: 'Menu du morceau',
    fetching: (title) => `Récupération : ${title}`,
    title: 'Titre',
    /** `title` is only a stand-in. */
    nameThis: (title) => `${title} : nommer ce morceau`,
  },

  ticks: {
    label: 'Stems',
    saved: (stem) => `${stem}, enregistré`,
    percent: (stem, percent) => `${stem}, ${numberText(percent)} %`,
  },

  arrival: {
    stems: (count) => plural(count, { one: '# stem', many: '# de stems', other: '# stems' }),
    saved: (saved, count) =>
      plural(saved, {
        one: `# sur ${numberText(count)} enregistré`,
        many: `# sur ${numberText(count)} enregistrés`,
        other: `# sur ${numberText(count)} enregistrés`,
      }),
    /** `expiry`: "expires in 9 days". */
    savedExpiring: (saved, count, expiry) =>
      `${plural(saved, {
        one: `# sur ${numberText(count)} enregistré`,
        many: `# sur ${numberText(count)} enregistrés`,
        other: `# sur ${numberText(count)} enregistrés`,
      })}, ${expiry}`,
    queued: 'En attente',
    separating: 'Séparation sur kie.ai',
    stillSeparating: 'Toujours en séparation sur kie.ai',
    /** `saved`: "7 of 12 saved". */
    fetching: (saved) => `Récupération, ${saved}`,
    /** `rate`: bytes in a second, "2.0 MB". */
    fetchingAt: (saved, rate) => `Récupération, ${saved} · ${rate}/s`,
    fetchingUntil: (saved, rate, wait) => `Récupération, ${saved} · ${rate}/s, encore ${wait}`,
    /** What happened, without its full stop, and the detail that another told of it. */
    because: (happened, detail) => `${happened} : ${detail}`,
    fetchable: 'peut être récupéré à nouveau',
    fetchableUntil: (day) => `récupérable jusqu’au ${day}`,
    wasFetchableUntil: (day) => `était récupérable jusqu’au ${day}`,
  },

  /** One stem on its way. `rate`: bytes in a second, "1.2 MB". */
  stem: {
    fetching: (got) => `Récupération, ${got}`,
    fetchingAt: (got, rate) => `Récupération, ${got}, ${rate}/s`,
    fetchingPart: (percent, got, total) => `Récupération ${numberText(percent)} %, ${got} sur ${total}`,
    fetchingPartUntil: (percent, got, total, rate, wait) =>
      `Récupération ${numberText(percent)} %, ${got} sur ${total}, ${rate}/s, encore ${wait}`,
    fileMissing: 'Fichier manquant',
    fileDamaged: 'Fichier abîmé',
    notDownloaded: 'Non téléchargé',
    unplayable: 'Illisible',
  },

  import: {
    cancel: 'Annuler l’importation',
    copying: (title) => `Copie : ${title}`,
    waiting: (title) => `En attente : ${title}`,
    untilWritten: (count) =>
      plural(count, {
        one: 'Jusqu’à ce que plus rien ne soit écrit dans ses fichiers (# stem jusqu’ici)',
        many: 'Jusqu’à ce que plus rien ne soit écrit dans ses fichiers (# de stems jusqu’ici)',
        other: 'Jusqu’à ce que plus rien ne soit écrit dans ses fichiers (# stems jusqu’ici)',
      }),
    copied: (done, total, size, totalSize) =>
      plural(total, {
        one: `${numberText(done)} stem sur #, ${size} sur ${totalSize}`,
        many: `${numberText(done)} stems sur #, ${size} sur ${totalSize}`,
        other: `${numberText(done)} stems sur #, ${size} sur ${totalSize}`,
      }),
  },

  quota: {
    full: 'Bibliothèque pleine',
    almostFull: (percent) => `Bibliothèque pleine à ${numberText(percent)} %`,
    nothingToFree: (usedGiB, limitGiB) =>
      `${plainText(usedGiB, 2)} sur ${ungroupedText(limitGiB)} Gio utilisés, rien ne peut être libéré automatiquement`,
    canBeFreed: (usedGiB, limitGiB, size) =>
      `${plainText(usedGiB, 2)} sur ${ungroupedText(limitGiB)} Gio utilisés, ${size} libérables`,
  },

  moved: (done, total, size, totalSize) =>
    plural(total, {
      one: `${numberText(done)} morceau sur #, ${size} sur ${totalSize}`,
      many: `${numberText(done)} morceaux sur #, ${size} sur ${totalSize}`,
      other: `${numberText(done)} morceaux sur #, ${size} sur ${totalSize}`,
    }),

  skipped: { stems: 'Stems écartés', files: 'Fichiers écartés' },
};
