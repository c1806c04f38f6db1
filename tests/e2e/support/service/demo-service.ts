import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pending, ready, twelveFields } from '../../../fakes/record-answers.ts';
import { RecordInfoServer } from '../../../fakes/record-info-server.ts';

const renderedSong = resolve(import.meta.dirname, '../../../../build/demo-song/rendered');

/** A field of record-info and the demo song's stem that stands for it. */
const stemFiles: Readonly<Record<string, string>> = {
  vocalUrl: 'vocals.mp3',
  backingVocalsUrl: 'backing-vocals.mp3',
  drumsUrl: 'drums.mp3',
  bassUrl: 'bass.mp3',
  guitarUrl: 'guitar.mp3',
  keyboardUrl: 'keyboard.mp3',
  percussionUrl: 'percussion.mp3',
  stringsUrl: 'strings.mp3',
  synthUrl: 'synth.mp3',
  fxUrl: 'fx.mp3',
  brassUrl: 'brass.mp3',
  woodwindsUrl: 'woodwinds.mp3',
};

export const renderedFiles = (): readonly string[] =>
  readdirSync(renderedSong)
    .filter((name) => name.endsWith('.mp3'))
    .map((name) => join(renderedSong, name));

export const renderedFile = (field: string): string => join(renderedSong, stemFiles[field] ?? '');

const cuts = new Map<string, Buffer>();

/** Ten seconds from the middle of a stem, for a song that need not be long: to hear through a long one takes its time. */
export function shortStem(field: string): Buffer {
  const cut =
    cuts.get(field) ??
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-ss',
      '20',
      '-t',
      '10',
      '-i',
      renderedFile(field),
      '-c',
      'copy',
      '-f',
      'mp3',
      '-',
    ]);
  cuts.set(field, cut);
  return cut;
}

/** The service with one task: asked twice it is PENDING, then its twelve stems are there. */
export async function startDemoService(taskId: string): Promise<RecordInfoServer> {
  const server = await RecordInfoServer.start({ key: 'e2e-key-ABCD1234' });
  const links = Object.fromEntries(
    twelveFields.map((field) => {
      const bytes = readFileSync(renderedFile(field));
      return [field, server.file(`/s/0000_${field}.mp3`, { bytes, etag: `"${field}"` })];
    }),
  );
  server.task(taskId, [pending(taskId), pending(taskId), ready(taskId, links)]);
  return server;
}
