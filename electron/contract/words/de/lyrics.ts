import { plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Lyrics and the stage window. */
export const lyrics: Words['lyrics'] = {
  title: 'Songtext',
  openStage: 'Bühnenfenster öffnen',
  closeStage: 'Bühnenfenster schließen',
  more: 'Mehr zum Songtext',
  close: 'Songtext schließen',
  closeHint: 'Songtext schließen (W)',
  import: 'Songtext importieren…',
  useTimedWords: 'Den Text von kie.ai nehmen',
  timeWords: 'Wörter setzen…',
  guessTimes: 'Zeiten nach dem Gesang schätzen',
  snapWords: 'Wörter am Gesang einrasten',
  allEarlier: 'Alles 50 ms früher',
  allLater: 'Alles 50 ms später',
  saveAs: (format) => `Als ${format} speichern…`,
  saveAsText: 'Als Text speichern…',
  remove: 'Songtext entfernen',
  formats: 'LRC, ASS, UltraStar, SRT, VTT oder einfacher Text.',
  paste: 'Oder hier einfügen',
  useText: 'Diesen Text nehmen',
  words: 'Wörter',
  untimedNote: 'Manche Zeilen haben noch keine Zeit und folgen dem Song nicht.',
  timing: {
    label: 'Wörter setzen',
    help: 'Spiel den Song und halte J bei jedem Wort. Rücktaste geht zurück. Zieh die Wörter und ihre Kanten auf der Spur.',
    hold: 'Für ein Wort halten',
    stepBack: 'Ein Wort zurück',
    split: 'Zeile hier teilen',
    splitHint: 'Mit dem nächsten Wort eine neue Zeile beginnen (Eingabe auf der Spur)',
    join: 'Zeilen verbinden',
    joinHint: 'Diese Zeile mit der davor verbinden (Umschalt Eingabe auf der Spur)',
  },
  stage: {
    title: 'Bühne',
    beats: (count) => (count === 0 ? 'Kein Vorzähler' : plural(count, { one: '# Schlag', other: '# Schläge' })),
  },
};
