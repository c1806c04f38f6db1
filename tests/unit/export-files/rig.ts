import { join } from 'node:path';
import type { ExportTicket, NewExport } from '#contract';
import { type Fs, nodeFs } from '../../../electron/main/disk/fs.ts';
import { ExportWriter } from '../../../electron/main/export/export-writer.ts';
import { type ExportPlace, nodeFolders } from '../../../electron/main/export/find-places.ts';
import { tempFolder, valueOf } from '../library/rig.ts';

/** A writer with a music folder to export to; what it asked and told is kept. `where` is what the user answers. */
export async function writerAt(fs: Fs = nodeFs, folder?: string) {
  const home = folder ?? (await tempFolder());
  const music = join(home, 'music');
  await nodeFs.makeFolder(music);
  const target = join(music, 'Mix.wav');
  const ledgerPath = join(home, 'exports.json');
  const asked: (readonly string[])[] = [];
  const told: string[] = [];
  const where: { answer: ExportPlace | null } = { answer: { kind: 'file', path: target, mayReplace: true } };
  const writer = new ExportWriter({
    ...{ fs, folders: nodeFolders, ledgerPath },
    askWhere: (names) => {
      asked.push(names);
      return Promise.resolve(where.answer);
    },
    watch: {
      writing: (_key, { fileName, writtenBytes, expectedBytes }) => {
        told.push(`${fileName}: ${String(writtenBytes)} of ${String(expectedBytes)}`);
      },
      finished: () => void told.push('finished'),
      discarded: (_key, trouble) => void told.push(`discarded: ${trouble?.kind ?? 'as asked'}`),
    },
  });
  const beginSet = async (names: readonly string[], wish: Partial<NewExport> = {}) => {
    if (names.length > 1) where.answer = { kind: 'folder', path: music };
    const begun = valueOf(await writer.begin({ names, report: null, expectedBytes: 30_000, ...wish }));
    if (begun === null) throw new Error('dismissed');
    return begun;
  };
  const begin = async (): Promise<ExportTicket> => ticketOf(await beginSet(['Mix.wav']), 0);
  return { writer, home, music, target, where, asked, told, begin, beginSet, ledgerPath };
}

type Targets = { readonly files: readonly { readonly ticket: ExportTicket }[] };

export function ticketOf({ files }: Targets, index: number): ExportTicket {
  const ticket = files[index]?.ticket;
  if (ticket === undefined) throw new Error(`there is no file ${String(index)}`);
  return ticket;
}
