import { numberText, plural, ungroupedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The settings dialog. */
export const settings: Words['settings'] = {
  language: 'Langue',
  matchSystem: 'Comme le système',
  title: 'Réglages',
  appearance: 'Apparence',
  themes: { system: 'Comme le système', dark: 'Sombre', light: 'Clair' },
  interfaceSize: 'Taille de l’interface',
  percent: (percent) => `${numberText(percent)} %`,
  controls: 'Touches et MIDI',
  openControls: 'Touches et contrôleurs…',
  about: 'À propos',
  licence: (version) => `${version}, licence MIT`,
  runsOn: 'Fonctionne avec',
  key: {
    heading: 'Clé kie.ai',
    label: 'Clé API',
    /** `end`: its last four characters. */
    kept: (end, keychain) => `Une clé se terminant par ${end} est ici (${keychain}).`,
    replace: 'Remplacer la clé',
    hint: 'Elle est gardée dans le trousseau de ce système, jamais dans un fichier, et n’est envoyée qu’à kie.ai et à son serveur d’envoi.',
    save: 'Enregistrer la clé',
    waiting: 'En attente du trousseau : répondez à sa demande, peut-être derrière cette fenêtre.',
    test: 'Tester la clé',
    remove: 'Supprimer la clé',
    get: 'Obtenir une clé sur kie.ai',
    works: (creditsLeft) => `La clé fonctionne. Crédits restants : ${ungroupedText(creditsLeft)}.`,
    refused: 'Le service a refusé la clé.',
    unreachable: (canDo) => `Le service est injoignable. ${canDo}`,
    serviceDown: (canDo) => `Le service est en panne. ${canDo}`,
  },
  sound: {
    heading: 'Son',
    limiter: 'Protéger les enceintes quand le mix écrête',
    limiterNote: 'Seulement ce que vous entendez ; jamais dans un export.',
    memory: 'Mémoire pour le son décodé',
    memoryNote:
      'Plus il y en a, plus les sauts dans les longs morceaux sont rapides. Prend effet au prochain lancement.',
    mebibytes: (size) => `${ungroupedText(size)} Mio`,
  },
  library: {
    heading: 'Bibliothèque',
    size: (songs, used) =>
      `${plural(songs, { one: '# morceau', many: '# de morceaux', other: '# morceaux' })}, ${used}`,
    sizeAndFree: (songs, used, free) =>
      `${plural(songs, { one: '# morceau', many: '# de morceaux', other: '# morceaux' })}, ${used}, ${free} libres sur son disque`,
    move: 'Déplacer…',
    useAnother: 'Utiliser un autre dossier…',
    demo: 'Morceau de démo',
    hasDemo: 'Dans la bibliothèque. Si l’un de ses stems manque ou est abîmé, il est remis en place.',
    hasNoDemo: 'Pas dans la bibliothèque. Il est livré avec Stemroom, aucun réseau n’est donc nécessaire.',
    restoreDemo: 'Restaurer le morceau de démo',
    limit: 'Limiter la taille de la bibliothèque',
    limitNote:
      'Quand elle est pleine, les stems que le service a encore sont supprimés d’ici, les moins récemment joués d’abord. Jamais un morceau ouvert, gardé, mixé ou qui ne peut plus être téléchargé.',
    quota: 'Quota de la bibliothèque',
    gibibytes: 'Gio',
    quotaUsed: 'Quota utilisé',
    warning: (warning) => `${warning}.`,
    moving: 'Déplacement de la bibliothèque',
    movingNote: 'Chaque copie est comparée. L’ancienne bibliothèque reste telle quelle jusqu’à ce que tout soit là.',
    cancelMove: 'Annuler le déplacement',
  },
  purchases: {
    heading: 'Achats',
    none: 'Rien n’a encore été acheté ici. Les nouvelles séparations que vous lancez dans Stemroom figurent ici.',
    open: (song) => `Pas de réponse claire : ${song}`,
    noAnswer: (song) => `Aucune réponse claire n’est arrivée pour ${song}`,
    /** `price`: "about 50 credits". */
    balanceBefore: (bought, price, before) =>
      `(${bought}, ${price}). Le solde était de ${ungroupedText(before)} avant. Regardez vos tâches sur kie.ai.`,
    balances: (bought, price, before, after) =>
      `(${bought}, ${price}). Le solde était de ${ungroupedText(before)} avant et de ${ungroupedText(after)} après. Regardez vos tâches sur kie.ai.`,
    taskId: 'ID de tâche, s’il y en a un',
    wasBought: 'L’achat a eu lieu',
    nothingBought: 'Rien n’a été acheté',
    all: 'Tous les achats',
    date: 'Date',
    song: 'Morceau',
    bought: 'Acheté',
    credits: 'Crédits',
    save: 'Enregistrer en CSV…',
  },
};
