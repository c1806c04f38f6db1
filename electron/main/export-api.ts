import { shell } from 'electron';
import { ok } from '#contract';
import type { ExportDesk } from './export/export-desk.ts';
import type { ServedApi } from './ipc.ts';

type ExportApi = Pick<ServedApi, 'beginExport' | 'finishExport' | 'cancelExport' | 'revealExport'>;

/** The export's part of what the page may ask. */
export function exportApi(desk: ExportDesk): ExportApi {
  return {
    beginExport: (target) => desk.begin(target),
    finishExport: (ticket) => desk.finish(ticket),
    cancelExport: (ticket) => desk.cancel(ticket),
    revealExport(ticket) {
      const path = desk.pathOf(ticket);
      if (path.ok) shell.showItemInFolder(path.value);
      return Promise.resolve(path.ok ? ok() : path);
    },
  };
}
