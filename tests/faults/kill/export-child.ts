import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportTicket } from '../../../electron/contract/index.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { ExportWriter } from '../../../electron/main/export/export-writer.ts';
import { type ExportPlace, nodeFolders } from '../../../electron/main/export/find-places.ts';

// Exports over and over, to be killed at it: a file that replaces the one before, beside a set that is given up each time. Writes
// `open` when all files are, and the number of each file that was put in place. `hold`: stays in the middle of the first.
const [home = '', music = '', firstNumber = '', how = ''] = process.argv.slice(2);
const byteLength = 60_000;
const noWatch = { writing: () => undefined, finished: () => undefined, discarded: () => undefined };
const where: { answer: ExportPlace } = { answer: { kind: 'folder', path: music } };
const writer = new ExportWriter({
  ...{ fs: nodeFs, folders: nodeFolders, ledgerPath: join(home, 'exports.json'), watch: noWatch },
  askWhere: () => Promise.resolve(where.answer),
});

async function begin(answer: ExportPlace, names: readonly string[]): Promise<readonly ExportTicket[]> {
  where.answer = answer;
  const begun = await writer.begin({ names, report: null, expectedBytes: null });
  if (!begun.ok || begun.value === null) throw new Error('not begun');
  return begun.value.files.map(({ ticket }) => ticket);
}

await writer.removeLeftovers();
for (let number = Number(firstNumber); ; number += 1) {
  const bytes = Buffer.alloc(byteLength, `${String(number)}|`);
  const set = await begin({ kind: 'folder', path: music }, ['Set/Vocals.wav', 'Set/Drums.wav', 'Notes.txt']);
  const [mix] = await begin({ kind: 'file', path: join(music, 'Mix.wav'), mayReplace: true }, ['Mix.wav']);
  if (mix === undefined) throw new Error('no file');
  await writer.write(mix, 0, bytes.subarray(0, byteLength / 2));
  writeSync(1, 'open\n');
  while (how === 'hold') await new Promise((resolve) => setTimeout(resolve, 1000));
  for (const ticket of set) await writer.write(ticket, 0, bytes);
  await writer.write(mix, byteLength / 2, bytes.subarray(byteLength / 2));
  for (const ticket of set) await writer.end(ticket, false);
  const kept = await writer.end(mix, true);
  if (!kept.ok) throw new Error(kept.failure.kind);
  writeSync(1, `${String(number)}\n`);
}
