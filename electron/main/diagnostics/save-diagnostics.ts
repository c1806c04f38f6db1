import { join } from 'node:path';
import { app, type BrowserWindow, dialog, shell } from 'electron';
import { explainFailure, type Session } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { replaceFile } from '../disk/durable-file.ts';
import type { Fs } from '../disk/fs.ts';
import type { Redactor } from '../redact.ts';
import type { SettingsFile } from '../settings.ts';
import { diagnosticsText, machineFacts } from './diagnostics.ts';

const tailBytes = 128 * 1024;
const linesAtMost = 300;

/** The last 300 lines of a log, 128 KiB at most; none when it cannot be read. A line that is cut at its start is left out. */
export async function logTail(fs: Fs, path: string): Promise<readonly string[]> {
  const tail = await onDisk(async () => {
    const file = await fs.openFile(path, 'read');
    try {
      const from = Math.max(0, (await file.byteLength()) - tailBytes);
      const bytes = new Uint8Array(tailBytes);
      const count = await file.read(bytes, from);
      return { text: Buffer.from(bytes.subarray(0, count)).toString('utf8'), isCut: from > 0 };
    } finally {
      await file.close();
    }
  });
  if (!tail.ok) return [];
  const lines = tail.value.text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(tail.value.isCut ? 1 : 0).slice(-linesAtMost);
}

type DiagnosticsPorts = {
  readonly fs: Fs;
  readonly settings: SettingsFile;
  readonly sessions: () => readonly Session[];
  readonly logPath: string;
  readonly redactor: Redactor;
};

const whatIsInIt = [
  'The file holds:',
  '• the versions of Stemroom and of this system, its memory and its displays',
  '• your settings, without the servers you allowed and without folders',
  '• how many songs and stems there are, how large, and in what state: no titles',
  '• the last lines of the log, without your key, your name, titles and links',
  '',
  'It is plain text, saved where you choose. Nothing is sent anywhere.',
].join('\n');

async function isWanted(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'info',
    title: 'Save Diagnostics',
    message: 'Save diagnostics?',
    detail: whatIsInIt,
    buttons: ['Cancel', 'Save…'],
    defaultId: 1,
    cancelId: 0,
  });
  return response === 1;
}

/** Says what would be in the file, asks where, and writes it. */
export async function saveDiagnostics(window: BrowserWindow, ports: DiagnosticsPorts): Promise<void> {
  const { fs, settings, sessions, logPath, redactor } = ports;
  if (!(await isWanted(window))) return;
  const now = new Date();
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save Diagnostics',
    defaultPath: join(app.getPath('documents'), `Stemroom diagnostics ${now.toISOString().slice(0, 10)}.json`),
    filters: [{ name: 'JSON', extensions: ['json'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || filePath === '') return;
  const text = diagnosticsText({
    ...{ now, machine: await machineFacts(), settings: settings.current, sessions: sessions() },
    log: await logTail(fs, logPath),
    redact: (line) => redactor.redact(line),
  });
  const written = await onDisk(() => replaceFile(fs, filePath, Buffer.from(text)));
  if (written.ok) {
    shell.showItemInFolder(filePath);
    return;
  }
  const { happened, canDo } = explainFailure(written.failure);
  await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The diagnostics were not saved.',
    detail: `${happened} ${canDo}`,
  });
}
