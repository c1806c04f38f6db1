import { plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

const savedStillPlays = 'Lo guardado sigue sonando.';
const nothingBought = 'No se ha comprado nada.';
const sessionOnlyKey = 'Tu clave vale hasta que cierres Stemroom.';
const nothingChanged = 'No se ha cambiado nada.';
const taskKept = 'La tarea sigue en la biblioteca.';
const nothingFetched = 'No se ha descargado nada.';
const othersPlay = 'Los demás stems suenan.';
const noFile = 'No se ha escrito ningún archivo.';
const tryLater = 'Vuelve a intentarlo dentro de un rato.';
const checkConnection = 'Comprueba la conexión y vuelve a intentarlo.';
const readableKinds = 'MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A, AAC, CAF, W64 o WebM';

/** What went wrong: what happened, what Stemroom did, what the user can do. */
export const failures: Words['failures'] = {
  kinds: {
    malformedTaskId: {
      happened: 'En este texto no hay ningún id de tarea.',
      did: 'No se ha preguntado nada al servicio.',
      canDo: 'Pega el id de la separación: de 8 a 64 letras, cifras, - o _, o un texto que contenga taskId=.',
    },
    noKey: {
      happened: 'Aún no hay clave de kie.ai.',
      did: taskKept,
      canDo: 'Guarda tu clave de kie.ai en Ajustes y vuelve a intentarlo.',
    },
    keyRefused: {
      happened: 'El servicio ha rechazado la clave de API.',
      did: `La descarga se ha detenido. ${taskKept}`,
      canDo: 'Comprueba la clave en Ajustes o crea una nueva en kie.ai.',
    },
    outOfCredits: {
      happened: 'El servicio dice que a la cuenta no le quedan créditos.',
      did: `La descarga se ha detenido. ${savedStillPlays}`,
      canDo: 'Añade créditos en kie.ai y vuelve a intentarlo.',
    },
    taskNotFound: {
      happened: 'El servicio no conoce esta tarea.',
      did: nothingFetched,
      canDo: 'Usa el id de la separación, no el de la canción. Los registros se borran a los dos meses.',
    },
    taskRejected: {
      happened: 'El servicio no acepta este id de tarea.',
      did: nothingFetched,
      canDo: 'Comprueba que sea el id de una separación.',
    },
    sourceUnreachable: {
      happened: 'kie.ai no ha podido cargar la canción.',
      did: nothingFetched,
      canDo: 'Comprueba que la canción siga donde dice la tarea y sepárala otra vez.',
    },
    maintenance: {
      happened: 'El servicio está en mantenimiento.',
      did: `Se ha preguntado varias veces. ${taskKept}`,
      canDo: tryLater,
    },
    rateLimited: {
      happened: 'Demasiadas peticiones a kie.ai.',
      did: 'Se ha esperado lo que pedía y después se ha parado.',
      canDo: 'Vuelve a intentarlo en unos minutos.',
    },
    serviceError: {
      happened: 'kie.ai ha tenido un problema.',
      did: `Se ha preguntado varias veces. ${taskKept}`,
      canDo: tryLater,
    },
    separationFailed: {
      happened: 'El servicio no ha podido separar esta canción.',
      did: 'No hay stems que descargar.',
      canDo: 'Empieza otra separación en kie.ai; el servicio dice por qué falló.',
    },
    badAnswer: {
      happened: 'kie.ai ha enviado algo que Stemroom no entiende.',
      did: `${nothingFetched} ${taskKept}`,
      canDo: 'Vuelve a intentarlo. Si se repite, quizá el servicio haya cambiado; busca un Stemroom más nuevo.',
    },
    noStemsInAnswer: {
      happened: 'kie.ai ha terminado, pero no ha dado ningún stem.',
      did: `Se ha preguntado varias veces. ${taskKept}`,
      canDo: 'Compruébalo más tarde o mira la tarea en kie.ai.',
    },
    wrongRecord: {
      happened: 'El servicio ha enviado el registro de otra tarea.',
      did: `${nothingFetched} ${taskKept}`,
      canDo: 'Vuelve a intentarlo. Si se repite, di al soporte de kie.ai qué tarea pediste.',
    },
    tooFewCredits: {
      happened: 'La cuenta no tiene créditos suficientes.',
      did: nothingBought,
      canDo: 'Añade créditos en kie.ai y vuelve a intentarlo.',
    },
    separationRefused: {
      happened: 'El servicio no ha aceptado esta canción.',
      did: nothingBought,
      canDo: 'Comprueba la canción y los stems elegidos y vuelve a intentarlo.',
    },
    uploadRefused: {
      happened: 'El servicio no ha aceptado el archivo.',
      did: nothingBought,
      canDo: tryLater,
    },
    purchaseUncertain: {
      happened: 'No ha llegado una respuesta clara; puede que se haya pagado.',
      did: 'Está en tus compras, y Stemroom no lo compra otra vez por su cuenta.',
      canDo: 'Mira tus tareas en kie.ai. En Ajustes, en Compras, escribe el id de la tarea o di que no se compró nada.',
    },
    alreadyBought: {
      happened: 'Esta canción ya se separó así.',
      did: nothingBought,
      canDo: 'Abre la canción que tienes o confirma que quieres pagar otra vez.',
    },
    purchaseUnderWay: {
      happened: 'Hay otra compra en curso.',
      did: nothingBought,
      canDo: 'Espera a que termine y vuelve a intentarlo.',
    },
    sourceUnreadable: {
      happened: 'El archivo ya no está o no es el que elegiste.',
      did: nothingBought,
      canDo: 'Elige el archivo otra vez.',
    },
    songTooLong: {
      happened: 'La canción es más larga de lo que admite el servicio.',
      did: nothingBought,
      canDo: 'Córtala en partes de 20 minutos como mucho y separa cada una.',
    },
    songTooLarge: {
      happened: 'El archivo ocupa más de los 20 MB que admite el servicio.',
      did: nothingBought,
      canDo: 'Guarda la canción como MP3 y elige ese archivo.',
    },
    linkUnusable: {
      happened: 'El servicio no puede descargar una canción de este enlace.',
      did: nothingBought,
      canDo: 'Usa un enlace que empiece por https y lleve a un archivo de audio en internet.',
    },
    ledgerUnreadable: {
      happened: 'La lista de tus compras no se puede leer o escribir.',
      did: 'No se ha comprado nada: sin la lista, Stemroom podría pagar dos veces.',
      canDo: 'Comprueba el disco y los permisos de purchases.json en la carpeta de Stemroom y reinicia Stemroom.',
    },
    generationPending: {
      happened: 'El servicio aún no ha terminado esta canción.',
      did: nothingChanged,
      canDo: 'Vuelve a intentarlo en un minuto.',
    },
    noNotes: {
      happened: 'El servicio no ha encontrado notas en estos stems.',
      did: noFile,
      canDo: 'Los stems siguen como estaban.',
    },
    offline: { happened: 'Sin conexión.', did: 'Las canciones guardadas siguen sonando.', canDo: checkConnection },
    timedOut: {
      happened: 'No hubo respuesta a tiempo.',
      did: 'Se ha intentado varias veces. Lo guardado se conserva.',
      canDo: checkConnection,
    },
    insecure: {
      happened: 'La conexión no es segura (certificado malo).',
      did: 'Se ha parado antes de enviar o guardar nada.',
      canDo: 'Comprueba la fecha de este ordenador y la red en la que estás y vuelve a intentarlo.',
    },
    hostNotAllowed: {
      happened: 'Un stem está en un servidor que no has permitido.',
      did: 'De allí no se ha descargado nada.',
      canDo: 'Vuelve a intentarlo y permite el servidor si te fías de él.',
    },
    linkForbidden: {
      happened: 'El servicio ha dado un enlace que Stemroom nunca sigue.',
      did: `De allí no se ha descargado nada. ${savedStillPlays}`,
      canDo: 'Vuelve a intentarlo: quizá dé otro enlace. Si se repite, di a su soporte cuál es.',
    },
    linkExpired: {
      happened: 'kie.ai borró estos archivos a los 14 días.',
      did: savedStillPlays,
      canDo: 'Separa la canción otra vez para tener el resto.',
    },
    linkRefused: {
      happened: 'kie.ai ya no ofrece este archivo.',
      did: `Los enlaces nuevos tampoco sirvieron. ${savedStillPlays}`,
      canDo: 'Vuelve a intentarlo más tarde o separa la canción otra vez.',
    },
    truncated: {
      happened: 'La descarga se ha cortado.',
      did: 'Se ha intentado varias veces. El archivo a medias se ha descartado.',
      canDo: checkConnection,
    },
    tooLarge: {
      happened: 'El archivo es mayor de lo que puede ser un stem (256 MiB, 2 GiB para una canción).',
      did: 'La descarga se ha detenido y descartado.',
      canDo: 'Comprueba adónde lleva el enlace.',
    },
    notAudio: {
      happened: 'La descarga no es un archivo de audio que Stemroom pueda reproducir.',
      did: 'No se ha guardado.',
      canDo: 'Si tu red pide iniciar sesión, hazlo y vuelve a intentarlo.',
    },
    cancelled: {
      happened: 'Has cancelado.',
      did: 'Los stems ya descargados se conservan.',
      canDo: 'Descarga el resto cuando quieras.',
    },
    malformedKey: {
      happened: 'Esto no puede ser una clave de API.',
      did: 'No se ha guardado.',
      canDo: 'Copia la clave entera: de 8 a 512 caracteres sin espacios.',
    },
    keychainNoBus: {
      happened: 'No se llega al llavero: no hay bus de sesión (D-Bus).',
      did: sessionOnlyKey,
      canDo: 'Inicia Stemroom desde una sesión de escritorio para que la clave se conserve.',
    },
    keychainNoService: {
      happened: 'No hay ningún llavero en marcha.',
      did: sessionOnlyKey,
      canDo: 'Instala e inicia GNOME Keyring, KWallet o KeePassXC para que la clave se conserve.',
    },
    keychainNoCollection: {
      happened: 'El llavero aún no tiene dónde guardar contraseñas.',
      did: sessionOnlyKey,
      canDo: 'Crea un depósito de inicio de sesión (por ejemplo con Contraseñas y claves) para conservarla.',
    },
    keychainLocked: {
      happened: 'El llavero del sistema está bloqueado.',
      did: sessionOnlyKey,
      canDo: 'Desbloquea el llavero y guarda la clave otra vez.',
    },
    keychainDismissed: {
      happened: 'Se ha cerrado la pregunta del llavero.',
      did: 'La clave no se ha conservado.',
      canDo: 'Guarda la clave otra vez y desbloquea el llavero cuando lo pida.',
    },
    keychainTimedOut: {
      happened: 'El llavero del sistema no ha respondido a tiempo.',
      did: sessionOnlyKey,
      canDo: 'Busca su pregunta detrás de otras ventanas y guarda la clave otra vez.',
    },
    keychainLibraryMissing: {
      happened: 'Falta libsecret, así que no se puede usar el llavero.',
      did: sessionOnlyKey,
      canDo: 'Instala libsecret-1-0 y reinicia Stemroom para que la clave se conserve.',
    },
    keychainDenied: {
      happened: 'El sistema no deja que Stemroom use el llavero.',
      did: sessionOnlyKey,
      canDo: 'Permite Stemroom en los ajustes del llavero y guarda la clave otra vez.',
    },
    keychainUnknown: {
      happened: 'El llavero del sistema ha tenido un error.',
      did: sessionOnlyKey,
      canDo: 'Guarda la clave otra vez. Si se repite, mira el registro (Ayuda, Abrir carpeta del registro).',
    },
    diskFull: {
      happened: 'El disco está lleno.',
      did: 'Se ha parado. Todo lo guardado antes se conserva.',
      canDo: 'Libera espacio y vuelve a intentarlo.',
    },
    folderUnavailable: {
      happened: 'No se llega a la carpeta o no se puede escribir en ella.',
      did: nothingChanged,
      canDo: 'Comprueba que el disco esté conectado y que puedas escribir allí, y vuelve a intentarlo.',
    },
    fileLocked: {
      happened: 'El archivo está abierto en otro programa.',
      did: 'El archivo antiguo sigue intacto.',
      canDo: 'Cierra el otro programa o elige otro nombre.',
    },
    fileThere: {
      happened: 'Ya hay un archivo con este nombre.',
      did: 'Se ha dejado como estaba.',
      canDo: 'Elige otro nombre o permite sustituirlo.',
    },
    diskError: {
      happened: 'El disco ha dado un error.',
      did: 'Los archivos a medio escribir se han descartado.',
      canDo: 'Comprueba el disco y vuelve a intentarlo.',
    },
    damaged: {
      happened: 'Un archivo guardado ha cambiado en el disco.',
      did: `Se ha apartado. ${othersPlay}`,
      canDo: 'Descárgalo otra vez si el servicio aún lo tiene.',
    },
    fileMissing: {
      happened: 'Falta el archivo de este stem.',
      did: `Su lugar se conserva. ${othersPlay}`,
      canDo: 'Devuelve el archivo a su sitio o conecta su disco. Stemroom lo busca al abrir la canción.',
    },
    notFetched: {
      happened: 'El stem aún no se ha descargado.',
      did: 'Los demás suenan.',
      canDo: 'Descarga el resto de la canción si el servicio aún la tiene.',
    },
    newerVersion: {
      happened: 'Un Stemroom más nuevo guardó esta canción.',
      did: 'Abierta en solo lectura.',
      canDo: 'Actualiza Stemroom para cambiarla.',
    },
    settingsUnreadable: {
      happened: 'Tus ajustes no se pueden leer.',
      did: 'El archivo se ha dejado como estaba. Lo que cambies ahora dura hasta que cierres Stemroom.',
      canDo: 'Comprueba el disco y los permisos de settings.json en la carpeta de Stemroom y reinicia Stemroom.',
    },
    libraryInUse: {
      happened: 'Otro Stemroom tiene abierta esta biblioteca, o no se puede escribir en su disco.',
      did: 'Aquí las canciones suenan; no se cambia nada.',
      canDo: 'Cierra el otro Stemroom: este toma el relevo en 20 segundos.',
    },
    libraryFull: {
      happened: 'La biblioteca ha llegado al tamaño que fijaste.',
      did: 'No se ha podido quitar nada por sí solo.',
      canDo: 'Sube el límite en Ajustes o elige canciones que quitar.',
    },
    libraryMoving: {
      happened: 'La biblioteca se está mudando.',
      did: nothingChanged,
      canDo: 'Espera a que termine o cancela, y vuelve a intentarlo.',
    },
    libraryBusy: {
      happened: 'Hay una importación o una exportación en curso.',
      did: nothingChanged,
      canDo: 'Espera a que termine o cancela, y vuelve a intentarlo.',
    },
    libraryThere: {
      happened: 'Esta carpeta no puede acoger la biblioteca.',
      did: nothingChanged,
      canDo: 'Elige una carpeta vacía fuera de la biblioteca actual.',
    },
    noLibraryThere: {
      happened: 'En esta carpeta no hay ninguna biblioteca.',
      did: nothingChanged,
      canDo: 'Elige la carpeta que contiene las canciones, o una vacía para una biblioteca nueva.',
    },
    notFound: {
      happened: 'Esta canción ya no está en la biblioteca.',
      did: nothingChanged,
      canDo: 'Búscala en la papelera.',
    },
    nothingToImport: {
      happened: 'No se han encontrado archivos de audio.',
      did: nothingChanged,
      canDo: `Elige una carpeta o archivos con stems: ${readableKinds}.`,
    },
    unsupportedFile: {
      happened: 'No es un archivo de audio que Stemroom pueda reproducir.',
      did: nothingChanged,
      canDo: `Usa ${readableKinds}.`,
    },
    tooManyStems: {
      happened: 'Son más archivos de audio de los que puede tener una canción (64 stems).',
      did: nothingChanged,
      canDo: 'Elige una carpeta con los stems de una sola canción.',
    },
    undecodable: {
      happened: 'Este stem no se puede decodificar.',
      did: othersPlay,
      canDo: 'Descárgalo o impórtalo otra vez; el archivo se conserva.',
    },
    unsupportedCodec: {
      happened: 'Este stem es de un tipo que Stemroom no puede reproducir.',
      did: `${othersPlay} El archivo se conserva.`,
      canDo: 'Conviértelo a WAV o FLAC e impórtalo.',
    },
    noMidi: {
      happened: 'En este ordenador no hay MIDI.',
      did: 'Las teclas funcionan como antes, igual que los pedales y pasapáginas que son teclados.',
      canDo: 'Comprueba que el sistema tenga MIDI y vuelve a intentarlo.',
    },
    noAudioDevice: {
      happened: 'No se puede usar el dispositivo de audio.',
      did: 'La reproducción se ha detenido.',
      canDo: 'Comprueba los ajustes de sonido del sistema y pulsa Reproducir.',
    },
    allSilent: {
      happened: 'Todos los stems están silenciados o bajados; el archivo quedaría en silencio.',
      did: noFile,
      canDo: 'Activa un stem y exporta otra vez.',
    },
    stemsUnreadable: {
      happened: 'Hay stems de esta exportación que no se pueden leer.',
      did: noFile,
      canDo: 'Silencia estos stems o pon archivos buenos en su lugar, y exporta otra vez.',
    },
    noLyrics: {
      happened: 'El archivo no tiene letra que Stemroom pueda leer.',
      did: 'La letra de la canción sigue como estaba.',
      canDo: 'Elige un archivo LRC, ASS, UltraStar, SRT, VTT o de texto.',
    },
    noChords: {
      happened: 'El archivo no tiene acordes que Stemroom pueda leer.',
      did: 'Los acordes de la canción siguen como estaban.',
      canDo: 'Elige un archivo ChordPro (.cho, .chordpro): en él los acordes van entre corchetes.',
    },
    tooManyChords: {
      happened: 'El archivo tiene más acordes de los que admite una canción: 5000.',
      did: 'Los acordes de la canción siguen como estaban.',
      canDo: 'Divide el archivo e importa la parte de esta canción.',
    },
    tooManyLines: {
      happened: 'El archivo tiene más líneas de las que admite una canción: 2000.',
      did: 'La letra de la canción sigue como estaba.',
      canDo: 'Divide el archivo e importa la parte de esta canción.',
    },
    lyricsUntimed: {
      happened: 'Algunas líneas aún no tienen tiempo, y este tipo de archivo lo pide para cada una.',
      did: noFile,
      canDo: 'Guarda la letra como texto o impórtala de un archivo con tiempos.',
    },
    noSetlist: {
      happened: 'El archivo no tiene canciones que Stemroom pueda leer.',
      did: 'Tus setlists siguen como estaban.',
      canDo: 'Elige un archivo de texto con un título en cada línea.',
    },
    setlistsUnreadable: {
      happened: 'Tus setlists no se pueden leer.',
      did: 'El archivo se ha dejado como estaba. Lo que cambies ahora dura hasta que cierres Stemroom.',
      canDo: 'Comprueba el disco y los permisos de setlists.json en la carpeta de Stemroom y reinicia Stemroom.',
    },
    badRequest: { happened: 'Algo ha fallado dentro de Stemroom.', did: nothingChanged, canDo: 'Reinicia Stemroom.' },
    tooManyRequests: {
      happened: 'Demasiadas acciones a la vez.',
      did: 'La última petición se ha descartado.',
      canDo: 'Vuelve a intentarlo en un segundo.',
    },
    internal: {
      happened: 'Algo ha fallado en Stemroom.',
      did: 'Está en el registro. Lo guardado se conserva.',
      canDo: 'Vuelve a intentarlo. Si se repite, guarda el diagnóstico (Ayuda) y cuéntanoslo.',
    },
  },
  details: {
    soundFiles: (count) => `${plainText(count)} archivos de audio`,
    andMore: (count) => `Y ${plainText(count)} más.`,
    notSound: (file) => `${file}: no es un archivo de audio.`,
    fileEmpty: (file) => `${file}: el archivo está vacío.`,
    fileSilent: (file) => `${file}: no contiene sonido.`,
    fileBecause: (file, why) => `${file} – ${why}`,
    fileOfLength: (file, minutes) => `${file} (${minutes})`,
    mebibytes: (count) => `${plainText(count)} MiB`,
    gibibytes: (count) => `${plainText(count, 2)} GiB`,
    quotaNeeds: (needed, used, limitGiB) => `hacen falta ${needed}; ${used} de ${plainText(limitGiB)} GiB en uso`,
    diskNeeds: (needed, free, leftToOthers) =>
      `hacen falta ${needed}; ${free} libres, de los que ${leftToOthers} se dejan a lo demás`,
    libraryIsThere: 'La biblioteca ya está en esta carpeta.',
    otherLibraryThere: 'En esta carpeta hay otra biblioteca.',
    ownFolderTaken: 'Contiene una carpeta Stemroom con otros archivos.',
    libraryShouldBeIn: (folder) => `La biblioteca debería estar en ${folder}.`,
    newerSettings: 'Los escribió un Stemroom más nuevo.',
    keyStillThere: 'La clave sigue ahí.',
    otherKeyBack: 'Ha devuelto otra clave.',
    keychainEnded: 'El proceso del llavero ha terminado.',
    boughtAs: (taskId, why) => `Se ha comprado; el id de la tarea es ${taskId}. ${why}`.trim(),
    confirmedBefore: 'Esto ya se confirmó.',
    creditsLess: (credits) => `La cuenta tiene ${plainText(credits)} créditos menos que antes.`,
    creditsSame: 'La cuenta tiene tantos créditos como antes.',
    endedBeforeAnswer: 'Stemroom se cerró antes de que llegara la respuesta.',
    otherKindOfTask: (model) => `El servicio dice que es una tarea de ${model}.`,
    callbackFailed: 'El servicio no pudo entregar su callback.',
    answerNoObject: 'La respuesta no es un objeto JSON.',
    answerWithoutData: 'La respuesta no tiene code ni data.',
    answerPacked: 'La respuesta está comprimida de un modo que no se puede leer.',
    answerTooLong: 'La respuesta es demasiado larga.',
    sentElsewhere: 'El servicio nos ha mandado a otro sitio.',
    demoSong: 'la canción de muestra',
    stemsOffered: (offered, mostStems, leftOut) =>
      plural(leftOut, {
        one: `El servicio ofrece ${plainText(offered)} stems; en una canción caben ${plainText(mostStems)}, así que uno quedó fuera. Está en «Stems omitidos», en el menú de la canción.`,
        other: `El servicio ofrece ${plainText(offered)} stems; en una canción caben ${plainText(mostStems)}, así que # quedaron fuera. Están en «Stems omitidos», en el menú de la canción.`,
      }),
    apiBase:
      'STEMROOM_API_BASE solo puede nombrar un servidor de este ordenador, como http://127.0.0.1:8080, sin ruta.',
    privateServer: (host) => `${host}, un servidor de una red privada`,
    redirectToNowhere: (host) => `${host}: una redirección a ninguna parte`,
    tooManyRedirects: (most) => `más de ${plainText(most)} redirecciones`,
    noUrl: 'un enlace que no es una URL',
    linkWithUserName: 'un enlace con un nombre de usuario',
    linkNotHttps: (protocol) => `un enlace que no es https (${protocol})`,
    unusualPort: (host) => `${host}, un puerto poco común`,
    addressAsName: (host) => `${host}, una dirección en lugar de un nombre`,
    localName: (host) => `${host}, un nombre local`,
    withoutTheRest: (host) => `${host} no envía el resto del archivo`,
    packedFile: (host) => `${host} ha comprimido el archivo de un modo que no se puede deshacer`,
    packedFileAs: (host, packing) =>
      `${host} ha comprimido el archivo (${packing}) de un modo que no se puede deshacer`,
    emptyFile: (host) => `${host} ha enviado un archivo vacío`,
    webPage: (host) => `${host} ha enviado una página web en lugar de sonido`,
    webPageAs: (host, type) => `${host} ha enviado una página web (${type}) en lugar de sonido`,
    json: (host) => `${host} ha enviado un mensaje JSON en lugar de sonido`,
    jsonAs: (host, type) => `${host} ha enviado un mensaje JSON (${type}) en lugar de sonido`,
    xml: (host) => `${host} ha enviado un mensaje XML en lugar de sonido`,
    xmlAs: (host, type) => `${host} ha enviado un mensaje XML (${type}) en lugar de sonido`,
    theLink: 'el enlace',
  },
  withDetail: (happened, detail) => `${happened} – ${detail}`,
};
