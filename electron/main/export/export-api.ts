import { shell } from 'electron';
import { fail, ok, type Result, type SessionId } from '#contract';
import type { ExportWriter } from './export-writer.ts';
import type { ServedApi } from '../ipc.ts';

type ExportApi = Pick<ServedApi, 'beginExport' | 'endExport' | 'reveal'>;
type ExportApiPorts = {
  readonly writer: ExportWriter;
  readonly folderOf: (id: SessionId) => Promise<Result<string>>;
  readonly logFolder: string;
};

/** Returns the methods of `MainApi` that write exports and open the file manager. */
export function exportApi({ writer, folderOf, logFolder }: ExportApiPorts): ExportApi {
  return {
    beginExport: (newExport) => writer.begin(newExport),
    endExport: ({ ticket, isKept }) => writer.end(ticket, isKept),
    async reveal(what) {
      switch (what.kind) {
        case 'session': {
          const folder = await folderOf(what.id);
          return folder.ok ? openFolder(folder.value) : folder;
        }
        case 'export': {
          const path = writer.pathOf(what.ticket);
          if (path.ok) shell.showItemInFolder(path.value);
          return path.ok ? ok() : path;
        }
        case 'log':
          return openFolder(logFolder);
      }
    },
  };
}

async function openFolder(folder: string): Promise<Result<undefined>> {
  const problem = await shell.openPath(folder);
  return problem === '' ? ok() : fail('folderUnavailable', problem);
}
