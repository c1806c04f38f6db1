import { numberText, plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The library's songs: what is said of them in the list, while they arrive, and of the room they take. */
export const library: Words['library'] = {
  songs: 'Songs',
  invitations: {
    fromKie: 'Von kie.ai',
    pasteId: 'Füge eine Aufgaben-ID ein.',
    fromComputer: 'Von diesem Computer',
    chooseFolder: 'Wähle einen Ordner mit Stems.',
  },
  entry: {
    demo: 'Demo-Song',
    kept: 'bleibt',
    fetchAgain: 'Neu laden',
    menu: 'Menü des Songs',
    fetching: (title) => `Lade ${title}`,
    title: 'Titel',
    nameThis: (title) => `${title}: diesen Song benennen`,
  },
  ticks: {
    label: 'Vorhandene Stems',
    saved: (stem) => `${stem}, gespeichert`,
    percent: (stem, percent) => `${stem}: ${numberText(percent)} %`,
  },
  arrival: {
    stems: (count) => plural(count, { one: '# Stem', other: '# Stems' }),
    saved: (saved, count) => `${numberText(saved)} von ${numberText(count)} gespeichert`,
    savedExpiring: (saved, count, expiry) => `${numberText(saved)} von ${numberText(count)} gespeichert, ${expiry}`,
    queued: 'Wartet',
    separating: 'Wird bei kie.ai getrennt',
    stillSeparating: 'Wird bei kie.ai noch getrennt',
    fetching: (saved) => `Lädt, ${saved}`,
    fetchingAt: (saved, rate) => `Lädt, ${saved} · ${rate}/s`,
    fetchingUntil: (saved, rate, wait) => `Lädt, ${saved} · ${rate}/s, noch ${wait}`,
    because: (happened, detail) => `${happened} – ${detail}`,
    fetchable: 'lässt sich neu laden',
    fetchableUntil: (day) => `lässt sich bis ${day} neu laden`,
    wasFetchableUntil: (day) => `ließ sich bis ${day} neu laden`,
  },
  stem: {
    fetching: (got) => `Lädt, ${got}`,
    fetchingAt: (got, rate) => `Lädt, ${got}, ${rate}/s`,
    fetchingPart: (percent, got, total) => `Lädt ${numberText(percent)} %, ${got} von ${total}`,
    fetchingPartUntil: (percent, got, total, rate, wait) =>
      `Lädt ${numberText(percent)} %, ${got} von ${total}, ${rate}/s, noch ${wait}`,
    fileMissing: 'Datei fehlt',
    fileDamaged: 'Datei beschädigt',
    notDownloaded: 'Nicht geladen',
    unplayable: 'Nicht abspielbar',
  },
  import: {
    cancel: 'Import abbrechen',
    copying: (title) => `Kopiere ${title}`,
    waiting: (title) => `Warte auf ${title}`,
    untilWritten: (count) =>
      plural(count, {
        one: 'Bis nichts mehr in die Dateien geschrieben wird (bisher # Stem)',
        other: 'Bis nichts mehr in die Dateien geschrieben wird (bisher # Stems)',
      }),
    copied: (done, total, size, totalSize) =>
      plural(total, {
        one: `${numberText(done)} von # Stem, ${size} von ${totalSize}`,
        other: `${numberText(done)} von # Stems, ${size} von ${totalSize}`,
      }),
  },
  quota: {
    full: 'Bibliothek voll',
    almostFull: (percent) => `Bibliothek zu ${numberText(percent)} % voll`,
    nothingToFree: (usedGiB, limitGiB) =>
      `${plainText(usedGiB, 2)} von ${plainText(limitGiB)} GiB belegt; von selbst lässt sich jetzt nichts freigeben`,
    canBeFreed: (usedGiB, limitGiB, size) =>
      `${plainText(usedGiB, 2)} von ${plainText(limitGiB)} GiB belegt; ${size} ließen sich freigeben`,
  },
  moved: (done, total, size, totalSize) =>
    plural(total, {
      one: `${numberText(done)} von # Song, ${size} von ${totalSize}`,
      other: `${numberText(done)} von # Songs, ${size} von ${totalSize}`,
    }),
  skipped: { stems: 'Ausgelassene Stems', files: 'Ausgelassene Dateien' },
};
