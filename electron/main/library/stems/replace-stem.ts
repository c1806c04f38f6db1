import {
  type AddedStemFile,
  explainSkip,
  fail,
  mostSpares,
  ok,
  type Result,
  type SavedAudio,
  type Session,
  type SessionId,
  type Sha256,
  type Stem,
  type StemId,
  words,
} from '#contract';
import { onDisk, orLogged } from '../../disk/disk-failure.ts';
import { savedAudioOf, spareAudioOf } from '../catalogue.ts';
import { copySound, UnreadableSource } from '../copy-sound.ts';
import { checkFreeSpace } from '../copy-watch.ts';
import { stemPath } from '../folders.ts';
import { soundAt } from '../import/look-at.ts';
import { noQuota, type QuotaPort } from '../library-quota.ts';
import type { SongStore } from '../song-store.ts';
import { judgeBySize, overviewsOf } from './stem-verdicts.ts';

type StemOfSong = { readonly id: SessionId; readonly stemId: StemId };
type FileOfStem = StemOfSong & { readonly sha256: Sha256 };

/**
 * Copies a sound file beside that of a stem, which goes on playing. The bytes are durable before the song names them, so a power cut leaves
 * the whole file or none. Fails with `unsupportedFile`, `libraryFull`, `diskFull`, `notFound`, or as the disk does.
 */
export async function addStemFile(
  store: SongStore,
  { id, stemId }: StemOfSong,
  path: string,
  quota: QuotaPort = noQuota,
): Promise<Result<AddedStemFile>> {
  const opened = await store.opened();
  if (!opened.ok) return opened;
  const writable = store.findWritable(id);
  if (!writable.ok) return writable;
  if (!writable.value.stems.some((stem) => stem.id === stemId)) return fail('notFound', stemId);
  const looked = await onDisk(() => soundAt(store.fs, path));
  const found = looked.ok ? looked.value : looked;
  if (!found.ok) return found.failure.kind === 'sourceUnreadable' ? gone(found.failure.detail) : found;
  const { name, byteLength, container } = found.value;
  const space = await onDisk(() => checkFreeSpace(store.fs, store.root, byteLength));
  const hasSpace = space.ok ? space.value : space;
  if (!hasSpace.ok) return hasSpace;
  const reserved = await quota.reserve(byteLength);
  if (!reserved.ok) return reserved;
  try {
    const copied = await onDisk(async () => {
      const { stems } = store.folders(id);
      await store.fs.makeFolder(stems);
      try {
        const audio = await copySound(store.fs, { fs: store.fs, path }, stems, container);
        await store.fs.syncFolder(stems);
        return ok(audio);
      } catch (error) {
        if (error instanceof UnreadableSource) return gone(name);
        throw error;
      }
    });
    const audio = copied.ok ? copied.value : copied;
    if (!audio.ok) return audio;
    const changed = await store.change(id, (session) =>
      withStem(session, stemId, (stem) => besides(stem, audio.value)),
    );
    if (!changed.ok) return changed;
    await removeUnnamed(store, writable.value, changed.value);
    return ok({ audio: audio.value, name });
  } finally {
    reserved.value();
  }
}

/**
 * Lets a stem play one of the files beside its own, which is then kept there. Returns the same song when it plays that one already. Fails
 * with `fileMissing`, `notFound`, or as the disk does.
 */
export async function useStemFile(store: SongStore, { id, stemId, sha256 }: FileOfStem): Promise<Result<Session>> {
  const opened = await store.opened();
  if (!opened.ok) return opened;
  const session = store.catalogue.find(id);
  const stem = session?.stems.find((one) => one.id === stemId);
  if (session === null || stem === undefined) return fail('notFound');
  if (audioOf(stem)?.sha256 === sha256 && stem.file.state === 'saved') return ok(session);
  const wanted = stem.spares?.find((spare) => spare.sha256 === sha256);
  if (wanted === undefined) return fail('notFound', stem.name);
  const folders = store.folders(id);
  const seen = await onDisk(async () => ({
    verdict: await judgeBySize(store.fs, stemPath(folders, wanted), wanted),
    drawn: await overviewsOf(store.fs, folders, [wanted]),
  }));
  if (!seen.ok) return seen;
  if (seen.value.verdict !== 'whole') return fail('fileMissing', stem.name);
  const hasOverview = seen.value.drawn.has(sha256);
  return store.change(id, (known) => withStem(known, stemId, (one) => playing(one, wanted, hasOverview)));
}

/** Removes a file that lies beside that of a stem, unless something else of the song is in it. Fails as the disk does. */
export async function discardStemFile(
  store: SongStore,
  { id, stemId, sha256 }: FileOfStem,
): Promise<Result<undefined>> {
  const before = store.catalogue.find(id);
  const changed = await store.change(id, (session) => withStem(session, stemId, (stem) => without(stem, sha256)));
  if (!changed.ok) return changed;
  if (before !== null) await removeUnnamed(store, before, changed.value);
  return ok();
}

const gone = (file: string): Result<never> =>
  fail(
    'unsupportedFile',
    words().failures.details.fileBecause(file, explainSkip({ file, reason: 'gone', detail: '' })),
  );

/** The same song when the stem stays as it is. */
function withStem(session: Session, stemId: StemId, change: (stem: Stem) => Stem): Session {
  const stems = session.stems.map((stem) => (stem.id === stemId ? change(stem) : stem));
  return stems.every((stem, at) => stem === session.stems[at]) ? session : { ...session, stems };
}

/** The file that a stem plays, or would play if it were there. */
const audioOf = ({ file }: Stem): SavedAudio | undefined => ('audio' in file ? file.audio : undefined);

function besides(stem: Stem, added: SavedAudio): Stem {
  if (audioOf(stem)?.sha256 === added.sha256 && stem.file.state === 'saved') return stem;
  const others = (stem.spares ?? []).filter(({ sha256 }) => sha256 !== added.sha256);
  return { ...stem, spares: [...others, added].slice(-mostSpares) };
}

function without(stem: Stem, gone: Sha256): Stem {
  const { spares = [], ...rest } = stem;
  const left = spares.filter(({ sha256 }) => sha256 !== gone);
  if (left.length === spares.length) return stem;
  return left.length === 0 ? rest : { ...rest, spares: left };
}

function playing(stem: Stem, audio: SavedAudio, hasOverview: boolean): Stem {
  const { spares = [], ...rest } = stem;
  // What is damaged lies in quarantine.
  const before = stem.file.state === 'damaged' ? undefined : audioOf(stem);
  const kept = [...spares.filter(({ sha256 }) => sha256 !== audio.sha256), ...(before === undefined ? [] : [before])];
  const played = { ...rest, file: { state: 'saved', audio }, facts: null, hasOverview } as const;
  return kept.length === 0 ? played : { ...played, spares: kept.slice(-mostSpares) };
}

/** Removes files that only the song as it was names. The document is durable by now. */
async function removeUnnamed(store: SongStore, before: Session, after: Session): Promise<void> {
  const named = new Set([...savedAudioOf(after), ...spareAudioOf(after)].map(({ sha256 }) => sha256));
  const folders = store.folders(before.id);
  for (const audio of spareAudioOf(before).filter(({ sha256 }) => !named.has(sha256))) {
    await orLogged(store.log, 'a file that no stem plays any more could not be removed', () =>
      store.fs.removeFile(stemPath(folders, audio)),
    );
  }
}
