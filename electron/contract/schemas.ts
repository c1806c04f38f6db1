import { z } from 'zod';
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
import { songAnalysisSchema } from './schemas/analysis.ts';
import { exportSetSchema, exportTicketSchema, failureSchema, newExportSchema } from './schemas/exports.ts';
import {
  audioIdSchema,
  countSchema,
  longestSourceName,
  separationKindSchema,
  sessionIdSchema,
  sha256Schema,
  songSourceSchema,
  stemIdSchema,
  taskIdSchema,
  textSchema,
} from './schemas/ids.ts';
import { mixSchema } from './schemas/mix.ts';
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
import { savedAudioSchema, sessionSchema, stemFactsSchema, titleSchema } from './schemas/session.ts';
import { setlistsSchema } from './schemas/setlists.ts';
import { keptSettingsSchema, keyStatusSchema, keyTestSchema, settingsSchema } from './schemas/settings.ts';
import { songSheetSchema } from './schemas/song-sheet.ts';
import { stageOrderSchema } from './schemas/stage.ts';
import { mostGeneratedSongs, type GenerationAnswer } from './service-song.ts';
import type { AddedStemFile } from './session.ts';
import { largestLyricsBytes } from './song-sheet.ts';
import { longestTaskText } from './task-id.ts';

export { audioIdSchema, exportTicketSchema, failureSchema, sessionIdSchema, sha256Schema, stemIdSchema, taskIdSchema };
export { mixSchema, savedAudioSchema, sessionSchema, settingsSchema, songAnalysisSchema, stemFactsSchema, titleSchema };
export { separationKindSchema, setlistsSchema, songSheetSchema, songSourceSchema };
export { serviceSongSchema, timedWordsSchema };
export { requestReportSchema } from './schemas/exports.ts';
export { purchaseSchema } from './schemas/purchases.ts';
export { arrivalSchema, sessionOriginSchema, stemSchema } from './schemas/session.ts';
export { controlsSchema } from './schemas/settings.ts';

/** Windows has the longest paths. */
const pathSchema = z.string().max(32_767);

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
