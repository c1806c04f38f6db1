import { z } from 'zod';
import {
  type ChannelStrip,
  fastestSpeed,
  longestStripName,
  maxLevelDb,
  maxShiftFrames,
  maxShiftMs,
  maxTransposeCents,
  minLevelDb,
  type Mix,
  mostStripGroups,
  outputs,
  slowestSpeed,
  type StripGroup,
} from '../mix.ts';
import { mostStems } from '../session.ts';
import { decibels, type Decibels } from '../units.ts';
import { framesSchema, stemIdSchema } from './ids.ts';
import { cueLevelSchema } from './song-sheet.ts';

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
