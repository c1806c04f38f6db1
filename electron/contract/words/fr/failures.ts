import { plainText, plural, ungroupedText } from '../intl.ts';
import type { Words } from '../shape.ts';

const savedStillPlays = 'Ce qui est enregistré reste jouable.';
const nothingBought = 'Rien n’a été acheté.';
const sessionOnlyKey = 'Votre clé fonctionne jusqu’à ce que vous quittiez.';
const nothingChanged = 'Rien n’a été modifié.';

/** What went wrong: what happened, what Stemroom did, what the user can do. */
export const failures: Words['failures'] = {
  kinds: {
    malformedTaskId: {
      happened: 'Aucun ID de tâche dans ce texte.',
      did: 'Rien n’a été demandé au service.',
      canDo:
        'Collez l’ID de la tâche de séparation : 8 à 64 lettres, chiffres, - ou _, ou un texte qui contient taskId=.',
    },
    noKey: {
      happened: 'Pas encore de clé kie.ai.',
      did: 'La tâche est gardée dans la bibliothèque.',
      canDo: 'Enregistrez votre clé kie.ai dans les réglages, puis réessayez.',
    },
    keyRefused: {
      happened: 'Le service a refusé la clé API.',
      did: 'La récupération s’est arrêtée. La tâche est gardée dans la bibliothèque.',
      canDo: 'Vérifiez la clé dans les réglages, ou créez-en une nouvelle sur kie.ai.',
    },
    outOfCredits: {
      happened: 'Selon le service, le compte n’a plus de crédits.',
      did: 'La récupération s’est arrêtée. Ce qui est enregistré reste jouable.',
      canDo: 'Ajoutez des crédits sur kie.ai, puis réessayez.',
    },
    taskNotFound: {
      happened: 'Le service ne connaît pas cette tâche.',
      did: 'Rien n’a été récupéré.',
      canDo:
        'Utilisez l’ID de la tâche de séparation, pas celui du morceau. Les données sont effacées au bout d’environ deux mois.',
    },
    taskRejected: {
      happened: 'Le service n’accepte pas cet ID de tâche.',
      did: 'Rien n’a été récupéré.',
      canDo: 'Vérifiez qu’il s’agit bien de l’ID d’une tâche de séparation.',
    },
    sourceUnreachable: {
      happened: 'kie.ai n’a pas pu charger le morceau.',
      did: 'Rien n’a été récupéré.',
      canDo: 'Vérifiez que le morceau est toujours là où l’indique la tâche, puis séparez-le à nouveau.',
    },
    maintenance: {
      happened: 'Le service est en maintenance.',
      did: 'Plusieurs demandes sont restées sans effet. La tâche est gardée dans la bibliothèque.',
      canDo: 'Réessayez un peu plus tard.',
    },
    rateLimited: {
      happened: 'Trop de requêtes vers kie.ai.',
      did: 'Stemroom a attendu le temps demandé, puis s’est arrêté.',
      canDo: 'Réessayez dans quelques minutes.',
    },
    serviceError: {
      happened: 'kie.ai a rencontré un problème.',
      did: 'Plusieurs demandes sont restées sans effet. La tâche est gardée dans la bibliothèque.',
      canDo: 'Réessayez un peu plus tard.',
    },
    separationFailed: {
      happened: 'Le service n’a pas pu séparer ce morceau.',
      did: 'Il n’y a pas de stems à récupérer.',
      canDo: 'Lancez une nouvelle séparation sur kie.ai ; le service dit pourquoi celle-ci a échoué.',
    },
    badAnswer: {
      happened: 'kie.ai a envoyé une réponse que Stemroom ne comprend pas.',
      did: 'Rien n’a été récupéré. La tâche est gardée dans la bibliothèque.',
      canDo:
        'Réessayez. Si cela se reproduit, le service a peut-être changé : cherchez une version plus récente de Stemroom.',
    },
    noStemsInAnswer: {
      happened: 'kie.ai a terminé, mais n’a renvoyé aucun stem.',
      did: 'Plusieurs demandes sont restées sans effet. La tâche est gardée dans la bibliothèque.',
      canDo: 'Vérifiez à nouveau plus tard, ou regardez la tâche sur kie.ai.',
    },
    wrongRecord: {
      happened: 'Le service a envoyé les données d’une autre tâche.',
      did: 'Rien n’a été récupéré. La tâche est gardée dans la bibliothèque.',
      canDo: 'Réessayez. Si cela se reproduit, dites à l’assistance de kie.ai quelle tâche vous avez demandée.',
    },
    tooFewCredits: {
      happened: 'Le compte n’a pas assez de crédits pour cela.',
      did: nothingBought,
      canDo: 'Ajoutez des crédits sur kie.ai, puis réessayez.',
    },
    separationRefused: {
      happened: 'Le service n’a pas accepté ce morceau.',
      did: nothingBought,
      canDo: 'Vérifiez le morceau et le choix des stems, puis réessayez.',
    },
    uploadRefused: {
      happened: 'Le service n’a pas accepté le fichier.',
      did: nothingBought,
      canDo: 'Réessayez un peu plus tard.',
    },
    purchaseUncertain: {
      happened: 'Aucune réponse claire n’est arrivée : l’achat a peut-être été débité.',
      did: 'Il figure dans vos achats, et Stemroom ne le refait pas de lui-même.',
      canDo:
        'Regardez vos tâches sur kie.ai. Dans Réglages, sous Achats, saisissez l’ID de tâche ou indiquez que rien n’a été acheté.',
    },
    alreadyBought: {
      happened: 'Ce morceau a déjà été séparé de cette façon.',
      did: nothingBought,
      canDo: 'Ouvrez le morceau que vous avez, ou confirmez que vous voulez payer une fois de plus.',
    },
    purchaseUnderWay: {
      happened: 'Un autre achat est en cours.',
      did: nothingBought,
      canDo: 'Attendez qu’il soit terminé, puis réessayez.',
    },
    sourceUnreadable: {
      happened: 'Le fichier n’est plus là, ou n’est plus celui que vous aviez choisi.',
      did: nothingBought,
      canDo: 'Choisissez le fichier à nouveau.',
    },
    songTooLong: {
      happened: 'Le morceau est plus long que ce que le service accepte.',
      did: nothingBought,
      canDo: 'Coupez-le en parties de 20 minutes au plus et séparez chacune d’elles.',
    },
    songTooLarge: {
      happened: 'Le fichier dépasse les 20 Mo que le service accepte.',
      did: nothingBought,
      canDo: 'Enregistrez le morceau en MP3 et choisissez ce fichier.',
    },
    linkUnusable: {
      happened: 'Le service ne peut pas récupérer de morceau à partir de ce lien.',
      did: nothingBought,
      canDo: 'Utilisez un lien qui commence par https et mène à un fichier audio sur Internet.',
    },
    ledgerUnreadable: {
      happened: 'La liste de vos achats ne peut être ni lue ni écrite.',
      did: 'Rien n’a été acheté : sans la liste, Stemroom pourrait payer deux fois.',
      canDo: 'Vérifiez le disque et les droits de purchases.json dans le dossier de Stemroom, puis relancez Stemroom.',
    },
    generationPending: {
      happened: 'Le service n’a pas encore terminé ce morceau.',
      did: nothingChanged,
      canDo: 'Réessayez dans une minute.',
    },
    noNotes: {
      happened: 'Le service n’a trouvé aucune note dans ces stems.',
      did: 'Aucun fichier n’a été écrit.',
      canDo: 'Les stems eux-mêmes restent tels quels.',
    },
    offline: {
      happened: 'Pas de réseau.',
      did: 'Les morceaux enregistrés restent jouables.',
      canDo: 'Vérifiez la connexion, puis réessayez.',
    },
    timedOut: {
      happened: 'Pas de réponse à temps.',
      did: 'Plusieurs essais ont eu lieu. Ce qui est enregistré est conservé.',
      canDo: 'Vérifiez la connexion, puis réessayez.',
    },
    insecure: {
      happened: 'La connexion n’est pas sécurisée (certificat non valable).',
      did: 'Tout s’est arrêté avant que quoi que ce soit ne soit envoyé ou enregistré.',
      canDo: 'Vérifiez la date de cet ordinateur et le réseau utilisé, puis réessayez.',
    },
    hostNotAllowed: {
      happened: 'Un stem se trouve sur un serveur que vous n’avez pas autorisé.',
      did: 'Rien n’y a été récupéré.',
      canDo: 'Réessayez et autorisez le serveur, si vous lui faites confiance.',
    },
    linkForbidden: {
      happened: 'Le service a donné un lien que Stemroom ne suit jamais.',
      did: 'Rien n’y a été récupéré. Ce qui est enregistré reste jouable.',
      canDo:
        'Réessayez : le service donnera peut-être un autre lien. Si cela se reproduit, communiquez ce lien à son assistance.',
    },
    linkExpired: {
      happened: 'kie.ai a effacé ces fichiers au bout de 14 jours.',
      did: savedStillPlays,
      canDo: 'Séparez le morceau à nouveau pour obtenir le reste.',
    },
    linkRefused: {
      happened: 'kie.ai ne propose plus ce fichier.',
      did: 'De nouveaux liens ont échoué aussi. Ce qui est enregistré reste jouable.',
      canDo: 'Réessayez plus tard, ou séparez le morceau à nouveau.',
    },
    truncated: {
      happened: 'Le téléchargement a été interrompu.',
      did: 'Plusieurs essais ont eu lieu. Le fichier incomplet a été supprimé.',
      canDo: 'Vérifiez la connexion, puis réessayez.',
    },
    tooLarge: {
      happened: 'Le fichier est plus gros qu’un stem ne peut l’être (256 Mio, 2 Gio pour un morceau).',
      did: 'Le téléchargement a été arrêté et supprimé.',
      canDo: 'Vérifiez où mène le lien.',
    },
    notAudio: {
      happened: 'Le téléchargement n’est pas un fichier audio que Stemroom sait lire.',
      did: 'Il n’a pas été enregistré.',
      canDo: 'Si votre réseau a une page de connexion, identifiez-vous et réessayez.',
    },
    cancelled: {
      happened: 'Vous avez annulé.',
      did: 'Les stems déjà téléchargés sont conservés.',
      canDo: 'Téléchargez le reste quand vous voulez.',
    },
    malformedKey: {
      happened: 'Cela ne peut pas être une clé API.',
      did: 'Elle n’a pas été enregistrée.',
      canDo: 'Copiez la clé en entier : 8 à 512 caractères sans espaces.',
    },
    keychainNoBus: {
      happened: 'Le trousseau du système est inaccessible : il n’y a pas de bus de session (D-Bus).',
      did: sessionOnlyKey,
      canDo: 'Lancez Stemroom depuis une session de bureau pour que la clé soit conservée.',
    },
    keychainNoService: {
      happened: 'Aucun service de trousseau n’est en marche.',
      did: sessionOnlyKey,
      canDo: 'Installez et lancez GNOME Keyring, KWallet ou KeePassXC pour que la clé soit conservée.',
    },
    keychainNoCollection: {
      happened: 'Le trousseau n’a pas encore d’endroit où garder les mots de passe.',
      did: sessionOnlyKey,
      canDo: 'Créez un trousseau de session (par exemple avec Mots de passe et clés) pour que la clé soit conservée.',
    },
    keychainLocked: {
      happened: 'Le trousseau du système est verrouillé.',
      did: sessionOnlyKey,
      canDo: 'Déverrouillez le trousseau, puis enregistrez la clé à nouveau.',
    },
    keychainDismissed: {
      happened: 'La demande du trousseau a été fermée.',
      did: 'La clé n’a pas été conservée.',
      canDo: 'Enregistrez la clé à nouveau et déverrouillez le trousseau quand il le demande.',
    },
    keychainTimedOut: {
      happened: 'Le trousseau du système n’a pas répondu à temps.',
      did: sessionOnlyKey,
      canDo: 'Cherchez une demande du trousseau derrière d’autres fenêtres, puis enregistrez la clé à nouveau.',
    },
    keychainLibraryMissing: {
      happened: 'libsecret manque, le trousseau est donc inutilisable.',
      did: sessionOnlyKey,
      canDo: 'Installez libsecret-1-0 et relancez Stemroom pour que la clé soit conservée.',
    },
    keychainDenied: {
      happened: 'Le système ne laisse pas Stemroom utiliser le trousseau.',
      did: sessionOnlyKey,
      canDo: 'Autorisez Stemroom dans les réglages de votre trousseau, puis enregistrez la clé à nouveau.',
    },
    keychainUnknown: {
      happened: 'Le trousseau du système a rencontré une erreur.',
      did: sessionOnlyKey,
      canDo:
        'Enregistrez la clé à nouveau. Si cela se reproduit, consultez le journal (Aide, Ouvrir le dossier du journal).',
    },
    diskFull: {
      happened: 'Le disque est plein.',
      did: 'Tout s’est arrêté. Ce qui était déjà enregistré est conservé.',
      canDo: 'Libérez de la place, puis réessayez.',
    },
    folderUnavailable: {
      happened: 'Le dossier est inaccessible, ou l’écriture y est impossible.',
      did: nothingChanged,
      canDo: 'Vérifiez que le disque est connecté et que vous avez le droit d’y écrire, puis réessayez.',
    },
    fileLocked: {
      happened: 'Le fichier est ouvert dans un autre programme.',
      did: 'L’ancien fichier est intact.',
      canDo: 'Fermez l’autre programme ou choisissez un autre nom.',
    },
    fileThere: {
      happened: 'Un fichier de ce nom existe déjà.',
      did: 'Il a été laissé tel quel.',
      canDo: 'Choisissez un autre nom, ou autorisez son remplacement.',
    },
    diskError: {
      happened: 'Le disque a signalé une erreur.',
      did: 'Les fichiers qui n’étaient pas entièrement écrits ont été supprimés.',
      canDo: 'Vérifiez le disque, puis réessayez.',
    },
    damaged: {
      happened: 'Un fichier enregistré a changé sur le disque.',
      did: 'Il a été mis de côté. Les autres stems restent jouables.',
      canDo: 'Récupérez-le à nouveau, si le service l’a encore.',
    },
    fileMissing: {
      happened: 'Le fichier de ce stem manque.',
      did: 'Sa place est gardée, et les autres stems restent jouables.',
      canDo:
        'Remettez le fichier à sa place, ou connectez son disque. Stemroom le cherche quand vous ouvrez le morceau.',
    },
    notFetched: {
      happened: 'Le stem n’a pas encore été récupéré.',
      did: 'Les autres restent jouables.',
      canDo: 'Récupérez le reste du morceau, si le service l’a encore.',
    },
    newerVersion: {
      happened: 'Une version plus récente de Stemroom a enregistré ce morceau.',
      did: 'Il est ouvert en lecture seule.',
      canDo: 'Mettez Stemroom à jour pour le modifier.',
    },
    settingsUnreadable: {
      happened: 'Vos réglages ne peuvent pas être lus.',
      did: 'Le fichier a été laissé tel quel. Ce que vous changez maintenant vaut jusqu’à la fermeture de Stemroom.',
      canDo: 'Vérifiez le disque et les droits de settings.json dans le dossier de Stemroom, puis relancez Stemroom.',
    },
    libraryInUse: {
      happened: 'Un autre Stemroom a ouvert cette bibliothèque, ou l’écriture est impossible sur son disque.',
      did: 'Les morceaux sont jouables ici ; rien n’est modifié.',
      canDo: 'Fermez l’autre Stemroom : celui-ci prend le relais dans les 20 secondes.',
    },
    libraryFull: {
      happened: 'La bibliothèque a atteint la taille que vous avez fixée.',
      did: 'Rien n’a pu être supprimé automatiquement.',
      canDo: 'Relevez la limite dans les réglages, ou choisissez des morceaux à supprimer.',
    },
    libraryMoving: {
      happened: 'La bibliothèque est en cours de déplacement.',
      did: nothingChanged,
      canDo: 'Attendez la fin du déplacement ou annulez-le, puis réessayez.',
    },
    libraryBusy: {
      happened: 'Une importation ou un export est en cours.',
      did: nothingChanged,
      canDo: 'Attendez la fin de l’opération ou annulez-la, puis réessayez.',
    },
    libraryThere: {
      happened: 'Ce dossier ne peut pas accueillir la bibliothèque.',
      did: nothingChanged,
      canDo: 'Choisissez un dossier vide en dehors de la bibliothèque actuelle.',
    },
    noLibraryThere: {
      happened: 'Il n’y a pas de bibliothèque dans ce dossier.',
      did: nothingChanged,
      canDo: 'Choisissez le dossier qui contient les morceaux, ou un dossier vide pour une nouvelle bibliothèque.',
    },
    notFound: {
      happened: 'Ce morceau n’est plus dans la bibliothèque.',
      did: nothingChanged,
      canDo: 'Cherchez-le dans la corbeille.',
    },
    nothingToImport: {
      happened: 'Aucun fichier audio trouvé.',
      did: nothingChanged,
      canDo:
        'Choisissez un dossier ou des fichiers de stems : MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A, AAC, CAF, W64 ou WebM.',
    },
    unsupportedFile: {
      happened: 'Ce n’est pas un fichier audio que Stemroom sait lire.',
      did: nothingChanged,
      canDo: 'Utilisez MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A, AAC, CAF, W64 ou WebM.',
    },
    tooManyStems: {
      happened: 'C’est plus de fichiers audio qu’un morceau ne peut en contenir (64 stems).',
      did: nothingChanged,
      canDo: 'Choisissez un dossier qui ne contient que les stems d’un seul morceau.',
    },
    undecodable: {
      happened: 'Ce stem ne peut pas être décodé.',
      did: 'Les autres stems restent jouables.',
      canDo: 'Récupérez-le ou importez-le à nouveau ; le fichier lui-même est conservé.',
    },
    unsupportedCodec: {
      happened: 'Ce stem est d’un type que Stemroom ne sait pas lire.',
      did: 'Les autres stems restent jouables. Le fichier lui-même est conservé.',
      canDo: 'Convertissez-le en WAV ou en FLAC, puis importez le résultat.',
    },
    noMidi: {
      happened: 'Il n’y a pas de MIDI sur cet ordinateur.',
      did: 'Les touches agissent comme avant, de même que les pédales et les tourne-pages qui se comportent en claviers.',
      canDo: 'Vérifiez que le système dispose du MIDI, puis réessayez.',
    },
    noAudioDevice: {
      happened: 'Impossible d’utiliser le périphérique audio.',
      did: 'La lecture s’est arrêtée.',
      canDo: 'Vérifiez les réglages audio du système, puis lancez la lecture.',
    },
    allSilent: {
      happened: 'Tous les stems sont coupés ou baissés à zéro : le fichier serait silencieux.',
      did: 'Aucun fichier n’a été écrit.',
      canDo: 'Rétablissez un stem, puis exportez à nouveau.',
    },
    stemsUnreadable: {
      happened: 'Certains stems de cet export ne peuvent pas être lus.',
      did: 'Aucun fichier n’a été écrit.',
      canDo: 'Coupez ces stems ou remplacez-les par de bons fichiers, puis exportez à nouveau.',
    },
    noLyrics: {
      happened: 'Le fichier ne contient pas de paroles que Stemroom sait lire.',
      did: 'Les paroles du morceau n’ont pas changé.',
      canDo: 'Choisissez un fichier LRC, ASS, UltraStar, SRT, VTT ou de texte brut.',
    },
    noChords: {
      happened: 'Le fichier ne contient pas d’accords que Stemroom sait lire.',
      did: 'Les accords du morceau n’ont pas changé.',
      canDo: 'Choisissez un fichier ChordPro (.cho, .chordpro) : les accords y sont entre crochets.',
    },
    tooManyChords: {
      happened: 'Le fichier contient plus d’accords qu’un morceau ne peut en avoir, soit 5 000.',
      did: 'Les accords du morceau n’ont pas changé.',
      canDo: 'Divisez le fichier, et importez la partie qui correspond à ce morceau.',
    },
    tooManyLines: {
      happened: 'Le fichier contient plus de lignes qu’un morceau ne peut en avoir, soit 2 000.',
      did: 'Les paroles du morceau n’ont pas changé.',
      canDo: 'Divisez le fichier, et importez la partie qui correspond à ce morceau.',
    },
    lyricsUntimed: {
      happened: 'Certaines lignes ne sont pas encore calées, or ce type de fichier exige un temps pour chaque ligne.',
      did: 'Aucun fichier n’a été écrit.',
      canDo: 'Enregistrez les paroles en texte brut, ou importez-les d’un fichier qui contient les temps.',
    },
    noSetlist: {
      happened: 'Le fichier ne contient pas de morceaux que Stemroom sait lire.',
      did: 'Vos setlists n’ont pas changé.',
      canDo: 'Choisissez un fichier texte avec un titre par ligne.',
    },
    setlistsUnreadable: {
      happened: 'Vos setlists ne peuvent pas être lues.',
      did: 'Le fichier a été laissé tel quel. Ce que vous changez maintenant vaut jusqu’à la fermeture de Stemroom.',
      canDo: 'Vérifiez le disque et les droits de setlists.json dans le dossier de Stemroom, puis relancez Stemroom.',
    },
    badRequest: {
      happened: 'Un problème interne est survenu dans Stemroom.',
      did: nothingChanged,
      canDo: 'Relancez Stemroom.',
    },
    tooManyRequests: {
      happened: 'Trop d’actions à la fois.',
      did: 'La dernière demande a été ignorée.',
      canDo: 'Réessayez dans une seconde.',
    },
    internal: {
      happened: 'Un problème est survenu dans Stemroom.',
      did: 'Il a été noté dans le journal. Ce qui est enregistré est conservé.',
      canDo: 'Réessayez. Si cela se reproduit, enregistrez le diagnostic (Aide) et signalez-le-nous.',
    },
  },
  /** Sentences beside a failure that say more. */
  details: {
    soundFiles: (count) =>
      plural(count, { one: '# fichier audio', many: '# de fichiers audio', other: '# fichiers audio' }),
    /** The first of several reasons stand before it. */
    andMore: (count) => plural(count, { one: 'Et # autre.', many: 'Et # d’autres.', other: 'Et # autres.' }),
    notSound: (file) => `${file} : ce n’est pas un fichier audio.`,
    fileEmpty: (file) => `${file} : le fichier est vide.`,
    fileSilent: (file) => `${file} : il ne contient aucun son.`,
    /** A file, and the sentence that says why it cannot be used. */
    fileBecause: (file, why) => `${file} : ${why}`,
    fileOfLength: (file, minutes) => `${file}, ${minutes}`,
    mebibytes: (count) => `${plainText(count)} Mio`,
    gibibytes: (count) => `${plainText(count, 2)} Gio`,
    /** Sizes such as "12 MiB". */
    quotaNeeds: (needed, used, limitGiB) =>
      `${needed} nécessaires, ${used} sur ${ungroupedText(limitGiB)} Gio utilisés`,
    diskNeeds: (needed, free, leftToOthers) =>
      `${needed} nécessaires, ${free} libres, dont ${leftToOthers} laissés aux autres`,
    libraryIsThere: 'La bibliothèque est déjà dans ce dossier.',
    otherLibraryThere: 'Une autre bibliothèque est dans ce dossier.',
    ownFolderTaken: 'Il contient un dossier Stemroom avec d’autres fichiers.',
    libraryShouldBeIn: (folder) => `La bibliothèque devrait être dans ${folder}.`,
    newerSettings: 'Une version plus récente de Stemroom les a écrits.',
    keyStillThere: 'La clé est toujours là.',
    otherKeyBack: 'Il a rendu une autre clé.',
    keychainEnded: 'Le processus du trousseau s’est terminé.',
    /** Bought, but the song could not be added; `why` may be empty. */
    boughtAs: (taskId, why) => `L’achat a eu lieu ; son ID de tâche est ${taskId}. ${why}`.trim(),
    confirmedBefore: 'Cela a déjà été confirmé.',
    creditsLess: (credits) =>
      plural(credits, {
        one: 'Le compte a # crédit de moins qu’avant.',
        many: 'Le compte a # de crédits de moins qu’avant.',
        other: 'Le compte a # crédits de moins qu’avant.',
      }),
    creditsSame: 'Le compte a autant de crédits qu’avant.',
    endedBeforeAnswer: 'Stemroom s’est terminé avant l’arrivée de la réponse.',
    otherKindOfTask: (model) => `Selon le service, c’est une tâche de ${model}.`,
    callbackFailed: 'Le service n’a pas pu transmettre son callback.',
    answerNoObject: 'La réponse n’est pas un objet JSON.',
    answerWithoutData: 'La réponse ne contient ni code ni données.',
    answerPacked: 'La réponse est compressée d’une façon qui ne peut pas être lue.',
    answerTooLong: 'La réponse est beaucoup trop longue.',
    sentElsewhere: 'Le service a renvoyé ailleurs.',
    demoSong: 'le morceau de démo',
    stemsOffered: (offered, mostStems, leftOut) =>
      plural(leftOut, {
        one: `Le service propose ${plainText(offered)} stems ; un morceau en contient ${plainText(mostStems)} au plus, un a donc été écarté. Il est indiqué sous « Stems écartés » dans le menu du morceau.`,
        many: `Le service propose ${plainText(offered)} stems ; un morceau en contient ${plainText(mostStems)} au plus, # ont donc été écartés. Ils sont indiqués sous « Stems écartés » dans le menu du morceau.`,
        other: `Le service propose ${plainText(offered)} stems ; un morceau en contient ${plainText(mostStems)} au plus, # ont donc été écartés. Ils sont indiqués sous « Stems écartés » dans le menu du morceau.`,
      }),
    apiBase:
      'STEMROOM_API_BASE ne peut désigner qu’un serveur sur cet ordinateur, comme http://127.0.0.1:8080, sans chemin.',
    privateServer: (host) => `${host}, un serveur dans un réseau privé`,
    redirectToNowhere: (host) => `${host} : une redirection vers nulle part`,
    tooManyRedirects: (most) =>
      plural(most, {
        one: 'plus de # redirection',
        many: 'plus de # de redirections',
        other: 'plus de # redirections',
      }),
    noUrl: 'un lien qui n’est pas une URL',
    linkWithUserName: 'un lien contenant un nom d’utilisateur',
    linkNotHttps: (protocol) => `un lien qui n’est pas en https (${protocol})`,
    unusualPort: (host) => `${host}, un port inhabituel`,
    addressAsName: (host) => `${host}, une adresse au lieu d’un nom`,
    localName: (host) => `${host}, un nom local`,
    withoutTheRest: (host) => `${host} n’envoie pas le reste du fichier`,
    packedFile: (host) => `${host} a compressé le fichier d’une façon qui ne peut pas être défaite`,
    packedFileAs: (host, packing) =>
      `${host} a compressé le fichier (${packing}) d’une façon qui ne peut pas être défaite`,
    emptyFile: (host) => `${host} a envoyé un fichier vide`,
    webPage: (host) => `${host} a envoyé une page web au lieu d’un son`,
    webPageAs: (host, type) => `${host} a envoyé une page web (${type}) au lieu d’un son`,
    json: (host) => `${host} a envoyé un message JSON au lieu d’un son`,
    jsonAs: (host, type) => `${host} a envoyé un message JSON (${type}) au lieu d’un son`,
    xml: (host) => `${host} a envoyé un message XML au lieu d’un son`,
    xmlAs: (host, type) => `${host} a envoyé un message XML (${type}) au lieu d’un son`,
    /** Stands for a server whose name is not known. */
    theLink: 'le lien',
  },
  /** What happened, with a name, a number or the words of a server in brackets. */
  withDetail: (happened, detail) => `${happened} (${detail})`,
};
