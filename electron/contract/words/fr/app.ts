import { numberText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The window around the rooms: header, state line, drop zone. */
export const app: Words['app'] = {
  header: {
    cover: (song) => `Pochette : ${song}`,
    undo: (what, keys) => `Annuler « ${what} » (${keys})`,
    nothingToUndo: 'Rien à annuler',
    redo: (what, keys) => `Rétablir « ${what} » (${keys})`,
    nothingToRedo: 'Rien à rétablir',
    resetMix: 'Réinitialiser',
    resetMixTitle: 'Ramener le mix à l’original',
    saveScene: 'Créer une scène',
    saveSceneTitle: (keys) => `Enregistrer le mix comme scène (${keys})`,
    export: 'Exporter',
  },
  state: {
    filesMissing: (count) =>
      plural(count, {
        one: '# fichier manquant',
        many: '# de fichiers manquants',
        other: '# fichiers manquants',
      }),
    readOnly: 'lecture seule',
    dropouts: (count) => plural(count, { one: '# décrochage', many: '# de décrochages', other: '# décrochages' }),
    dropoutsTitle: 'L’ordinateur a pris du retard un instant, d’où une brève coupure du son.',
  },
  drop: {
    toSeparate: 'Déposez le morceau à séparer',
    stems: 'Déposez des stems, des dossiers ou un ZIP de stems, ou un ID de tâche',
  },
  /** A song that is on its way, or did not come. */
  arrival: {
    failed: 'Ce morceau n’a pas pu être téléchargé',
    stillProcessing: 'Toujours en traitement',
    stoppedChecking: (wait) => `kie.ai est toujours en train de séparer après ${wait}. Stemroom a cessé de vérifier.`,
    checkAgain: 'Vérifier à nouveau',
    fetching: (song) => `Récupération : ${song}`,
    soFar: (wait) =>
      `${wait} jusqu’ici, en général 1 à 5 minutes. Vous pouvez continuer à travailler ou quitter ; Stemroom reprendra.`,
    stemsAppear: 'Les stems apparaissent ici à mesure qu’ils arrivent.',
    evicted: 'Stemroom a supprimé les stems de ce morceau pour libérer de la place.',
    evictedAgain: 'Il peut être récupéré à nouveau.',
    evictedUntil: (day) => `Il peut être récupéré à nouveau jusqu’au ${day}.`,
    evictedPast: (day) => `Il pouvait être récupéré à nouveau jusqu’au ${day}.`,
    fetchAgain: 'Récupérer à nouveau',
    fetchRest: 'Récupérer le reste',
    filesMissing: (count) =>
      plural(count, {
        one: '# fichier de stem manque.',
        many: '# de fichiers de stems manquent.',
        other: '# fichiers de stems manquent.',
      }),
    filesMissingHelp: 'Remettez-les à leur place, ou connectez leur disque.',
    readOnly: 'Ce morceau est en lecture seule.',
    readOnlyMeans: 'Vous pouvez le jouer et le mixer ; les modifications ne sont pas enregistrées.',
  },
  stage: {
    label: 'Morceau',
    noLibrary: 'Bibliothèque introuvable',
    chooseFolder: 'Choisir un autre dossier',
    dropHere: 'Déposez des stems ici',
    bringBackDemo: 'Restaurer le morceau de démo',
  },
  facts: {
    finding: (percent) => `Recherche du tempo et de la tonalité, ${numberText(percent)} %`,
    findingTitle: 'Loudness, tempo et tonalité, une seule fois par morceau',
  },
  /** What stands around the list of songs, and what the menu of a song offers. */
  panel: {
    label: 'Bibliothèque',
    hide: 'Masquer la bibliothèque',
    show: 'Afficher la bibliothèque',
    tabs: 'Afficher dans le panneau',
    songs: 'Morceaux',
    setlist: 'Setlist',
    searchSongs: 'Chercher des morceaux',
    search: 'Chercher',
    noMatch: 'Aucun morceau trouvé.',
    addSong: 'Ajouter un morceau',
    addSongTitle: (keys) => `Ajouter un morceau (${keys})`,
    settings: 'Réglages',
    settingsTitle: (keys) => `Réglages (${keys})`,
    addToSetlist: 'Ajouter à la setlist',
    openFolder: 'Ouvrir le dossier',
    stemsLeftOut: (count) => `Stems écartés (${numberText(count)})`,
    filesLeftOut: (count) => `Fichiers écartés (${numberText(count)})`,
    serviceSong: 'Paroles, pochette et MIDI',
    keep: 'Toujours garder',
    doNotKeep: 'Ne plus toujours garder',
    cancelFetching: 'Annuler la récupération',
    checkAgain: 'Vérifier à nouveau',
    fetchRest: 'Récupérer le reste',
    fetchAgain: 'Récupérer à nouveau',
  },
  /** A server that is asked about before anything is fetched from it. */
  host: {
    title: 'Récupérer depuis ce serveur ?',
    question: (host) =>
      `Selon le service, des stems se trouvent sur ${host}, un serveur que Stemroom ne connaît pas. Votre clé n’y est jamais envoyée. La réponse est mémorisée.`,
    refuse: 'Ne pas récupérer',
    allow: (host) => `Autoriser ${host}`,
  },
};
