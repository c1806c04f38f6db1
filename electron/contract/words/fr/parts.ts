import { dateText, plainText, plural, sizeText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Buttons, fields and marks that many rooms use. */
export const parts: Words['parts'] = {
  add: 'Ajouter',
  cancel: 'Annuler',
  close: 'Fermer',
  copy: 'Copier',
  details: 'Détails',
  dismiss: 'Masquer',
  done: 'Terminé',
  edit: 'Modifier',
  import: 'Importer',
  more: 'Plus',
  off: 'Désactivé',
  on: 'Activé',
  open: 'Ouvrir',
  redo: 'Rétablir',
  remove: 'Supprimer',
  rename: 'Renommer',
  reset: 'Réinitialiser',
  save: 'Enregistrer',
  show: 'Afficher',
  tryAgain: 'Réessayer',
  undo: 'Annuler',

  /** The field that a number turns into while it is typed. `label`: of the number, such as "Speed". */
  typeValue: (label) => `${label}, saisir une valeur`,
  /** Two whole sentences, one after the other. */
  sentences: (first, second) => `${first} ${second}`,

  /** Sizes of files: powers of 1000, but for GiB, in which the quota is set. */
  sizes: {
    bytes: (bytes) => sizeText(bytes, 'byte'),
    kilobytes: (kilobytes) => sizeText(kilobytes, 'kilobyte'),
    megabytes: (megabytes) => sizeText(megabytes, 'megabyte', 1),
    gigabytes: (gigabytes) => sizeText(gigabytes, 'gigabyte', 2),
    gibibytes: (gibibytes) => `${plainText(gibibytes, 2)} Gio`,
  },

  /** How long something takes, in short. */
  waits: {
    seconds: (seconds) => `${plainText(seconds)} s`,
    minutes: (minutes) => `${plainText(minutes)} min`,
    hours: (hours) => `${plainText(hours)} h`,
    hoursAndMinutes: (hours, minutes) => `${plainText(hours)} h ${plainText(minutes)} min`,
  },

  /** Days, of milliseconds since 1970. */
  days: {
    ofThisYear: (atMs) => dateText(atMs, { day: 'numeric', month: 'short' }),
    ofAnyYear: (atMs) => dateText(atMs, { day: 'numeric', month: 'short', year: 'numeric' }),
  },

  /** How long stems can be fetched from the service. */
  expiry: {
    expired: 'expiré',
    today: 'expire aujourd’hui',
    inDays: (days) =>
      plural(days, {
        one: 'expire dans # jour',
        many: 'expire dans # de jours',
        other: 'expire dans # jours',
      }),
  },

  /** Buttons beside what went wrong. */
  remedies: {
    retry: 'Réessayer',
    openSettings: 'Réglages de la clé',
    checkNow: 'Vérifier à nouveau',
    openApiKeyPage: 'Obtenir une clé sur kie.ai',
    lookAgain: 'Rechercher à nouveau',
    freeSpace: 'Libérer de la place',
    chooseAnother: 'En choisir un autre',
    separateAgain: 'Séparer à nouveau',
    showPurchases: 'Voir les achats',
  },
};
