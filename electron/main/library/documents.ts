import { z } from 'zod';
import {
  failure,
  type Mix,
  neverUsed,
  type Session,
  type SessionId,
  type SongAnalysis,
  type SongSheet,
  type Stem,
  words,
} from '#contract';
import { mixSchema, sessionSchema, songAnalysisSchema, songSheetSchema, titleSchema } from '#contract/schemas';
import type { DocumentForm } from '../disk/json-file.ts';

/**
 * The highest version of song.json this Stemroom writes. A higher one is read as far as possible and never written. 2: stems have files
 * beside the one that plays. A song of version 1 is one without these, and is still written as such.
 */
const songVersion = 2;
const versionOf = ({ stems }: Pick<Session, 'stems'>): number =>
  stems.some(({ spares }) => spares !== undefined) ? songVersion : 1;

// Derived values are not stored in the document.
type StoredSong = Omit<Session, 'id' | 'cover' | 'byteLength' | 'isReadOnly'> & { readonly version: number };

const looseSong = z.looseObject({
  version: z.int().min(1),
  stems: z.array(z.looseObject({})),
});
const fragmentSchema = z.object({
  title: titleSchema.catch(() => words().names.titles.ofNewerStemroom),
  addedAt: z.number().min(0).catch(0),
});

/** Returns the bytes of sound a song has on disk by its document. */
export function savedBytes(session: Pick<Session, 'stems' | 'original'>): number {
  const stems = session.stems.map((stem) => (stem.file.state === 'saved' ? stem.file.audio.byteLength : 0));
  const spares = session.stems.flatMap((stem) => stem.spares?.map(({ byteLength }) => byteLength) ?? []);
  return [...stems, ...spares].reduce((sum, bytes) => sum + bytes, session.original?.byteLength ?? 0);
}

/** A missing file is stored as saved: it may come back. */
function storedStem(stem: Stem): Stem {
  return stem.file.state === 'away' ? { ...stem, file: { state: 'saved', audio: stem.file.audio } } : stem;
}

/** Returns the song.json of a session. */
export function storedSong(session: Session): StoredSong {
  const { title, origin, addedAt, arrival, original, isPinned, lastPlayedAt, skipped } = session;
  const stems = session.stems.map(storedStem);
  return {
    version: versionOf(session),
    title,
    origin,
    addedAt,
    arrival,
    stems,
    original,
    isPinned,
    lastPlayedAt,
    skipped,
  };
}

/**
 * Parses a song.json; the folder's name is the id. Null: no valid song. A song of a newer version that cannot be parsed gets its title
 * and no stems.
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

/** Returns the document form of this song's song.json. */
export const songForm = (id: SessionId): DocumentForm<Session> => ({
  version: songVersion,
  parse: (json) => parseSong(json, id),
});

/**
 * 2: strips have names and an order of their own, and are shifted by hand. 3: they are in groups. A mix of an older version is one without
 * these.
 */
const mixVersion = 3;
// JSON lacks infinity.
const silence = '-inf';

const storedLevel = (level: number): number | string => (level === -Infinity ? silence : level);
const levelOnDisk = z.unknown().transform((level) => (level === silence ? -Infinity : level));
const mixOnDisk = z.object({
  version: z.literal([1, 2, mixVersion]),
  mix: z.looseObject({
    strips: z.array(z.looseObject({ levelDb: levelOnDisk })),
    groups: z.array(z.looseObject({ levelDb: levelOnDisk })).default([]),
    masterDb: levelOnDisk,
  }),
});

/** Returns the mix.json of a mix, with `"-inf"` for a fader that is off. */
export function storedMix(mix: Mix): unknown {
  return {
    version: mixVersion,
    mix: {
      ...mix,
      masterDb: storedLevel(mix.masterDb),
      strips: mix.strips.map((strip) => ({ ...strip, levelDb: storedLevel(strip.levelDb) })),
      groups: mix.groups.map((group) => ({ ...group, levelDb: storedLevel(group.levelDb) })),
    },
  };
}

/** Parses a mix.json; null for anything else, and for a newer version. */
export function parseMix(json: unknown): Mix | null {
  const onDisk = mixOnDisk.safeParse(json);
  if (!onDisk.success) return null;
  const mix = mixSchema.safeParse(onDisk.data.mix);
  if (!mix.success) return null;
  const keys = new Set(mix.data.groups.map(({ key }) => key));
  return keys.size === mix.data.groups.length ? mix.data : null;
}

/** The document form of mix.json. */
export const mixForm: DocumentForm<Mix> = { version: mixVersion, parse: parseMix };

/** 2: words of lyrics may join the next one. A sheet of version 1 is one whose words never do. */
const sheetVersion = 2;
const sheetOnDisk = z.object({
  version: z.literal([1, sheetVersion]),
  sheet: z.looseObject({
    // A sheet written before a part of it existed lacks that part; the schema fills it in.
    stretches: z.array(z.looseObject({ levelDb: levelOnDisk })).default([]),
    click: z.looseObject({ levelDb: levelOnDisk }).optional(),
    scenes: z
      .array(
        z.looseObject({
          strips: z.array(z.looseObject({ levelDb: levelOnDisk })),
          groups: z.array(z.looseObject({ levelDb: levelOnDisk })).default([]),
        }),
      )
      .default([]),
  }),
});

/** Returns the song-sheet.json of a sheet, with `"-inf"` for what is muted or off. */
export function storedSheet(sheet: SongSheet): unknown {
  return {
    version: sheetVersion,
    sheet: {
      ...sheet,
      stretches: sheet.stretches.map((stretch) => ({ ...stretch, levelDb: storedLevel(stretch.levelDb) })),
      click: { ...sheet.click, levelDb: storedLevel(sheet.click.levelDb) },
      scenes: sheet.scenes.map((scene) => ({
        ...scene,
        strips: scene.strips.map((strip) => ({ ...strip, levelDb: storedLevel(strip.levelDb) })),
        groups: scene.groups.map((group) => ({ ...group, levelDb: storedLevel(group.levelDb) })),
      })),
    },
  };
}

/** Parses a song-sheet.json; null for anything else, and for a newer version. */
export function parseSheet(json: unknown): SongSheet | null {
  const onDisk = sheetOnDisk.safeParse(json);
  if (!onDisk.success) return null;
  const sheet = songSheetSchema.safeParse(onDisk.data.sheet);
  return sheet.success ? sheet.data : null;
}

/** The document form of song-sheet.json. */
export const sheetForm: DocumentForm<SongSheet> = { version: sheetVersion, parse: parseSheet };

const analysisVersion = 1;
const analysisOnDisk = z.object({ version: z.literal(analysisVersion), analysis: songAnalysisSchema });

/** Returns the analysis.json of an analysis. */
export const storedAnalysis = (analysis: SongAnalysis): unknown => ({ version: analysisVersion, analysis });

/** Parses an analysis.json; null for anything else, and for another version: the song is analysed again. */
export function parseAnalysis(json: unknown): SongAnalysis | null {
  const onDisk = analysisOnDisk.safeParse(json);
  return onDisk.success ? onDisk.data.analysis : null;
}

/** The document form of analysis.json. */
export const analysisForm: DocumentForm<SongAnalysis> = { version: analysisVersion, parse: parseAnalysis };
