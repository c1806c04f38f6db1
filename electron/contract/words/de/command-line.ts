import { plainText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** What commands in a terminal print. Options, their values and the names of formats are typed as they are in every language. */
export const commandLine: Words['commandLine'] = {
  usage: `Stemroom ohne Fenster:

  stemroom --list
      gibt die Bibliothek als JSON aus
  stemroom --export <Titel, ID eines Songs, Ordner oder ZIP mit Stems> [Optionen]
      schreibt Mixe eines Songs; ein Ordner oder eine ZIP kommt nicht in die Bibliothek

Welcher Mix
  --mix saved|all          wie zuletzt (üblich) oder alle Stems auf 0 dB
  --mix <Datei.json>       eine mix.json eines Songs
  --mix minus:<Stem>|only:<Stem>|forward:<Stem>|instrumental|acapella|drums-and-bass
  --variants <Liste>       mehrere Fassungen auf einmal: dieselben Wörter mit Kommas dazwischen,
                           dazu each, minus, forward (jeder Stem allein, der Song ohne jeden, jeder
                           vorn); all steht für alle außer forward
  --forward <Stem>         dieser Stem mit seinem Pegel, die anderen leiser; wie forward:<Stem>
  --others <dB>            um wie viel, 3 bis 18; sonst 9
  --split                  der Stem links, die anderen rechts
  --scene <Name, Taste>    der Mix einer Szene, nach Name oder Taste (1 bis 8); all: eine Datei je Szene
  --stems [as-mixed|untouched]
                           jeder Stem als Datei, ausgerichtet und gleich lang
  --format stem            eine Datei für DJ-Software (NI Stems): der Mix und vier Gruppen davon
  --groups <Liste>         andere Gruppen für ihre Stems als üblich, etwa synth:bass,fx:drums;
                           die Gruppen sind drums, bass, melody und vocals
  --daw                    ein Ordner mit den Stems und Projekten für REAPER und für DAWs mit DAWproject
  --loop                   nur der Loop des Mixes
  --section <Name>         nur der erste Abschnitt dieses Namens
  --click [mix|file]       der Klick auf die Schläge, in jedem Mix oder in einer eigenen Datei
  --count-in 1|2|4         Takte Vorzähler vor dem Song

Wie geschrieben wird
  --format wav|wav16|wav24|wav32|flac|flac16|mp3|mp3-320|V0|V2|opus|opus-160|aac|aac-256
  --rate song|44100|48000
  --loudness off|<LUFS>    etwa -14
  --ceiling <dBTP>         sonst -1; nur mit --loudness
  --artist <Name>          für die Tags
  --strict                 bricht ab, wenn ein Stem nicht lesbar ist; sonst wird er mit Hinweis ausgelassen
  --report                 schreibt ein JSON-Dokument zur Lautheit neben die Dateien

Wohin
  --out <Datei, Ordner>    sonst hierher; ein Ordner, wenn es mehrere Dateien sind
  --overwrite              die Datei, die --out nennt, darf ersetzt werden
  --name <Muster>          etwa "{title} - {variant} ({key}, {bpm} bpm)"
  --user-data-dir=<Ordner> eine andere Bibliothek

Der Fortschritt geht an die Standardfehlerausgabe, mit ausgelassenen oder beschädigten Stems; eine
Zusammenfassung als JSON an die Standardausgabe.
Rückgabewerte: 0 fertig, 1 eigener Fehler von Stemroom, 2 falsche Wörter, 3 Song nicht gefunden,
4 nicht zu schreiben, 5 Stems nicht lesbar, 130 unterbrochen.
`,
  seeHelp: (wrong) => `${wrong} Siehe stemroom --help.`,
  ownError: 'Stemroom stieß auf einen eigenen Fehler.',
  wrong: {
    noOption: (word) => `„${word}“ ist keine Option.`,
    twice: (option) => `${option} steht doppelt da.`,
    takesNoValue: (option) => `${option} nimmt keinen Wert.`,
    needsValue: (option) => `${option} braucht einen Wert.`,
    needsSong: (option) => `${option} braucht einen Song.`,
    standsAlone: (option) => `${option} steht allein.`,
    overwriteWithoutOut: (option, out) => `${option} gehört zu ${out}.`,
    groupsWithoutStemFile: (option, format) => `${option} gehört zu ${format}.`,
    ceilingWithoutLoudness: (option, loudness) => `${option} gehört zu ${loudness}.`,
    othersWithoutForward: (others, split, forward) => `${others} und ${split} gehören zu ${forward}.`,
    eitherLoopOrSection: (loop, section) => `Entweder ${loop} oder ${section}.`,
    eitherOneVersionOrOthers: (mix, variants, forward) =>
      `Entweder eine Fassung mit ${mix} oder andere mit ${variants} und ${forward}.`,
    eitherKind: (stems, daw, format) => `Entweder Fassungen des Mixes oder ${stems} oder ${daw} oder ${format}.`,
    unknownValue: (option, value) => `${option} kennt „${value}“ nicht.`,
    notGroups: (option, example, groups) =>
      `${option} ist eine Liste wie ${example}; die Gruppen sind ${groups.join(', ')}.`,
    tooManyGroups: (option) => `${option} nennt mehr Stems, als ein Song hat.`,
    endingHoldsNoStems: (ending) => `Eine Datei mit der Endung ${ending} kann keine Stems enthalten.`,
    endingHoldsNot: (ending, format) => `Eine Datei mit der Endung ${ending} kann kein ${format} enthalten.`,
    notForThisKind: (option) => `${option} ist für Mixe, Fassungen und Stems.`,
    clickOfStems: (option) => `Stems haben den Klick in einer eigenen Datei: ${option}.`,
    loudnessOfStems: (option) => `${option} ist für Mixe; Stems behalten ihren Pegel.`,
    notClick: (option, mix, file, value) => `${option} ist ${mix} oder ${file}, nicht „${value}“.`,
    notCountIn: (option, bars, value) => `${option} ist ${bars.join(', ')} Takte, nicht „${value}“.`,
    notRate: (option, song, rates, value) => `${option} ist ${song}, ${rates.join(' oder ')}, nicht „${value}“.`,
    notNumber: (option, least, most, value) =>
      `${option} ist eine Zahl von ${plainText(least)} bis ${plainText(most)}, nicht „${value}“.`,
    notText: (option, longest) => `${option} ist ein Text von 1 bis ${plainText(longest)} Zeichen.`,
  },
  failed: {
    sentence: (text) => `${text}.`,
    fileThere: (option, path) => `Die Datei gibt es schon; mit ${option} wird sie ersetzt: ${path}.`,
    noSuchSong: (detail) => `Diesen Song gibt es nicht: ${detail}.`,
    quoted: (word) => `„${word}“`,
    severalOfTitle: (title, ids) => `mehrere Songs heißen „${title}“: ${ids.join(', ')}`,
    severalInFolder: (folder, count, titles, isCut) =>
      `in „${folder}“ sind ${plainText(count)} Songs, ${[...titles.map((title) => `„${title}“`), ...(isCut ? ['…'] : [])].join(', ')}: nenne den Ordner von einem`,
    noMix: (path) => `${path} ist kein Mix`,
    overwriteOfSeveral: (option, out) => `${option} ist für eine Datei, die ${out} nennt`,
    isFile: (path) => `${path} ist eine Datei`,
    isNoFile: (path) => `${path} ist keine Datei`,
  },
  remarks: {
    leftOutFile: (file, why) => `Ausgelassen: ${file}: ${why}`,
    leftOutStem: (stem, why) => `Ausgelassen: ${stem}. ${why}`,
    damaged: (stem, seconds) => `Beschädigt: ${stem}. ${plainText(seconds, 3)} s davon sind still.`,
    hardlyDamaged: (stem) => `Beschädigt: ${stem}. Weniger als 0,001 s davon sind still.`,
    percent: (percent) => `${plainText(percent)} %`,
  },
};
