import { z } from 'zod';
import {
  type Arrival,
  audioContainers,
  coverKinds,
  mostSkipped,
  mostSpares,
  mostStems,
  recordRoutes,
  type SavedAudio,
  type Session,
  type SessionOrigin,
  type SkippedFile,
  skipReasons,
  type Stem,
  type StemFacts,
  stemKinds,
  unknownSeparated,
} from '../session.ts';
import type { Hertz } from '../units.ts';
import { failureSchema } from './exports.ts';
import {
  audioIdSchema,
  countSchema,
  epochMsSchema,
  framesSchema,
  measured,
  separationKindSchema,
  sessionIdSchema,
  sha256Schema,
  songSourceSchema,
  stemIdSchema,
  taskIdSchema,
  textSchema,
} from './ids.ts';

const hertzSchema = measured<Hertz>(z.number().min(8000).max(384_000));

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
