import { numberText, plainText, plural, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The names of the notes in German, of the roots that differ. */
const roots: Readonly<Record<string, string>> = {
  // Bb keeps its English name: a chord B stands for the German H.
  ...{ B: 'H', 'C#': 'Cis', 'D#': 'Dis', 'F#': 'Fis', 'G#': 'Gis', 'A#': 'Ais' },
  ...{ Db: 'Des', Eb: 'Es', Gb: 'Ges', Ab: 'As', Cb: 'Ces' },
};

/** The transport bar, the master, and tempo, key and details of a song. */
export const transport: Words['transport'] = {
  bar: {
    label: 'Steuerung',
    toStart: 'Zum Anfang',
    toStartHint: 'Zurück zum Anfang (Pos1)',
    play: 'Wiedergabe',
    playHint: 'Wiedergabe (Leertaste)',
    pause: 'Anhalten',
    pauseHint: 'Anhalten (Leertaste)',
    stop: 'Stopp',
    loop: 'Loop',
    loopHint: 'Loop ein oder aus (L)',
    noLoopHint: 'Loop (zieh auf dem Lineal, um ihn zu setzen)',
    click: 'Klick',
    clickHint: (countInBars) =>
      countInBars === 0
        ? 'Klick (K), Vorzähler (Umschalt K): aus'
        : `Klick (K), Vorzähler (Umschalt K): ${plural(countInBars, { one: '# Takt', other: '# Takte' })}`,
    noClickHint: 'Klick (noch sind keine Schläge bekannt)',
  },
  position: {
    label: 'Stelle',
    of: (position, length) => `${position} von ${length}`,
    hint: 'Klicken, um zu springen',
    hintWithFrame: 'Klicken, um zu springen. Den Rahmen ziehen, um zu scrollen (Strg ← →).',
    bar: 'Takt',
  },
  speed: {
    label: 'Geschwindigkeit',
    menu: 'Geschwindigkeiten',
    withTempo: (speed, tempo) => `${speed} · ${tempo}`,
    spokenWithTempo: (speed, tempo) => `${speed} – ${tempo}`,
    enter: 'Geschwindigkeit eingeben…',
    enterOrTempo: 'Geschwindigkeit oder Tempo eingeben…',
    hint: 'Geschwindigkeit, die Tonhöhe bleibt (Alt ← →): ziehen, Umschalt für feine Schritte, Eingabe für eine Prozentzahl, Doppelklick für 100 %',
    hintOrTempo:
      'Geschwindigkeit, die Tonhöhe bleibt (Alt ← →): ziehen, Umschalt für feine Schritte, Eingabe für eine Prozentzahl oder ein Tempo, Doppelklick für 100 %',
  },
  key: {
    label: 'Tonart',
    semitones: 'Tonart, Halbtöne',
    semitonesHint:
      'Tonart in Halbtönen, die Geschwindigkeit bleibt (Alt ↑ ↓): ziehen, Umschalt für Cent, Eingabe zum Tippen, Doppelklick setzt zurück',
    spokenWithKey: (transposition, key) => `${transposition} – ${key}`,
    cents: 'Tonart, Cent',
    centsHint: 'Feinstimmung in Cent: ziehen, Eingabe zum Tippen, Doppelklick für keine',
    centsShown: (cents) => `${cents} ct`,
    centsSpoken: (cents) => `${plainText(cents)} Cent`,
    drums: 'Drums behalten ihre Tonhöhe',
    noDrums: 'Dieser Song hat keine Drums',
    drumsKept: 'Drums werden nicht transponiert',
    drumsTransposed: 'Drums werden mittransponiert',
  },
  master: {
    name: 'Summe',
    level: 'Pegel der Summe',
    clip: 'CLIP',
    clipped: 'Übersteuert: Lampe zurücksetzen',
    clippedHint: 'Der Mix hat übersteuert. Klicken zum Zurücksetzen.',
    noClipping: 'Keine Übersteuerung',
    loudness: 'Bisherige Lautheit',
    loudnessHint:
      'Lautheit, seit du Wiedergabe gedrückt hast: oben integriert, unten kurzzeitig (die letzten 3 s). Klicken, um neu zu beginnen.',
    lufs: 'LUFS',
    shortTerm: 'kurz',
  },
  song: {
    keyName: (root, mode) => {
      const name = roots[root] ?? root;
      return mode === 'major' ? `${name}-Dur` : `${name.toLowerCase()}-Moll`;
    },
    bpm: (bpm) => `${roundedText(bpm, 1)} bpm`,
    confidence: { high: 'sicher', middle: 'wahrscheinlich', low: 'geraten' },
    estimated: (value) => `≈ ${value}`,
    key: {
      set: 'Tonart setzen',
      notKnown: 'Tonart, unbekannt',
      perhaps: (key) => `Tonart, vielleicht ${key}`,
      stated: (key) => `Tonart, ${key}`,
      byYouHint: 'Tonart, von dir gesetzt',
      unknownHint: 'Tonart unbekannt',
      estimateHint: (confidence) => `Tonart der Aufnahme, eine Schätzung (${confidence})`,
      unknown: 'Unbekannt',
      backTo: (key) => `Zurück zu ≈ ${key}`,
    },
    tempo: {
      label: 'Tempo (bpm)',
      set: 'Tempo setzen',
      notKnown: 'Tempo, unbekannt',
      about: (tempo) => `Tempo, etwa ${tempo}`,
      stated: (tempo) => `Tempo: ${tempo}`,
      byYouHint: 'Tempo, von dir gesetzt',
      estimateHint: (estimate) => `Tempo der Aufnahme, eine Schätzung (${estimate})`,
      noEstimateHint: 'Tempo der Aufnahme, eine Schätzung (keine)',
      estimate: (tempo, confidence) => `${tempo} – ${confidence}`,
      estimateLine: (estimate) => `Schätzung: ${estimate}.`,
      noEstimateLine: 'Schätzung: keine.',
      field: 'Tempo in Schlägen pro Minute',
      unit: 'bpm',
      double: 'Doppelt so schnell',
      halve: 'Halb so schnell',
      tap: 'Tippen',
      tapHint: 'Tippe im Takt mit',
      tapInSongHint: 'Tippe auf die Schläge, von einer 1 an (T)',
      confirm: 'Setzen',
      leaveOpen: 'Offen lassen',
      backToEstimate: 'Zurück zur Schätzung',
    },
    beats: {
      label: 'Schläge',
      earlier: 'Schläge 5 ms früher',
      earlierHint: 'Schläge 5 ms früher (,)',
      earlierShort: '◀ 5 ms',
      later: 'Schläge 5 ms später',
      laterHint: 'Schläge 5 ms später (.)',
      laterShort: '5 ms ▶',
      oneEarlier: 'Die 1 einen Schlag früher',
      oneEarlierHint: 'Die 1 einen Schlag früher (Umschalt ,)',
      oneEarlierShort: '◀ Schlag',
      oneLater: 'Die 1 einen Schlag später',
      oneLaterHint: 'Die 1 einen Schlag später (Umschalt .)',
      oneLaterShort: 'Schlag ▶',
      oneHere: 'Hier ist die 1',
      oneHereHint: 'Mit dem Schlag am Abspielkopf beginnt ein Takt',
      timeSignature: 'Taktart',
      fromThisBar: 'ab diesem Takt',
      countIn: 'Vorzähler',
      countInBars: (bars) =>
        bars === 0 ? 'Kein Vorzähler' : plural(bars, { one: '# Takt Vorzähler', other: '# Takte Vorzähler' }),
      everyPass: 'in jedem Durchgang eines Loops',
    },
    usualSections: {
      intro: 'Intro',
      verse: 'Strophe',
      preChorus: 'Pre-Chorus',
      chorus: 'Refrain',
      bridge: 'Bridge',
      solo: 'Solo',
      break: 'Break',
      outro: 'Outro',
    },
    sectionNumber: (place) => `Abschnitt ${plainText(place)}`,
    bar: (bar) => `Takt ${bar}`,
    bars: (from, to) => `Takte ${from}–${to}`,
    times: (from, to) => `${from}–${to}`,
    ramp: (from, to, step) => `${roundedText(from, 1)}→${roundedText(to, 1)} % +${roundedText(step, 1)}`,
    details: {
      label: 'Einzelheiten zum Song',
      sampleRate: (kilohertz) => `${roundedText(kilohertz, 3)} kHz.`,
      noOriginal: 'Es gibt kein Original, mit dem sich die Stems vergleichen ließen.',
      residual: (db) => `Die Stems ergeben zusammen das Original bis auf ${numberText(db, 1)} dB.`,
      table: 'Lautheit der Stems',
      stem: 'Spur',
      loudness: 'Lautheit',
      truePeak: 'Spitze (True Peak)',
      notHeard: 'nicht gemessen',
      silent: 'still',
      lufs: (lufs) => `${numberText(lufs, 1)} LUFS`,
      dbtp: (db) => `${numberText(db, 1)} dBTP`,
    },
    unplayable: {
      empty: 'Die Datei ist leer.',
      indexMissing: 'Ihr Index fehlt: Die Datei wurde abgeschnitten.',
      indexContradicts: 'Ihr Index widerspricht sich.',
      noTrack: 'Darin ist keine Tonspur.',
      noSound: 'Darin ist kein Ton.',
      noFrames: (format) => `Darin sind keine Frames von ${format}.`,
      otherFile: (format) => `Es ist keine ${format}-Datei.`,
      soundFirst: 'Ihr Ton kommt vor seiner Beschreibung.',
      noDescription: 'Darin fehlt die Beschreibung ihres Tons.',
      descriptionCutOff: 'Ihre Beschreibung ist abgeschnitten.',
      noPacketTable: 'Darin fehlt die Tabelle ihrer Pakete.',
      chunkWithoutSize: 'Einer ihrer Chunks hat keine Größe.',
      falseSamples: 'Was sie über ihre Samples sagt, stimmt nicht.',
      frameBytes: (bytes) => `Ihre Frames von ${plainText(bytes)} Byte sind unverständlich.`,
      noChannels: 'Sie hat keine Kanäle.',
      unnamedChannels: (channels) => `Sie hat ${plainText(channels)} Kanäle, über die nichts gesagt wird.`,
      tooManyChannels: (channels, most) =>
        `Sie hat ${plainText(channels)} Kanäle; bis zu ${plainText(most)} lassen sich heruntermischen.`,
      rateTooLow: (kilohertz) => `Ihre Abtastrate von ${roundedText(kilohertz, 3)} kHz liegt unter 8 kHz.`,
      rateTooHigh: (kilohertz) => `Ihre Abtastrate von ${roundedText(kilohertz, 3)} kHz liegt über 384 kHz.`,
      codec: (codec) => `Ihr Ton ist ${codec}; das lässt sich hier nicht dekodieren.`,
      codecNamed: (name) => `Ihr Ton ist „${name}“; das lässt sich hier nicht dekodieren.`,
      codecVariant: (codec) => `Ihr Ton ist eine Art von ${codec}, die sich hier nicht dekodieren lässt.`,
      codecInside: (codec, container) => `Ihr Ton ist ${codec} in ${container}; das lässt sich hier nicht dekodieren.`,
      codecInsideFilm: (codec) => `Ihr Ton ist ${codec} in einem Film; das lässt sich hier nicht dekodieren.`,
      film: 'Ihr Ton ist ein Film; das lässt sich hier nicht dekodieren.',
      filmOf: (codec) => `Ihr Ton ist ein Film in ${codec}; das lässt sich hier nicht dekodieren.`,
      protected: 'Ihr Ton ist von Apple geschützt (FairPlay); das lässt sich hier nicht dekodieren.',
      encrypted: 'Ihr Ton ist verschlüsselt; das lässt sich hier nicht dekodieren.',
      windowsCodec: 'Ihr Ton ist in einem Codec von Windows; das lässt sich hier nicht dekodieren.',
      pcm: (bits) => `Ihr Ton ist PCM mit ${plainText(bits)} Bit; das lässt sich hier nicht dekodieren.`,
      unknown: 'Ihr Ton ist von unbekannter Art; das lässt sich hier nicht dekodieren.',
      unknownNumber: (kind) =>
        `Ihr Ton ist von unbekannter Art (${plainText(kind)}); das lässt sich hier nicht dekodieren.`,
      unknownFormat: (format, bits) =>
        `Ihr Ton ist von unbekannter Art (Format ${plainText(format)}, ${plainText(bits)} Bit); das lässt sich hier nicht dekodieren.`,
    },
    notes: {
      lateToOriginal: (milliseconds) =>
        `Gegenüber dem Original ist dieser Stem ${numberText(milliseconds, 1)} ms zu spät. Ausrichten rückt ihn an seinen Platz.`,
      earlyToOriginal: (milliseconds) =>
        `Gegenüber dem Original ist dieser Stem ${numberText(milliseconds, 1)} ms zu früh. Ausrichten rückt ihn an seinen Platz.`,
      lateByLength: (milliseconds) =>
        `Diese Datei ist um das länger als die anderen, was ein Encoder am Anfang hinzufügt; ihr Ton ist deshalb ${numberText(milliseconds, 1)} ms zu spät. Ausrichten rückt ihn an seinen Platz.`,
      earlyByLength: (milliseconds) =>
        `Diese Datei ist um das länger als die anderen, was ein Encoder am Anfang hinzufügt; ihr Ton ist deshalb ${numberText(milliseconds, 1)} ms zu früh. Ausrichten rückt ihn an seinen Platz.`,
      alignedEarlier: (milliseconds) =>
        `Spielt ${numberText(milliseconds, 1)} ms früher als seine Datei. Drücken, um das aufzuheben.`,
      alignedLater: (milliseconds) =>
        `Spielt ${numberText(milliseconds, 1)} ms später als seine Datei. Drücken, um das aufzuheben.`,
      bridged: (count) =>
        plural(count, { one: '# beschädigte Stelle überbrückt', other: '# beschädigte Stellen überbrückt' }),
      mixedDown:
        'Stemroom spielt zwei Kanäle. Center und Surround werden nach ITU-R BS.775 hineingemischt; der Tiefbass (LFE) fällt weg.',
    },
  },
};
