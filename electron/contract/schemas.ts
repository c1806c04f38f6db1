import { z } from 'zod';
import {
  buttonTargets,
  controllerModes,
  type Controls,
  type KeyChoice,
  longestPortName,
  longestStroke,
  type MidiAssignment,
  mostKeyChoices,
  mostMidiAssignments,
  mostStrokes,
  rangeTargets,
} from './stage/controls.ts';
import {
  type AddedStemFile,
  type Arrival,
  audioContainers,
  coverKinds,
  highestPeakDb,
  loudestLufs,
  lowestPeakDb,
  mostBeats,
  mostSkipped,
  mostSpares,
  mostStems,
  type MusicalKey,
  recordRoutes,
  type SavedAudio,
  type Session,
  type SessionOrigin,
  type SkippedFile,
  skipReasons,
  type SongAnalysis,
  type Stem,
  type StemAnalysis,
  type StemFacts,
  stemKinds,
  unknownSeparated,
} from './session.ts';
import {
  interfaceSizes,
  type KeptSettings,
  type KeyStatus,
  type KeyTest,
  largestQuotaGiB,
  type Settings,
  smallestQuotaGiB,
  themes,
} from './settings.ts';
import { languageChoices, spokenLocales } from './words/locales.ts';
import {
  exportChoicesSchema,
  exportSetSchema,
  exportTicketSchema,
  newExportSchema,
  failureSchema,
} from './schemas/exports.ts';
import {
  cancellable,
  externalPages,
  mostDroppedFiles,
  mostPlannedSongs,
  resumedWords,
  sessionMarks,
  textKinds,
  type AppDetails,
  type ChosenText,
  type ImportAnswer,
  type LibraryDetails,
  type MainApi,
  type OpenedSession,
} from './main-api.ts';
import {
  longestStripName,
  fastestSpeed,
  maxLevelDb,
  maxShiftFrames,
  maxShiftMs,
  maxTransposeCents,
  minLevelDb,
  outputs,
  slowestSpeed,
  type ChannelStrip,
  type Mix,
  mostStripGroups,
  type StripGroup,
} from './mix.ts';
import {
  longestSourceName,
  audioIdSchema,
  epochMsSchema,
  measured,
  separationKindSchema,
  sessionIdSchema,
  sha256Schema,
  songSourceSchema,
  stemIdSchema,
  taskIdSchema,
} from './schemas/ids.ts';
import {
  chosenFileSchema,
  purchaseIdSchema,
  purchaseOfferSchema,
  purchasesSchema,
  separationOrderSchema,
  settledSchema,
  settlementSchema,
} from './schemas/purchases.ts';
import {
  generationQuestionSchema,
  keptServiceSongSchema,
  serviceSongSchema,
  songOrderSchema,
  timedWordsSchema,
} from './schemas/service-songs.ts';
import { mostGeneratedSongs, type GenerationAnswer } from './service-song.ts';
import { longestText } from './result.ts';
import { setlistsSchema } from './schemas/setlists.ts';
import { cueLevelSchema, songSheetSchema } from './schemas/song-sheet.ts';
import { stageOrderSchema } from './schemas/stage.ts';
import { largestLyricsBytes } from './song-sheet.ts';
import { longestTaskText } from './task-id.ts';
import { decibels, type Decibels, type Frames, type Hertz } from './units.ts';

export { exportTicketSchema, failureSchema, sessionIdSchema, stemIdSchema, taskIdSchema, audioIdSchema, sha256Schema };
export { separationKindSchema, songSourceSchema };
export { setlistsSchema, songSheetSchema };
export { requestReportSchema } from './schemas/exports.ts';
export { purchaseSchema } from './schemas/purchases.ts';
export { serviceSongSchema, timedWordsSchema };

const framesSchema = measured<Frames>(z.int().min(0));
const hertzSchema = measured<Hertz>(z.number().min(8000).max(384_000));
const countSchema = z.number().min(0);
const textSchema = z.string().max(longestText);
/** Windows has the longest paths. */
const pathSchema = z.string().max(32_767);

export const savedAudioSchema: z.ZodType<SavedAudio> = z.strictObject({
  sha256: sha256Schema,
  byteLength: z.int().min(1),
  container: z.enum(audioContainers),
});

export const stemFactsSchema: z.ZodType<StemFacts> = z.strictObject({
  sampleRate: hertzSchema,
  channels: z.union([z.literal(1), z.literal(2)]),
  mixedFrom: z.string().min(3).max(4).exactOptional(),
  lengthFrames: framesSchema,
});

const stemFileSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('saved'), audio: savedAudioSchema }),
  z.strictObject({ state: z.literal('missing'), failure: failureSchema.nullable() }),
  z.strictObject({ state: z.literal('away'), audio: savedAudioSchema, failure: failureSchema }),
  // Songs saved before stems could heal lack this field.
  z.strictObject({ state: z.literal('damaged'), audio: savedAudioSchema.optional(), failure: failureSchema }),
]);

export const stemSchema: z.ZodType<Stem> = z.strictObject({
  id: stemIdSchema,
  kind: z.enum(stemKinds),
  name: z.string().min(1).max(200),
  file: stemFileSchema,
  facts: stemFactsSchema.nullable(),
  hasOverview: z.boolean(),
  spares: z.array(savedAudioSchema).min(1).max(mostSpares).exactOptional(),
});

export const sessionOriginSchema: z.ZodType<SessionOrigin> = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('task'),
    taskId: taskIdSchema,
    expiresAt: epochMsSchema.nullable(),
    note: textSchema.nullable(),
    // Songs saved before there were two routes lack this field.
    route: z.enum(recordRoutes).nullable().default(null),
    // Songs saved before separations started in Stemroom lack this field.
    separated: z
      .strictObject({
        source: songSourceSchema.nullable(),
        kind: separationKindSchema.nullable(),
        audioId: audioIdSchema.nullable(),
      })
      .default(unknownSeparated),
  }),
  z.strictObject({ from: z.literal('import') }),
  z.strictObject({ from: z.literal('demo') }),
]);

export const arrivalSchema: z.ZodType<Arrival> = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('complete') }),
  z.strictObject({ state: z.literal('queued') }),
  z.strictObject({ state: z.literal('separating'), startedAt: epochMsSchema, nextCheckAt: epochMsSchema }),
  z.strictObject({ state: z.literal('stillProcessing'), startedAt: epochMsSchema }),
  z.strictObject({ state: z.literal('fetching') }),
  z.strictObject({ state: z.literal('incomplete'), failure: failureSchema }),
  z.strictObject({ state: z.literal('evicted') }),
  z.strictObject({ state: z.literal('failed'), failure: failureSchema }),
]);

const skippedFileSchema: z.ZodType<SkippedFile> = z.strictObject({
  file: z.string().min(1).max(1000),
  reason: z.enum(skipReasons),
  detail: z.string().max(200),
});

/** A title is one line of text; main trims it. */
export const titleSchema = z.string().min(1).max(200);

export const sessionSchema: z.ZodType<Session> = z.strictObject({
  id: sessionIdSchema,
  title: titleSchema,
  origin: sessionOriginSchema,
  addedAt: epochMsSchema,
  arrival: arrivalSchema,
  stems: z.array(stemSchema).max(mostStems),
  original: savedAudioSchema.nullable(),
  cover: z.enum(coverKinds).nullable(),
  byteLength: countSchema,
  // Songs saved before there was a quota lack these fields.
  isPinned: z.boolean().default(false),
  lastPlayedAt: epochMsSchema.nullable().default(null),
  // Songs saved before skipped files were kept lack this field.
  skipped: z.array(skippedFileSchema).max(mostSkipped).default([]),
  isReadOnly: z.boolean(),
});

const levelSchema = z
  .union([z.number().min(minLevelDb).max(maxLevelDb), z.literal(-Infinity)])
  .transform((value) => value as Decibels);

const groupKeySchema = z.int().min(1).max(mostStripGroups);

const stripSchema: z.ZodType<ChannelStrip> = z.strictObject({
  stemId: stemIdSchema,
  // Mixes saved before there was a name, a shift, an order, a group, a speed or a transposition lack these fields.
  name: z.string().min(1).max(longestStripName).nullable().default(null),
  levelDb: levelSchema,
  pan: z.number().min(-1).max(1),
  isMuted: z.boolean(),
  isSoloed: z.boolean(),
  shiftFrames: z.int().min(-maxShiftFrames).max(maxShiftFrames).default(0),
  shiftMs: z.int().min(-maxShiftMs).max(maxShiftMs).default(0),
  output: z.enum(outputs).default('main'),
  cueDb: cueLevelSchema.default(decibels(0)),
  group: groupKeySchema.nullable().default(null),
});

const groupSchema: z.ZodType<StripGroup> = z.strictObject({
  key: groupKeySchema,
  name: z.string().min(1).max(longestStripName),
  levelDb: levelSchema,
  isMuted: z.boolean(),
  isSoloed: z.boolean(),
});

const loopSchema = z
  .strictObject({ startFrames: framesSchema, endFrames: framesSchema, isOn: z.boolean() })
  .refine((loop) => loop.endFrames > loop.startFrames, 'a loop ends after it starts');

export const mixSchema: z.ZodType<Mix> = z.strictObject({
  strips: z.array(stripSchema).max(mostStems),
  hasOwnOrder: z.boolean().default(false),
  groups: z.array(groupSchema).max(mostStripGroups).default([]),
  masterDb: levelSchema,
  loop: loopSchema.nullable(),
  speed: z.number().min(slowestSpeed).max(fastestSpeed).default(1),
  transposeCents: z.int().min(-maxTransposeCents).max(maxTransposeCents).default(0),
  keepsDrumPitch: z.boolean().default(true),
});

const musicalKeySchema: z.ZodType<MusicalKey> = z.strictObject({
  tonic: z.int().min(0).max(11),
  mode: z.enum(['major', 'minor']),
});
const confidenceSchema = z.number().min(0).max(1);
const bpmSchema = z.number().min(20).max(400);

const stemAnalysisSchema: z.ZodType<StemAnalysis> = z.strictObject({
  stemId: stemIdSchema,
  sha256: sha256Schema,
  integratedLufs: z.number().min(-70).max(loudestLufs).nullable(),
  truePeakDb: z.number().min(lowestPeakDb).max(highestPeakDb).nullable(),
  isSilent: z.boolean(),
  shiftHint: z
    .strictObject({
      shiftFrames: z.int().min(-maxShiftFrames).max(maxShiftFrames),
      basis: z.enum(['original', 'length']),
    })
    .nullable(),
});

export const songAnalysisSchema: z.ZodType<SongAnalysis> = z.strictObject({
  stems: z.array(stemAnalysisSchema).max(mostStems),
  tempo: z
    .strictObject({
      bpm: bpmSchema,
      confidence: confidenceSchema,
      beatSeconds: z.array(z.number().min(0)).max(mostBeats),
    })
    .nullable(),
  key: z
    .strictObject({ tonic: z.int().min(0).max(11), mode: z.enum(['major', 'minor']), confidence: confidenceSchema })
    .nullable(),
  residualDb: z.number().nullable(),
  stated: z.strictObject({ bpm: bpmSchema.nullable(), key: musicalKeySchema.nullable() }),
});

const keyStatusSchema: z.ZodType<KeyStatus> = z.strictObject({
  isPresent: z.boolean(),
  lastFour: z.string().max(4).nullable(),
  backend: textSchema,
  problem: failureSchema.nullable(),
});

const keyTestSchema: z.ZodType<KeyTest> = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('works'), creditsLeft: z.number() }),
  z.strictObject({ outcome: z.literal('refused') }),
  z.strictObject({ outcome: z.literal('unreachable'), failure: failureSchema }),
  z.strictObject({ outcome: z.literal('serviceDown'), failure: failureSchema }),
]);

const portNameSchema = z.string().min(1).max(longestPortName);

const keyChoiceSchema: z.ZodType<KeyChoice> = z.strictObject({
  target: z.enum(buttonTargets),
  strokes: z.array(z.string().min(1).max(longestStroke)).max(mostStrokes),
});

const midiAssignmentSchema: z.ZodType<MidiAssignment> = z.strictObject({
  port: portNameSchema,
  kind: z.enum(['note', 'controller']),
  channel: z.int().min(1).max(16),
  number: z.int().min(0).max(127),
  mode: z.enum(controllerModes),
  target: z.enum([...buttonTargets, ...rangeTargets]),
});

export const controlsSchema = z.strictObject({
  hasSingleKeys: z.boolean(),
  keys: z.array(keyChoiceSchema).max(mostKeyChoices),
  midi: z.array(midiAssignmentSchema).max(mostMidiAssignments),
  clockPort: portNameSchema.nullable(),
}) satisfies z.ZodType<Controls>;

export const settingsSchema = z.strictObject({
  theme: z.enum(themes),
  interfaceSize: z.literal(interfaceSizes),
  language: z.literal(languageChoices),
  pagePoolMiB: z.int().min(64).max(2048),
  hasSafetyLimiter: z.boolean(),
  quota: z.strictObject({ isOn: z.boolean(), limitGiB: z.int().min(smallestQuotaGiB).max(largestQuotaGiB) }),
  export: exportChoicesSchema,
  controls: controlsSchema,
  cue: z.strictObject({
    device: z.strictObject({ id: z.string().min(1).max(200), label: z.string().max(200) }).nullable(),
    levelDb: cueLevelSchema,
  }),
}) satisfies z.ZodType<Settings>;

const keptSettingsSchema: z.ZodType<KeptSettings> = z.strictObject({
  settings: settingsSchema,
  trouble: failureSchema.nullable(),
  locale: z.literal(spokenLocales),
});

const libraryDetailsSchema: z.ZodType<LibraryDetails> = z.strictObject({
  folder: pathSchema,
  evictableBytes: countSchema,
  freeBytes: countSchema.nullable(),
});

const appDetailsSchema: z.ZodType<AppDetails> = z.strictObject({
  version: textSchema,
  electron: textSchema,
  chromium: textSchema,
  platform: textSchema,
  libraryBytes: countSchema,
  library: libraryDetailsSchema,
});

const openedSessionSchema: z.ZodType<OpenedSession> = z.strictObject({
  session: sessionSchema,
  mix: mixSchema.nullable(),
  sheet: songSheetSchema.nullable(),
  analysis: songAnalysisSchema.nullable(),
});

const importAnswerSchema: z.ZodType<ImportAnswer> = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('done'),
    sessions: z.array(sessionSchema).max(mostPlannedSongs),
    failed: z.array(z.strictObject({ title: titleSchema, failure: failureSchema })).max(mostPlannedSongs),
  }),
  z.strictObject({
    state: z.literal('asks'),
    ticket: z.string().min(1).max(40),
    songs: z
      .array(z.strictObject({ title: titleSchema, stemCount: z.int().min(1), byteLength: countSchema }))
      .max(mostPlannedSongs),
  }),
]);

const generationAnswerSchema: z.ZodType<GenerationAnswer> = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('kept'),
    session: sessionSchema,
    song: serviceSongSchema,
    missing: z.array(z.enum(['cover', 'original'])).max(2),
  }),
  z.strictObject({ state: z.literal('asks'), songs: z.array(serviceSongSchema).max(mostGeneratedSongs) }),
]);

const chosenTextSchema: z.ZodType<ChosenText> = z.strictObject({
  name: z.string().min(1).max(1000),
  bytes: z
    .instanceof(Uint8Array)
    .refine((bytes) => bytes.byteLength <= largestLyricsBytes)
    .meta({ mostBytes: largestLyricsBytes }),
});

const stemOfSongSchema = z.strictObject({ id: sessionIdSchema, stemId: stemIdSchema });
/** As it comes from preload. `path`: of a dropped file; null: ask. */
const stemFileOrderSchema = z.discriminatedUnion('does', [
  stemOfSongSchema.extend({ does: z.literal('add'), path: z.string().min(1).max(4096).nullable() }),
  stemOfSongSchema.extend({ does: z.literal('use'), sha256: sha256Schema }),
  stemOfSongSchema.extend({ does: z.literal('discard'), sha256: sha256Schema }),
]);
const addedStemFileSchema: z.ZodType<AddedStemFile> = z.strictObject({
  audio: savedAudioSchema,
  name: z.string().max(longestSourceName),
});

const nothing = z.undefined();
const noValue = z.undefined();

type Door = { readonly argument: z.ZodType; readonly value: z.ZodType };

/** The argument and the value of each method. Main checks both. */
export const apiSchemas = {
  listSongs: { argument: nothing, value: z.string() },
  openSession: { argument: sessionIdSchema, value: openedSessionSchema },
  prepareSession: { argument: sessionIdSchema, value: openedSessionSchema },
  verifySession: { argument: sessionIdSchema, value: sessionSchema },
  renameSession: { argument: z.strictObject({ id: sessionIdSchema, title: titleSchema }), value: sessionSchema },
  markSession: { argument: z.strictObject({ id: sessionIdSchema, mark: z.enum(sessionMarks) }), value: sessionSchema },
  removeSession: { argument: sessionIdSchema, value: noValue },
  restoreDemo: { argument: nothing, value: sessionSchema },
  changeLibraryFolder: { argument: z.enum(['move', 'use']), value: libraryDetailsSchema.nullable() },
  addTasks: { argument: z.string().max(longestTaskText), value: z.array(sessionSchema) },
  resumeFetch: { argument: sessionIdSchema, value: z.enum(resumedWords) },
  cancelFetch: { argument: sessionIdSchema, value: noValue },
  answerHostQuestion: {
    argument: z.strictObject({ host: z.string().min(1).max(253), isAllowed: z.boolean() }),
    value: noValue,
  },
  chooseImport: { argument: z.enum(['folder', 'files']), value: importAnswerSchema.nullable() },
  importDropped: {
    argument: z.array(z.string().min(1).max(4096)).min(1).max(mostDroppedFiles),
    value: importAnswerSchema,
  },
  answerImport: {
    argument: z.strictObject({ ticket: z.string().min(1).max(40), isWanted: z.boolean() }),
    value: importAnswerSchema,
  },
  saveMix: { argument: z.strictObject({ id: sessionIdSchema, mix: mixSchema }), value: noValue },
  saveSheet: { argument: z.strictObject({ id: sessionIdSchema, sheet: songSheetSchema }), value: noValue },
  chooseText: { argument: z.enum(textKinds), value: chosenTextSchema.nullable() },
  setlists: { argument: setlistsSchema.nullable(), value: setlistsSchema },
  stage: { argument: stageOrderSchema, value: noValue },
  saveAnalysis: {
    argument: z.strictObject({ id: sessionIdSchema, analysis: songAnalysisSchema }),
    value: noValue,
  },
  saveStemFacts: {
    argument: z.strictObject({ id: sessionIdSchema, stemId: stemIdSchema, facts: stemFactsSchema }),
    value: noValue,
  },
  stemFile: { argument: stemFileOrderSchema, value: addedStemFileSchema.nullable() },
  keyStatus: { argument: nothing, value: keyStatusSchema },
  saveKey: { argument: z.string().max(4096), value: keyStatusSchema },
  removeKey: { argument: nothing, value: keyStatusSchema },
  cancel: { argument: z.enum(cancellable), value: noValue },
  chooseSong: { argument: nothing, value: chosenFileSchema.nullable() },
  dropSong: { argument: z.string().min(1).max(4096), value: chosenFileSchema },
  encodeSong: { argument: sha256Schema, value: exportTicketSchema },
  offerPurchase: { argument: nothing, value: purchaseOfferSchema },
  buySeparation: { argument: separationOrderSchema, value: sessionSchema },
  listPurchases: { argument: nothing, value: purchasesSchema },
  savePurchases: { argument: nothing, value: z.boolean() },
  serviceSong: { argument: sessionIdSchema, value: keptServiceSongSchema },
  addGeneration: { argument: generationQuestionSchema, value: generationAnswerSchema },
  buyWords: { argument: songOrderSchema, value: timedWordsSchema },
  buyMidi: { argument: songOrderSchema, value: z.boolean() },
  settlePurchase: {
    argument: z.strictObject({ id: purchaseIdSchema, settlement: settlementSchema }),
    value: settledSchema,
  },
  testKey: { argument: nothing, value: keyTestSchema },
  readSettings: { argument: nothing, value: keptSettingsSchema },
  changeSettings: { argument: settingsSchema.partial(), value: keptSettingsSchema },
  appDetails: { argument: nothing, value: appDetailsSchema },
  openExternal: { argument: z.enum(externalPages), value: noValue },
  restartSound: { argument: nothing, value: noValue },
  beginExport: { argument: newExportSchema, value: exportSetSchema.nullable() },
  endExport: { argument: z.strictObject({ ticket: exportTicketSchema, isKept: z.boolean() }), value: noValue },
  reveal: {
    argument: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('session'), id: sessionIdSchema }),
      z.strictObject({ kind: z.literal('export'), ticket: exportTicketSchema }),
      z.strictObject({ kind: z.literal('log') }),
    ]),
    value: noValue,
  },
} satisfies Record<keyof MainApi, Door>;
