import { plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

const savedStillPlays = 'Was gespeichert ist, lässt sich weiter abspielen.';
const nothingBought = 'Es wurde nichts gekauft.';
const sessionOnlyKey = 'Dein Schlüssel gilt, bis du Stemroom beendest.';
const nothingChanged = 'Es wurde nichts geändert.';
const checkKept = 'Die Aufgabe bleibt in der Bibliothek.';
const othersPlay = 'Die anderen Stems sind zu hören.';
const noFile = 'Es wurde keine Datei geschrieben.';
const tryLater = 'Versuch es später noch einmal.';
const checkConnection = 'Prüfe die Verbindung und versuch es noch einmal.';
const readableKinds = 'MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A, AAC, CAF, W64 oder WebM';

/** What went wrong: what happened, what Stemroom did, what the user can do. */
export const failures: Words['failures'] = {
  kinds: {
    malformedTaskId: {
      happened: 'In diesem Text steht keine Aufgaben-ID.',
      did: 'Der Dienst wurde nicht gefragt.',
      canDo:
        'Füge die ID der Trennung ein: 8 bis 64 Buchstaben, Ziffern, - oder _, oder einen Text, in dem taskId= vorkommt.',
    },
    noKey: {
      happened: 'Noch kein Schlüssel von kie.ai.',
      did: checkKept,
      canDo: 'Speichere deinen Schlüssel von kie.ai in den Einstellungen und versuch es noch einmal.',
    },
    keyRefused: {
      happened: 'Der Dienst hat den API-Schlüssel abgelehnt.',
      did: `Das Laden wurde beendet. ${checkKept}`,
      canDo: 'Prüfe den Schlüssel in den Einstellungen oder erstelle bei kie.ai einen neuen.',
    },
    outOfCredits: {
      happened: 'Laut Dienst hat das Konto kein Guthaben mehr.',
      did: `Das Laden wurde beendet. ${savedStillPlays}`,
      canDo: 'Lade bei kie.ai Guthaben auf und versuch es noch einmal.',
    },
    taskNotFound: {
      happened: 'Der Dienst kennt diese Aufgabe nicht.',
      did: 'Es wurde nichts geladen.',
      canDo: 'Nimm die ID der Trennung, nicht die des Songs. Einträge werden nach etwa zwei Monaten gelöscht.',
    },
    taskRejected: {
      happened: 'Der Dienst nimmt diese Aufgaben-ID nicht an.',
      did: 'Es wurde nichts geladen.',
      canDo: 'Prüfe, ob es die ID einer Trennung ist.',
    },
    sourceUnreachable: {
      happened: 'kie.ai konnte den Song nicht laden.',
      did: 'Es wurde nichts geladen.',
      canDo: 'Prüfe, ob der Song noch dort liegt, wo die Aufgabe ihn nennt, und trenne ihn noch einmal.',
    },
    maintenance: {
      happened: 'Der Dienst wird gerade gewartet.',
      did: `Mehrmals gefragt. ${checkKept}`,
      canDo: tryLater,
    },
    rateLimited: {
      happened: 'Zu viele Anfragen an kie.ai.',
      did: 'So lange gewartet wie verlangt, dann aufgehört.',
      canDo: 'Versuch es in ein paar Minuten noch einmal.',
    },
    serviceError: {
      happened: 'Bei kie.ai gab es ein Problem.',
      did: `Mehrmals gefragt. ${checkKept}`,
      canDo: tryLater,
    },
    separationFailed: {
      happened: 'Der Dienst konnte diesen Song nicht trennen.',
      did: 'Es gibt keine Stems zu laden.',
      canDo: 'Starte bei kie.ai eine neue Trennung; dort steht, warum diese misslang.',
    },
    badAnswer: {
      happened: 'kie.ai hat etwas geschickt, das Stemroom nicht versteht.',
      did: `Es wurde nichts geladen. ${checkKept}`,
      canDo:
        'Versuch es noch einmal. Passiert es wieder, hat sich vielleicht der Dienst geändert; sieh nach einem neueren Stemroom.',
    },
    noStemsInAnswer: {
      happened: 'kie.ai ist fertig, hat aber keine Stems geliefert.',
      did: `Mehrmals gefragt. ${checkKept}`,
      canDo: 'Prüfe es später noch einmal oder sieh dir die Aufgabe bei kie.ai an.',
    },
    wrongRecord: {
      happened: 'Der Dienst hat den Eintrag einer anderen Aufgabe geschickt.',
      did: `Es wurde nichts geladen. ${checkKept}`,
      canDo: 'Versuch es noch einmal. Passiert es wieder, nenne dem Support von kie.ai die Aufgabe.',
    },
    tooFewCredits: {
      happened: 'Das Guthaben reicht dafür nicht.',
      did: nothingBought,
      canDo: 'Lade bei kie.ai Guthaben auf und versuch es noch einmal.',
    },
    separationRefused: {
      happened: 'Der Dienst hat diesen Song nicht angenommen.',
      did: nothingBought,
      canDo: 'Prüfe den Song und die Wahl der Stems und versuch es noch einmal.',
    },
    uploadRefused: {
      happened: 'Der Dienst hat die Datei nicht angenommen.',
      did: nothingBought,
      canDo: tryLater,
    },
    purchaseUncertain: {
      happened: 'Es kam keine klare Antwort; vielleicht wurde bezahlt.',
      did: 'Es steht in deinen Käufen, und Stemroom kauft es nicht von sich aus noch einmal.',
      canDo:
        'Sieh bei kie.ai in deine Aufgaben. Trage in den Einstellungen unter Käufe die Aufgaben-ID ein oder sage, dass nichts gekauft wurde.',
    },
    alreadyBought: {
      happened: 'Dieser Song wurde schon einmal so getrennt.',
      did: nothingBought,
      canDo: 'Öffne den Song, den du hast, oder bestätige, dass du noch einmal bezahlen willst.',
    },
    purchaseUnderWay: {
      happened: 'Ein anderer Kauf läuft noch.',
      did: nothingBought,
      canDo: 'Warte, bis er fertig ist, und versuch es noch einmal.',
    },
    sourceUnreadable: {
      happened: 'Die Datei ist nicht mehr da oder nicht mehr die, die du gewählt hast.',
      did: nothingBought,
      canDo: 'Wähle die Datei noch einmal.',
    },
    songTooLong: {
      happened: 'Der Song ist länger, als der Dienst erlaubt.',
      did: nothingBought,
      canDo: 'Teile ihn in Stücke von höchstens 20 Minuten und trenne jedes.',
    },
    songTooLarge: {
      happened: 'Die Datei ist größer als die 20 MB, die der Dienst annimmt.',
      did: nothingBought,
      canDo: 'Speichere den Song als MP3 und wähle diese Datei.',
    },
    linkUnusable: {
      happened: 'Über diesen Link kann der Dienst keinen Song laden.',
      did: nothingBought,
      canDo: 'Nimm einen Link, der mit https beginnt und zu einer Audiodatei im Internet führt.',
    },
    ledgerUnreadable: {
      happened: 'Die Liste deiner Käufe lässt sich nicht lesen oder schreiben.',
      did: 'Es wurde nichts gekauft: Ohne die Liste könnte Stemroom doppelt bezahlen.',
      canDo: 'Prüfe die Festplatte und die Rechte von purchases.json im Ordner von Stemroom und starte Stemroom neu.',
    },
    generationPending: {
      happened: 'Der Dienst ist mit diesem Song noch nicht fertig.',
      did: nothingChanged,
      canDo: 'Versuch es in einer Minute noch einmal.',
    },
    noNotes: {
      happened: 'Der Dienst hat in diesen Stems keine Noten gefunden.',
      did: noFile,
      canDo: 'Die Stems selbst sind unverändert.',
    },
    offline: { happened: 'Kein Netz.', did: 'Gespeicherte Songs spielen weiter.', canDo: checkConnection },
    timedOut: {
      happened: 'Keine rechtzeitige Antwort.',
      did: 'Mehrmals versucht. Was gespeichert ist, bleibt.',
      canDo: checkConnection,
    },
    insecure: {
      happened: 'Die Verbindung ist nicht sicher (schlechtes Zertifikat).',
      did: 'Abgebrochen, bevor etwas gesendet oder gespeichert wurde.',
      canDo: 'Prüfe das Datum dieses Computers und dein Netz und versuch es noch einmal.',
    },
    hostNotAllowed: {
      happened: 'Ein Stem liegt auf einem Server, den du nicht erlaubt hast.',
      did: 'Von dort wurde nichts geladen.',
      canDo: 'Versuch es noch einmal und erlaube den Server, wenn du ihm vertraust.',
    },
    linkForbidden: {
      happened: 'Der Dienst hat einen Link genannt, dem Stemroom nie folgt.',
      did: `Von dort wurde nichts geladen. ${savedStillPlays}`,
      canDo:
        'Versuch es noch einmal: Vielleicht nennt der Dienst einen anderen Link. Passiert es wieder, sage es seinem Support.',
    },
    linkExpired: {
      happened: 'kie.ai hat diese Dateien nach 14 Tagen gelöscht.',
      did: savedStillPlays,
      canDo: 'Trenne den Song noch einmal, um den Rest zu bekommen.',
    },
    linkRefused: {
      happened: 'kie.ai bietet diese Datei nicht mehr an.',
      did: `Auch neue Links halfen nicht. ${savedStillPlays}`,
      canDo: 'Versuch es später noch einmal oder trenne den Song neu.',
    },
    truncated: {
      happened: 'Der Download ist abgebrochen.',
      did: 'Mehrmals versucht. Die halbe Datei wurde verworfen.',
      canDo: checkConnection,
    },
    tooLarge: {
      happened: 'Die Datei ist größer, als ein Stem sein kann (256 MiB, 2 GiB für einen Song).',
      did: 'Der Download wurde beendet und verworfen.',
      canDo: 'Prüfe, wohin der Link führt.',
    },
    notAudio: {
      happened: 'Der Download ist keine Audiodatei, die Stemroom abspielen kann.',
      did: 'Sie wurde nicht gespeichert.',
      canDo: 'Wenn dein Netz eine Anmeldeseite hat, melde dich an und versuch es noch einmal.',
    },
    cancelled: {
      happened: 'Du hast abgebrochen.',
      did: 'Schon geladene Stems bleiben.',
      canDo: 'Lade den Rest, wann immer du willst.',
    },
    malformedKey: {
      happened: 'Das kann kein API-Schlüssel sein.',
      did: 'Er wurde nicht gespeichert.',
      canDo: 'Kopiere den ganzen Schlüssel: 8 bis 512 Zeichen ohne Leerzeichen.',
    },
    keychainNoBus: {
      happened: 'Der Schlüsselbund ist nicht erreichbar: Es gibt keinen Sitzungsbus (D-Bus).',
      did: sessionOnlyKey,
      canDo: 'Starte Stemroom in einer Desktop-Sitzung, damit der Schlüssel bleibt.',
    },
    keychainNoService: {
      happened: 'Es läuft kein Schlüsselbund.',
      did: sessionOnlyKey,
      canDo: 'Installiere und starte GNOME Keyring, KWallet oder KeePassXC, damit der Schlüssel bleibt.',
    },
    keychainNoCollection: {
      happened: 'Der Schlüsselbund hat noch keinen Platz für Passwörter.',
      did: sessionOnlyKey,
      canDo:
        'Lege einen Anmelde-Schlüsselbund an (etwa mit „Passwörter und Verschlüsselung“), damit der Schlüssel bleibt.',
    },
    keychainLocked: {
      happened: 'Der Schlüsselbund ist gesperrt.',
      did: sessionOnlyKey,
      canDo: 'Entsperre den Schlüsselbund und speichere den Schlüssel noch einmal.',
    },
    keychainDismissed: {
      happened: 'Die Frage des Schlüsselbunds wurde geschlossen.',
      did: 'Der Schlüssel wurde nicht aufbewahrt.',
      canDo: 'Speichere den Schlüssel noch einmal und entsperre den Schlüsselbund, wenn er fragt.',
    },
    keychainTimedOut: {
      happened: 'Der Schlüsselbund hat nicht rechtzeitig geantwortet.',
      did: sessionOnlyKey,
      canDo: 'Suche hinter anderen Fenstern nach seiner Frage und speichere den Schlüssel noch einmal.',
    },
    keychainLibraryMissing: {
      happened: 'libsecret fehlt; deshalb lässt sich der Schlüsselbund nicht benutzen.',
      did: sessionOnlyKey,
      canDo: 'Installiere libsecret-1-0 und starte Stemroom neu, damit der Schlüssel bleibt.',
    },
    keychainDenied: {
      happened: 'Das System lässt Stemroom nicht an den Schlüsselbund.',
      did: sessionOnlyKey,
      canDo: 'Erlaube Stemroom in den Einstellungen des Schlüsselbunds und speichere den Schlüssel noch einmal.',
    },
    keychainUnknown: {
      happened: 'Im Schlüsselbund gab es einen Fehler.',
      did: sessionOnlyKey,
      canDo:
        'Speichere den Schlüssel noch einmal. Passiert es wieder, sieh ins Protokoll (Hilfe, Protokollordner öffnen).',
    },
    diskFull: {
      happened: 'Die Festplatte ist voll.',
      did: 'Abgebrochen. Alles, was vorher gespeichert war, ist noch da.',
      canDo: 'Schaffe Platz und versuch es noch einmal.',
    },
    folderUnavailable: {
      happened: 'Der Ordner ist nicht erreichbar oder nicht beschreibbar.',
      did: nothingChanged,
      canDo: 'Prüfe, ob die Festplatte verbunden ist und du dort schreiben darfst, und versuch es noch einmal.',
    },
    fileLocked: {
      happened: 'Die Datei ist in einem anderen Programm geöffnet.',
      did: 'Die alte Datei ist unverändert.',
      canDo: 'Schließe das andere Programm oder wähle einen anderen Namen.',
    },
    fileThere: {
      happened: 'Eine Datei mit diesem Namen gibt es schon.',
      did: 'Sie wurde nicht angefasst.',
      canDo: 'Wähle einen anderen Namen oder erlaube, sie zu ersetzen.',
    },
    diskError: {
      happened: 'Die Festplatte hat einen Fehler gemeldet.',
      did: 'Halb geschriebene Dateien wurden verworfen.',
      canDo: 'Prüfe die Festplatte und versuch es noch einmal.',
    },
    damaged: {
      happened: 'Eine gespeicherte Datei hat sich auf der Festplatte verändert.',
      did: `Sie wurde beiseitegelegt. ${othersPlay}`,
      canDo: 'Lade sie noch einmal, wenn der Dienst sie noch hat.',
    },
    fileMissing: {
      happened: 'Die Datei dieses Stems fehlt.',
      did: `Ihr Platz bleibt frei. ${othersPlay}`,
      canDo: 'Lege die Datei zurück oder verbinde ihre Festplatte. Stemroom sucht sie, wenn du den Song öffnest.',
    },
    notFetched: {
      happened: 'Der Stem wurde noch nicht geladen.',
      did: 'Die anderen sind zu hören.',
      canDo: 'Lade den Rest des Songs, wenn der Dienst ihn noch hat.',
    },
    newerVersion: {
      happened: 'Ein neueres Stemroom hat diesen Song gespeichert.',
      did: 'Schreibgeschützt geöffnet.',
      canDo: 'Aktualisiere Stemroom, um ihn zu ändern.',
    },
    settingsUnreadable: {
      happened: 'Deine Einstellungen lassen sich nicht lesen.',
      did: 'Die Datei bleibt, wie sie war. Was du jetzt änderst, gilt, bis du Stemroom schließt.',
      canDo: 'Prüfe die Festplatte und die Rechte von settings.json im Ordner von Stemroom und starte Stemroom neu.',
    },
    libraryInUse: {
      happened: 'Ein anderes Stemroom hat diese Bibliothek offen, oder ihre Festplatte ist nicht beschreibbar.',
      did: 'Songs spielen hier; geändert wird nichts.',
      canDo: 'Schließe das andere Stemroom: Innerhalb von 20 Sekunden übernimmt dieses.',
    },
    libraryFull: {
      happened: 'Die Bibliothek hat die Größe erreicht, die du erlaubst.',
      did: 'Von selbst ließ sich nichts entfernen.',
      canDo: 'Erhöhe die Grenze in den Einstellungen oder wähle Songs zum Entfernen.',
    },
    libraryMoving: {
      happened: 'Die Bibliothek zieht gerade um.',
      did: nothingChanged,
      canDo: 'Warte, bis der Umzug fertig ist, oder brich ihn ab, und versuch es noch einmal.',
    },
    libraryBusy: {
      happened: 'Ein Import oder Export läuft noch.',
      did: nothingChanged,
      canDo: 'Warte, bis er fertig ist, oder brich ihn ab, und versuch es noch einmal.',
    },
    libraryThere: {
      happened: 'In diesen Ordner kann die Bibliothek nicht.',
      did: nothingChanged,
      canDo: 'Wähle einen leeren Ordner außerhalb der jetzigen Bibliothek.',
    },
    noLibraryThere: {
      happened: 'In diesem Ordner ist keine Bibliothek.',
      did: nothingChanged,
      canDo: 'Wähle den Ordner mit den Songs oder einen leeren für eine neue Bibliothek.',
    },
    notFound: {
      happened: 'Dieser Song ist nicht mehr in der Bibliothek.',
      did: nothingChanged,
      canDo: 'Sieh im Papierkorb nach.',
    },
    nothingToImport: {
      happened: 'Keine Audiodateien gefunden.',
      did: nothingChanged,
      canDo: `Wähle einen Ordner oder Dateien mit Stems: ${readableKinds}.`,
    },
    unsupportedFile: {
      happened: 'Das ist keine Audiodatei, die Stemroom abspielen kann.',
      did: nothingChanged,
      canDo: `Nimm ${readableKinds}.`,
    },
    tooManyStems: {
      happened: 'Das sind mehr Audiodateien, als ein Song haben kann (64 Stems).',
      did: nothingChanged,
      canDo: 'Wähle einen Ordner mit den Stems nur eines Songs.',
    },
    undecodable: {
      happened: 'Dieser Stem lässt sich nicht dekodieren.',
      did: othersPlay,
      canDo: 'Lade oder importiere ihn noch einmal; die Datei selbst bleibt.',
    },
    unsupportedCodec: {
      happened: 'Diese Art von Stem kann Stemroom nicht abspielen.',
      did: `${othersPlay} Die Datei selbst bleibt.`,
      canDo: 'Wandle ihn in WAV oder FLAC um und importiere das.',
    },
    noMidi: {
      happened: 'Auf diesem Computer gibt es kein MIDI.',
      did: 'Tasten wirken wie zuvor, ebenso Pedale und Blattwender, die Tastaturen sind.',
      canDo: 'Prüfe, ob das System MIDI hat, und versuch es noch einmal.',
    },
    noAudioDevice: {
      happened: 'Das Audiogerät lässt sich nicht benutzen.',
      did: 'Die Wiedergabe wurde beendet.',
      canDo: 'Prüfe die Klangeinstellungen des Systems und drücke Wiedergabe.',
    },
    allSilent: {
      happened: 'Alle Stems sind stumm oder heruntergezogen; die Datei wäre still.',
      did: noFile,
      canDo: 'Schalte einen Stem laut und exportiere noch einmal.',
    },
    stemsUnreadable: {
      happened: 'Stems dieses Exports lassen sich nicht lesen.',
      did: noFile,
      canDo: 'Schalte diese Stems stumm oder ersetze sie durch gute Dateien und exportiere noch einmal.',
    },
    noLyrics: {
      happened: 'In der Datei steht kein Text, den Stemroom lesen kann.',
      did: 'Der Songtext bleibt, wie er war.',
      canDo: 'Wähle eine Datei mit LRC, ASS, UltraStar, SRT, VTT oder einfachem Text.',
    },
    noChords: {
      happened: 'In der Datei stehen keine Akkorde, die Stemroom lesen kann.',
      did: 'Die Akkorde des Songs bleiben, wie sie waren.',
      canDo: 'Wähle eine ChordPro-Datei (.cho, .chordpro): Darin stehen Akkorde in Klammern.',
    },
    tooManyChords: {
      happened: 'Die Datei hat mehr Akkorde, als ein Song haben darf, nämlich 5.000.',
      did: 'Die Akkorde des Songs bleiben, wie sie waren.',
      canDo: 'Teile die Datei und importiere den Teil, der zu diesem Song gehört.',
    },
    tooManyLines: {
      happened: 'Die Datei hat mehr Zeilen, als ein Song haben darf, nämlich 2.000.',
      did: 'Der Songtext bleibt, wie er war.',
      canDo: 'Teile die Datei und importiere den Teil, der zu diesem Song gehört.',
    },
    lyricsUntimed: {
      happened: 'Manche Zeilen haben noch keine Zeit, und diese Art Datei braucht für jede eine.',
      did: noFile,
      canDo: 'Speichere den Songtext als einfachen Text oder importiere ihn aus einer Datei mit Zeiten.',
    },
    noSetlist: {
      happened: 'In der Datei stehen keine Songs, die Stemroom lesen kann.',
      did: 'Deine Setlists bleiben, wie sie waren.',
      canDo: 'Wähle eine Textdatei mit einem Titel in jeder Zeile.',
    },
    setlistsUnreadable: {
      happened: 'Deine Setlists lassen sich nicht lesen.',
      did: 'Die Datei bleibt, wie sie war. Was du jetzt änderst, gilt, bis du Stemroom schließt.',
      canDo: 'Prüfe die Festplatte und die Rechte von setlists.json im Ordner von Stemroom und starte Stemroom neu.',
    },
    badRequest: {
      happened: 'In Stemroom ist etwas schiefgegangen.',
      did: nothingChanged,
      canDo: 'Starte Stemroom neu.',
    },
    tooManyRequests: {
      happened: 'Zu viel auf einmal.',
      did: 'Die letzte Anfrage wurde verworfen.',
      canDo: 'Versuch es in einer Sekunde noch einmal.',
    },
    internal: {
      happened: 'In Stemroom ist etwas schiefgegangen.',
      did: 'Es steht im Protokoll. Was gespeichert ist, bleibt.',
      canDo: 'Versuch es noch einmal. Passiert es wieder, speichere die Diagnose (Hilfe) und sag es uns.',
    },
  },
  details: {
    soundFiles: (count) => `${plainText(count)} Audiodateien`,
    andMore: (count) => `Und ${plainText(count)} weitere.`,
    notSound: (file) => `${file}: Das ist keine Audiodatei.`,
    fileEmpty: (file) => `${file}: Die Datei ist leer.`,
    fileSilent: (file) => `${file}: Darin ist kein Ton.`,
    fileBecause: (file, why) => `${file} – ${why}`,
    fileOfLength: (file, minutes) => `${file} (${minutes})`,
    mebibytes: (count) => `${plainText(count)} MiB`,
    gibibytes: (count) => `${plainText(count, 2)} GiB`,
    quotaNeeds: (needed, used, limitGiB) => `${needed} nötig, ${used} von ${plainText(limitGiB)} GiB belegt`,
    diskNeeds: (needed, free, leftToOthers) => `${needed} nötig, ${free} frei, davon ${leftToOthers} für anderes`,
    libraryIsThere: 'Die Bibliothek ist schon in diesem Ordner.',
    otherLibraryThere: 'In diesem Ordner ist eine andere Bibliothek.',
    ownFolderTaken: 'Darin ist ein Ordner Stemroom mit anderen Dateien.',
    libraryShouldBeIn: (folder) => `Die Bibliothek müsste in ${folder} sein.`,
    newerSettings: 'Ein neueres Stemroom hat sie geschrieben.',
    keyStillThere: 'Der Schlüssel ist noch da.',
    otherKeyBack: 'Zurück kam ein anderer Schlüssel.',
    keychainEnded: 'Der Prozess des Schlüsselbunds ist beendet.',
    boughtAs: (taskId, why) => `Es wurde gekauft; die Aufgaben-ID ist ${taskId}. ${why}`.trim(),
    confirmedBefore: 'Das wurde schon bestätigt.',
    creditsLess: (credits) => `Das Konto hat ${plainText(credits)} Credits weniger als zuvor.`,
    creditsSame: 'Das Konto hat so viele Credits wie zuvor.',
    endedBeforeAnswer: 'Stemroom wurde beendet, bevor die Antwort kam.',
    otherKindOfTask: (model) => `Laut Dienst ist es eine Aufgabe von ${model}.`,
    callbackFailed: 'Der Dienst konnte seinen Callback nicht zustellen.',
    answerNoObject: 'Die Antwort ist kein JSON-Objekt.',
    answerWithoutData: 'Die Antwort hat weder code noch data.',
    answerPacked: 'Die Antwort ist so gepackt, dass sie sich nicht lesen lässt.',
    answerTooLong: 'Die Antwort ist viel zu lang.',
    sentElsewhere: 'Der Dienst hat uns woandershin geschickt.',
    demoSong: 'der Demo-Song',
    stemsOffered: (offered, mostStems, leftOut) =>
      plural(leftOut, {
        one: `Der Dienst bietet ${plainText(offered)} Stems an; ein Song fasst ${plainText(mostStems)}, einer wurde also ausgelassen. Er steht unter „Ausgelassene Stems“ im Menü des Songs.`,
        other: `Der Dienst bietet ${plainText(offered)} Stems an; ein Song fasst ${plainText(mostStems)}, # wurden also ausgelassen. Sie stehen unter „Ausgelassene Stems“ im Menü des Songs.`,
      }),
    apiBase:
      'STEMROOM_API_BASE darf nur einen Server auf diesem Computer nennen, etwa http://127.0.0.1:8080, ohne Pfad.',
    privateServer: (host) => `${host}, ein Server in einem privaten Netz`,
    redirectToNowhere: (host) => `${host}: eine Weiterleitung ins Nichts`,
    tooManyRedirects: (most) => `mehr als ${plainText(most)} Weiterleitungen`,
    noUrl: 'ein Link, der keine URL ist',
    linkWithUserName: 'ein Link mit einem Benutzernamen darin',
    linkNotHttps: (protocol) => `ein Link, der nicht https ist (${protocol})`,
    unusualPort: (host) => `${host}, ein ungewöhnlicher Port`,
    addressAsName: (host) => `${host}, eine Adresse statt eines Namens`,
    localName: (host) => `${host}, ein lokaler Name`,
    withoutTheRest: (host) => `${host} schickt den Rest der Datei nicht`,
    packedFile: (host) => `${host} hat die Datei so gepackt, dass sie sich nicht entpacken lässt`,
    packedFileAs: (host, packing) =>
      `${host} hat die Datei so gepackt (${packing}), dass sie sich nicht entpacken lässt`,
    emptyFile: (host) => `${host} hat eine leere Datei geschickt`,
    webPage: (host) => `${host} hat eine Webseite statt Ton geschickt`,
    webPageAs: (host, type) => `${host} hat eine Webseite (${type}) statt Ton geschickt`,
    json: (host) => `${host} hat eine Nachricht in JSON statt Ton geschickt`,
    jsonAs: (host, type) => `${host} hat eine Nachricht in JSON (${type}) statt Ton geschickt`,
    xml: (host) => `${host} hat eine Nachricht in XML statt Ton geschickt`,
    xmlAs: (host, type) => `${host} hat eine Nachricht in XML (${type}) statt Ton geschickt`,
    theLink: 'der Link',
  },
  withDetail: (happened, detail) => `${happened} – ${detail}`,
};
