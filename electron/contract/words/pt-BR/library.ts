import { numberText, plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The library's songs: what is said of them in the list, while they arrive, and of the room they take. */
export const library: Words['library'] = {
  songs: 'Músicas',
  invitations: {
    fromKie: 'Do kie.ai',
    pasteId: 'Cole um ID de tarefa.',
    fromComputer: 'Deste computador',
    chooseFolder: 'Escolha uma pasta de stems.',
  },
  entry: {
    demo: 'Demonstração',
    kept: 'mantida',
    fetchAgain: 'Baixar de novo',
    menu: 'Menu da música',
    fetching: (title) => `Baixando ${title}`,
    title: 'Título',
    nameThis: (title) => `${title}: dar nome a esta música`,
  },
  ticks: {
    label: 'Stems salvos',
    saved: (stem) => `${stem}, salvo`,
    percent: (stem, percent) => `${stem}: ${numberText(percent)} %`,
  },
  arrival: {
    stems: (count) => plural(count, { one: '# stem', many: '# de stems', other: '# stems' }),
    saved: (saved, count) => `${numberText(saved)} de ${numberText(count)} salvos`,
    savedExpiring: (saved, count, expiry) => `${numberText(saved)} de ${numberText(count)} salvos, ${expiry}`,
    queued: 'Na fila',
    separating: 'Separando no kie.ai',
    stillSeparating: 'Ainda separando no kie.ai',
    fetching: (saved) => `Baixando, ${saved}`,
    fetchingAt: (saved, rate) => `Baixando, ${saved} · ${rate}/s`,
    fetchingUntil: (saved, rate, wait) => `Baixando, ${saved} · ${rate}/s, faltam ${wait}`,
    because: (happened, detail) => `${happened} – ${detail}`,
    fetchable: 'pode ser baixada de novo',
    fetchableUntil: (day) => `pode ser baixada de novo até ${day}`,
    wasFetchableUntil: (day) => `podia ser baixada de novo até ${day}`,
  },
  stem: {
    fetching: (got) => `Baixando, ${got}`,
    fetchingAt: (got, rate) => `Baixando, ${got}, ${rate}/s`,
    fetchingPart: (percent, got, total) => `Baixando ${numberText(percent)} %, ${got} de ${total}`,
    fetchingPartUntil: (percent, got, total, rate, wait) =>
      `Baixando ${numberText(percent)} %, ${got} de ${total}, ${rate}/s, faltam ${wait}`,
    fileMissing: 'Falta o arquivo',
    fileDamaged: 'Arquivo danificado',
    notDownloaded: 'Não baixado',
    unplayable: 'Não pode ser tocado',
  },
  import: {
    cancel: 'Cancelar a importação',
    copying: (title) => `Copiando ${title}`,
    waiting: (title) => `Esperando ${title}`,
    untilWritten: (count) =>
      plural(count, {
        one: 'Até que nada mais seja gravado em seus arquivos (# stem por enquanto)',
        other: 'Até que nada mais seja gravado em seus arquivos (# stems por enquanto)',
      }),
    copied: (done, total, size, totalSize) =>
      plural(total, {
        one: `${numberText(done)} de # stem, ${size} de ${totalSize}`,
        other: `${numberText(done)} de # stems, ${size} de ${totalSize}`,
      }),
  },
  quota: {
    full: 'Biblioteca cheia',
    almostFull: (percent) => `Biblioteca a ${numberText(percent)} %`,
    nothingToFree: (usedGiB, limitGiB) =>
      `${plainText(usedGiB, 2)} de ${plainText(limitGiB)} GiB em uso; agora nada pode ser liberado automaticamente`,
    canBeFreed: (usedGiB, limitGiB, size) =>
      `${plainText(usedGiB, 2)} de ${plainText(limitGiB)} GiB em uso; ${size} poderiam ser liberados`,
  },
  moved: (done, total, size, totalSize) =>
    plural(total, {
      one: `${numberText(done)} de # música, ${size} de ${totalSize}`,
      other: `${numberText(done)} de # músicas, ${size} de ${totalSize}`,
    }),
  skipped: { stems: 'Stems deixados de fora', files: 'Arquivos deixados de fora' },
};
