import { basename } from 'node:path';
import {
  explainSkip,
  fail,
  foreignFormat,
  hasSoundEnding,
  ok,
  type Result,
  sniffAudio,
  type AudioContainer,
  type SkipReason,
  words,
} from '#contract';
import { diskFailure } from '../../disk/disk-failure.ts';
import { type Fs, hasCode, type OpenFile, type PathStat, shownName, type Source } from '../../disk/fs.ts';
import { isMp3BehindJunk, readHead } from '../copy-sound.ts';

/** What a file is to an import. `other`: nothing that looks like sound. */
export type Look =
  | { readonly is: 'sound'; readonly container: AudioContainer }
  | { readonly is: 'archive' }
  | { readonly is: 'skipped'; readonly reason: SkipReason; readonly detail: string }
  | { readonly is: 'other' };

const other: Look = { is: 'other' };
const skipped = (reason: SkipReason, detail = ''): Look => ({ is: 'skipped', reason, detail });

const halfDownload = /\.(crdownload|part|partial|download|opdownload|!ut|tmp)$/i;
const packed = /\.(rar|7z|tar|tgz|gz|bz2|xz|zst|sitx?)$/i;
/** Endings of pictures, texts and projects, whose first bytes may look like sound. */
const litter =
  /\.(jpe?g|png|gif|bmp|tiff?|webp|hei[cf]|avif|cr[23]|arw|nef|dng|svg|psd|txt|md|rtf|pdf|docx?|xlsx?|html?|json|xml|csv|log|nfo|url|cue|m3u8?|pls|lrc|cho|chordpro|chopro|crd|mid|srt|als|alp|asd|flp|ptx|ptf|rpp|rpp-bak|cpr|npr|logicx?|band|song|dawproject|aup3?|peak|pk|reapeaks|sfk|ovw|ini|db|plist|lnk|exe|dll)$/i;

/** Whether a file has the name of an unfinished download. */
export const isHalfDownload = (name: string): boolean => halfDownload.test(name);
/** Whether a folder is an unfinished download of Safari, such as `Vocals.mp3.download`. */
export const isDownloadFolder = (name: string): boolean =>
  /\.download$/i.test(name) && hasSoundEnding(name.replace(/\.download$/i, ''));
/** Whether a file has the name of a picture, a text or a project, which imports ignore. */
export const isCalledLitter = (name: string): boolean => litter.test(name);

const codeOf = (error: unknown): string => diskFailure(error)?.detail ?? '';

/** Classifies a file by its first bytes and its name. Unreadable files are a result, not an error. */
export async function lookAt(source: Source, fileName: string, { byteLength }: PathStat): Promise<Look> {
  const isCalledSound = hasSoundEnding(fileName);
  if (halfDownload.test(fileName)) return lookAtDownload(source, fileName, byteLength);
  if (byteLength === 0) return isCalledSound ? skipped('empty') : other;
  if (litter.test(fileName) && /\.(hei[cf]|avif|cr[23])$/i.test(fileName)) return other;
  try {
    const head = await readHead(source);
    const container = sniffAudio(head);
    if (container === 'm4a') return await lookAtFilm(source, byteLength, isCalledSound);
    if (container !== null) return { is: 'sound', container };
    if (isZip(head) && /\.zip$/i.test(fileName)) return { is: 'archive' };
    if (litter.test(fileName)) return other;
    const archive = packed.exec(fileName)?.[1];
    if (archive !== undefined) return skipped('unpackFirst', archive.toUpperCase());
    const foreign = foreignFormat(head);
    if (foreign !== null) return skipped('unsupportedFormat', foreign);
    if (isCalledSound) return (await isMp3BehindJunk(source)) ? { is: 'sound', container: 'mp3' } : skipped('notSound');
    return /\.zip$/i.test(fileName) ? skipped('archiveDamaged') : other;
  } catch (error) {
    if (!hasErrorCode(error)) throw error;
    if (hasCode(error, 'EBADMSG')) return skipped('archiveDamaged');
    return isCalledSound || !litter.test(fileName) ? skipped('unreadable', codeOf(error)) : other;
  }
}

/** A sound file that the user gave. `name`: for display. */
export type FoundSound = {
  readonly path: string;
  readonly name: string;
  readonly byteLength: number;
  readonly container: AudioContainer;
};

const longestName = 260;

/** Looks at one file that has to be a sound. Fails with `sourceUnreadable`, or `unsupportedFile` and why. Throws what the disk throws. */
export async function soundAt(fs: Fs, path: string): Promise<Result<FoundSound>> {
  const seen = await fs.look(path);
  const name = shownName(basename(path)).slice(0, longestName);
  if (seen === null) return fail('sourceUnreadable', name);
  if (seen.kind !== 'file') return fail('unsupportedFile', name);
  const { details } = words().failures;
  if (seen.byteLength === 0) return fail('unsupportedFile', details.fileEmpty(name));
  const look = await lookAt({ fs, path }, basename(path), seen);
  if (look.is === 'skipped')
    return fail('unsupportedFile', details.fileBecause(name, explainSkip({ file: name, ...look })));
  if (look.is !== 'sound') return fail('unsupportedFile', name);
  return ok({ path, name, byteLength: seen.byteLength, container: look.container });
}

const hasErrorCode = (error: unknown): boolean => error instanceof Error && 'code' in error;

const isZip = ([p = 0, k = 0, one = 0, two = 0]: Uint8Array): boolean =>
  p === 0x50 && k === 0x4b && ((one === 3 && two === 4) || (one === 5 && two === 6));

/** `Vocals.mp3.part` names its format; `Unconfirmed 123.crdownload` needs a look at its bytes. */
async function lookAtDownload(source: Source, fileName: string, byteLength: number): Promise<Look> {
  if (hasSoundEnding(fileName.replace(halfDownload, ''))) return skipped('halfDownload');
  if (byteLength === 0) return other;
  const head = await readHead(source).catch((error: unknown) => {
    if (hasErrorCode(error)) return new Uint8Array();
    throw error;
  });
  const isTemporary = /\.tmp$/i.test(fileName);
  return sniffAudio(head) !== null || (!isTemporary && foreignFormat(head) !== null) ? skipped('halfDownload') : other;
}

const boxesAtMost = 10_000;

/** A film without sound, or one whose index never arrived, begins as sound in MP4 does (ISO 14496-12, 8.2 to 8.4). */
async function lookAtFilm({ fs, path }: Source, byteLength: number, isCalledSound: boolean): Promise<Look> {
  const file = await fs.openFile(path, 'read');
  try {
    const moov = await findBox(file, 0, byteLength, 'moov');
    // `free` or `wide` may stand at that place in any file.
    if (moov === null) return isCalledSound ? skipped('incomplete') : other;
    if (moov.end > byteLength) return skipped('incomplete');
    let [tracks, from] = [0, moov.start];
    for (;;) {
      const track = await findBox(file, from, moov.end, 'trak');
      if (track === null) break;
      tracks += 1;
      from = track.end;
      const media = await findBox(file, track.start, track.end, 'mdia');
      const handler = media === null ? null : await findBox(file, media.start, media.end, 'hdlr');
      if (handler === null || (await typeAt(file, handler.start + 8)) === 'soun')
        return { is: 'sound', container: 'm4a' };
    }
    // A compressed index (`cmov`) names no tracks.
    return tracks > 0 ? skipped('noSoundInFilm') : { is: 'sound', container: 'm4a' };
  } finally {
    await file.close();
  }
}

async function typeAt(file: OpenFile, position: number): Promise<string> {
  const bytes = new Uint8Array(4);
  await file.read(bytes, position);
  return String.fromCharCode(...bytes);
}

/** The contents of the first box of a type between two places of a file, all in bytes; null when there is none. */
async function findBox(
  file: OpenFile,
  from: number,
  to: number,
  type: string,
): Promise<{ readonly start: number; readonly end: number } | null> {
  const header = new Uint8Array(16);
  const view = new DataView(header.buffer);
  let position = from;
  for (let count = 0; count < boxesAtMost && position + 8 <= to; count += 1) {
    if ((await file.read(header, position)) < 8) return null;
    const length = view.getUint32(0);
    const isLong = length === 1;
    const size = isLong ? Number(view.getBigUint64(8)) : length === 0 ? to - position : length;
    const start = position + (isLong ? 16 : 8);
    if (position + size < start) return null;
    if (String.fromCharCode(...header.subarray(4, 8)) === type) return { start, end: position + size };
    position += size;
  }
  return null;
}
