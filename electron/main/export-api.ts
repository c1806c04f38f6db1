import { shell } from 'electron';
import { fail, ok, type Result, type SessionId } from '#contract';
import type { ExportDesk } from './export/export-desk.ts';
import type { ServedApi } from './ipc.ts';

type ExportApi = Pick<ServedApi, 'beginExport' | 'endExport' | 'reveal'>;

/** The export's part of what the page may ask, and showing in the file manager what is kept. */
export function exportApi(desk: ExportDesk, folderOf: (id: SessionId) => Result<string>): ExportApi {
  return {
    beginExport: (wish) => desk.begin(wish),
    endExport: ({ ticket, isKept }) => desk.end(ticket, isKept),
    async reveal(what) {
      if (what.kind === 'session') {
        const folder = folderOf(what.id);
        if (!folder.ok) return folder;
        const problem = await shell.openPath(folder.value);
        return problem === '' ? ok() : fail('folderUnavailable', problem);
      }
      const path = desk.pathOf(what.ticket);
      if (path.ok) shell.showItemInFolder(path.value);
      return path.ok ? ok() : path;
    },
  };
}
