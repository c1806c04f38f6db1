import { fail, ok, stemGroups, type Result } from '#contract';
import { stemGroupLooks } from '../../mix/stem-groups.ts';
import { box, fields, fileStart, freeForm } from '../../codecs/mp4/movie-writer.ts';
import { FileBytes, type PutPiece } from '../../codecs/shared/file-encoder.ts';
import type { ReadableFile } from '../temporary-files.ts';
import { boxesIn, readSoundTrack, renumbered, type SoundTrack } from './m4a-track.ts';

/** Bytes read and written at a time. */
const copyBytes = 1 << 20;
/** Offsets in a file have 32 bits. */
const longestBytes = 2 ** 32;

/**
 * A stem file (`.stem.mp4`, Native Instruments, "Stem file format" 1.0): the mix and its four parts as tracks of one file, in
 * the order master, drums, bass, melody, vocals, and a `stem` box that says what they are. `parts` are M4A files of equal length
 * in that order; the tags are those of the first. `kara`: the words of the song, for players of karaoke; null: none. Nothing is decoded or encoded. Fails as `put` does, and with `tooLarge` for
 * more than 4 GiB. Throws when a part is not an M4A file that Stemroom wrote.
 */
export async function writeStemFile(
  parts: readonly ReadableFile[],
  put: PutPiece,
  kara: string | null = null,
): Promise<Result<undefined>> {
  const tracks: SoundTrack[] = [];
  for (const part of parts) tracks.push(await readSoundTrack(part));
  const [master] = tracks;
  if (master === undefined || tracks.length !== stemGroups.length + 1) throw new Error('A stem file has five tracks.');
  const mediaBytes = tracks.reduce((sum, { mediaStart, mediaEnd }) => sum + mediaEnd - mediaStart, 0);
  const start = fileStart(mediaBytes);
  if (start.length + mediaBytes >= longestBytes) return fail('tooLarge');

  const file = new FileBytes(put);
  const begun = await file.append(start);
  if (!begun.ok) return begun;
  const moved: Uint8Array[] = [];
  for (const [index, track] of tracks.entries()) {
    moved.push(renumbered(track.track, index + 1, file.length - track.mediaStart));
    const copied = await copyMedia(track, file);
    if (!copied.ok) return copied;
  }
  const appended = await file.append(box('moov', nextTrack(master.header), ...moved, userData(master.userData, kara)));
  return appended.ok ? file.flush() : appended;
}

async function copyMedia({ file, mediaStart, mediaEnd }: SoundTrack, into: FileBytes): Promise<Result<undefined>> {
  for (let at = mediaStart; at < mediaEnd; at += copyBytes) {
    const appended = await into.append(await file.read(at, Math.min(at + copyBytes, mediaEnd)));
    if (!appended.ok) return appended;
  }
  return ok();
}

/** The movie's header with the number that the next track would get, in its last 32 bits. */
function nextTrack(header: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(header);
  new DataView(bytes.buffer).setUint32(bytes.length - 4, stemGroups.length + 2);
  return bytes;
}

function userData(tags: Uint8Array<ArrayBuffer> | null, kara: string | null): Uint8Array {
  const [whole] = tags === null ? [] : boxesIn(tags);
  const boxes = tags === null || whole === undefined ? [] : boxesIn(tags, whole.contentStart, whole.end);
  const kept = boxes.map(({ kind, start, contentStart, end }) =>
    tags === null || kara === null || kind !== 'meta'
      ? (tags ?? new Uint8Array()).subarray(start, end)
      : withKara(tags.subarray(contentStart, end), kara),
  );
  return box('udta', ...kept, box('stem', fields().text(JSON.stringify(stemNotes)).bytes));
}

/** Version and flags of `meta`. */
const metaHeadBytes = 4;

/** A `meta` box with this content, and the words of the song as one more item of its `ilst`. */
function withKara(content: Uint8Array<ArrayBuffer>, kara: string): Uint8Array<ArrayBuffer> {
  const boxes = boxesIn(content, metaHeadBytes).map(({ kind, start, contentStart, end }) =>
    kind === 'ilst'
      ? box('ilst', content.subarray(contentStart, end), freeForm('kara', kara, 'com.stems'))
      : content.subarray(start, end),
  );
  return box('meta', content.subarray(0, metaHeadBytes), ...boxes);
}

/** Compressor and limiter are part of the format; these are its own defaults, switched off. */
const stemNotes = {
  mastering_dsp: {
    compressor: {
      ...{ enabled: false, ratio: 3, attack: 0.003, release: 0.3, threshold: 0 },
      ...{ input_gain: 0.5, output_gain: 0.5, hp_cutoff: 300, dry_wet: 50 },
    },
    limiter: { enabled: false, release: 0.05, threshold: 0, ceiling: -0.35 },
  },
  version: 1,
  stems: stemGroups.map((group) => {
    const { name, color } = stemGroupLooks[group];
    return { name, color };
  }),
};
