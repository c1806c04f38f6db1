import { numberText, plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The library's songs: what is said of them in the list, while they arrive, and of the room they take. */
export const library: Words['library'] = {
  songs: 'Canciones',
  invitations: {
    fromKie: 'De kie.ai',
    pasteId: 'Pega un id de tarea.',
    fromComputer: 'De este ordenador',
    chooseFolder: 'Elige una carpeta de stems.',
  },
  entry: {
    demo: 'Muestra',
    kept: 'conservada',
    fetchAgain: 'Descargar otra vez',
    menu: 'Menú de la canción',
    fetching: (title) => `Descargando ${title}`,
    title: 'Título',
    nameThis: (title) => `${title}: poner nombre a esta canción`,
  },
  ticks: {
    label: 'Stems guardados',
    saved: (stem) => `${stem}, guardado`,
    percent: (stem, percent) => `${stem}: ${numberText(percent)} %`,
  },
  arrival: {
    stems: (count) => plural(count, { one: '# stem', many: '# de stems', other: '# stems' }),
    saved: (saved, count) => `${numberText(saved)} de ${numberText(count)} guardados`,
    savedExpiring: (saved, count, expiry) => `${numberText(saved)} de ${numberText(count)} guardados, ${expiry}`,
    queued: 'En cola',
    separating: 'Separándose en kie.ai',
    stillSeparating: 'Aún separándose en kie.ai',
    fetching: (saved) => `Descargando, ${saved}`,
    fetchingAt: (saved, rate) => `Descargando, ${saved} · ${rate}/s`,
    fetchingUntil: (saved, rate, wait) => `Descargando, ${saved} · ${rate}/s, quedan ${wait}`,
    because: (happened, detail) => `${happened} – ${detail}`,
    fetchable: 'se puede descargar otra vez',
    fetchableUntil: (day) => `se puede descargar otra vez hasta el ${day}`,
    wasFetchableUntil: (day) => `se podía descargar otra vez hasta el ${day}`,
  },
  stem: {
    fetching: (got) => `Descargando, ${got}`,
    fetchingAt: (got, rate) => `Descargando, ${got}, ${rate}/s`,
    fetchingPart: (percent, got, total) => `Descargando ${numberText(percent)} %, ${got} de ${total}`,
    fetchingPartUntil: (percent, got, total, rate, wait) =>
      `Descargando ${numberText(percent)} %, ${got} de ${total}, ${rate}/s, quedan ${wait}`,
    fileMissing: 'Falta el archivo',
    fileDamaged: 'Archivo dañado',
    notDownloaded: 'Sin descargar',
    unplayable: 'No se puede reproducir',
  },
  import: {
    cancel: 'Cancelar la importación',
    copying: (title) => `Copiando ${title}`,
    waiting: (title) => `Esperando ${title}`,
    untilWritten: (count) =>
      plural(count, {
        one: 'Hasta que no se escriba más en sus archivos (# stem por ahora)',
        other: 'Hasta que no se escriba más en sus archivos (# stems por ahora)',
      }),
    copied: (done, total, size, totalSize) =>
      plural(total, {
        one: `${numberText(done)} de # stem, ${size} de ${totalSize}`,
        other: `${numberText(done)} de # stems, ${size} de ${totalSize}`,
      }),
  },
  quota: {
    full: 'Biblioteca llena',
    almostFull: (percent) => `Biblioteca al ${numberText(percent)} %`,
    nothingToFree: (usedGiB, limitGiB) =>
      `${plainText(usedGiB, 2)} de ${plainText(limitGiB)} GiB en uso; ahora no se puede liberar nada por sí solo`,
    canBeFreed: (usedGiB, limitGiB, size) =>
      `${plainText(usedGiB, 2)} de ${plainText(limitGiB)} GiB en uso; se podrían liberar ${size}`,
  },
  moved: (done, total, size, totalSize) =>
    plural(total, {
      one: `${numberText(done)} de # canción, ${size} de ${totalSize}`,
      other: `${numberText(done)} de # canciones, ${size} de ${totalSize}`,
    }),
  skipped: { stems: 'Stems omitidos', files: 'Archivos omitidos' },
};
