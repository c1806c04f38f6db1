import { z } from 'zod';
import { failure, type Mix, neverUsed, type Session, type SessionId, type SongAnalysis, type Stem } from '#contract';
import { mixSchema, sessionSchema, songAnalysisSchema, titleSchema } from '#contract/schemas';
import type { DocumentForm } from '../disk/json-file.ts';

/** The version of song.json this Stemroom writes. A higher one is read as far as it can be, and left untouched. */
const songVersion = 1;

// What is known without the document is not kept in it.
type StoredSong = Omit<Session, 'id' | 'cover' | 'byteLength' | 'isReadOnly'> & { readonly version: number };

const looseSong = z.looseObject({
  version: z.int().min(1),
  stems: z.array(z.looseObject({})),
});
const fragmentSchema = z.object({
  title: titleSchema.catch('A song of a newer Stemroom'),
  addedAt: z.number().min(0).catch(0),
});

/** Bytes of sound that the document says are on disk. */
export function savedBytes(session: Pick<Session, 'stems' | 'original'>): number {
  const stems = session.stems.map((stem) => (stem.file.state === 'saved' ? stem.file.audio.byteLength : 0));
  return stems.reduce((sum, bytes) => sum + bytes, session.original?.byteLength ?? 0);
}

/** A stem file that cannot be had today is still what was saved. */
function storedStem(stem: Stem): Stem {
  return stem.file.state === 'away' ? { ...stem, file: { state: 'saved', audio: stem.file.audio } } : stem;
}

/** What song.json says of a session. */
export function storedSong(session: Session): StoredSong {
  const { title, origin, addedAt, arrival, original, isPinned, lastPlayedAt, skipped } = session;
  const stems = session.stems.map(storedStem);
  return { version: songVersion, title, origin, addedAt, arrival, stems, original, isPinned, lastPlayedAt, skipped };
}

/**
 * A session out of song.json; the folder's name is its id. Null: this is no song of ours.
 * A song of a newer version that cannot be understood is shown with its title and nothing to play.
 */
export function parseSong(json: unknown, id: SessionId): Session | null {
  const loose = looseSong.safeParse(json);
  if (!loose.success) return null;
  const { version, title, origin, addedAt, arrival, stems, original, isPinned, lastPlayedAt, skipped } = loose.data;
  const isReadOnly = version > songVersion;
  const whole = sessionSchema.safeParse({
    ...{ id, title, origin, addedAt, arrival, stems, original },
    ...{ cover: null, byteLength: 0, isPinned, lastPlayedAt, skipped, isReadOnly },
  });
  if (whole.success) return { ...whole.data, byteLength: savedBytes(whole.data) };
  return isReadOnly ? songOfNewerVersion(json, id) : null;
}

function songOfNewerVersion(json: unknown, id: SessionId): Session | null {
  const fragment = fragmentSchema.safeParse(json);
  if (!fragment.success) return null;
  const shown = sessionSchema.safeParse({
    id,
    ...fragment.data,
    origin: { from: 'import' },
    arrival: { state: 'failed', failure: failure('newerVersion') },
    stems: [],
    original: null,
    cover: null,
    byteLength: 0,
    ...neverUsed,
    isReadOnly: true,
  });
  return shown.success ? shown.data : null;
}

/** How the song.json of this song is told. */
export const songForm = (id: SessionId): DocumentForm<Session> => ({
  version: songVersion,
  parse: (json) => parseSong(json, id),
});

const mixVersion = 1;
// JSON has no infinity.
const silence = '-inf';

const levelOnDisk = z.unknown().transform((level) => (level === silence ? -Infinity : level));
const mixOnDisk = z.object({
  version: z.literal(mixVersion),
  mix: z.looseObject({
    strips: z.array(z.looseObject({ levelDb: levelOnDisk })),
    masterDb: levelOnDisk,
  }),
});

/** What mix.json says: the mix, with `"-inf"` for a fader that is off. */
export function storedMix(mix: Mix): unknown {
  const onDisk = (level: number): number | string => (level === -Infinity ? silence : level);
  return {
    version: mixVersion,
    mix: {
      ...mix,
      masterDb: onDisk(mix.masterDb),
      strips: mix.strips.map((strip) => ({ ...strip, levelDb: onDisk(strip.levelDb) })),
    },
  };
}

/** A mix out of mix.json; null when it is none, or one of a newer version. */
export function parseMix(json: unknown): Mix | null {
  const onDisk = mixOnDisk.safeParse(json);
  if (!onDisk.success) return null;
  const mix = mixSchema.safeParse(onDisk.data.mix);
  return mix.success ? mix.data : null;
}

/** How mix.json is told. */
export const mixForm: DocumentForm<Mix> = { version: mixVersion, parse: parseMix };

const analysisVersion = 1;
const analysisOnDisk = z.object({ version: z.literal(analysisVersion), analysis: songAnalysisSchema });

/** What analysis.json says. */
export const storedAnalysis = (analysis: SongAnalysis): unknown => ({ version: analysisVersion, analysis });

/** An analysis out of analysis.json; null when it is none, or one of another version: the song is listened to again. */
export function parseAnalysis(json: unknown): SongAnalysis | null {
  const onDisk = analysisOnDisk.safeParse(json);
  return onDisk.success ? onDisk.data.analysis : null;
}

/** How analysis.json is told. */
export const analysisForm: DocumentForm<SongAnalysis> = { version: analysisVersion, parse: parseAnalysis };
