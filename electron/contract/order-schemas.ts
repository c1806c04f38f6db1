import { z } from 'zod';
import { failureSchema } from './failure-schema.ts';
import {
  loudestLevelDb,
  longestReason,
  longestSongTitle,
  longestStemName,
  longestVersionName,
  mostToldStems,
  type FiniteLoudness,
  type OrderedFile,
  type OrderNews,
} from './export-order.ts';
import { exportTicketSchema } from './export-schemas.ts';
import { mostExportFiles } from './main-api.ts';

const level = z.number().min(-loudestLevelDb).max(loudestLevelDb);
const rate = z.number().min(1).max(1e9);

const loudnessSchema: z.ZodType<FiniteLoudness> = z.strictObject({
  integratedLufs: level.nullable(),
  rangeLu: level.nullable(),
  truePeakDb: level.nullable(),
  samplePeakDb: level.nullable(),
});

const fileSchema: z.ZodType<OrderedFile> = z.strictObject({
  ticket: exportTicketSchema,
  version: z.string().max(longestVersionName),
  lengthSeconds: z.number().min(0),
  sampleRate: z.number().min(0),
  before: loudnessSchema,
  after: loudnessSchema,
  gainDb: level.nullable(),
  limitedDb: level.nullable(),
});

const leftOutSchema = z.strictObject({ stem: z.string().max(longestStemName), reason: z.string().max(longestReason) });
const concealedSchema = z.strictObject({ stem: z.string().max(longestStemName), seconds: z.number().min(0) });

/** What the page says of an order. */
export const orderNewsSchema: z.ZodType<OrderNews> = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('planned'), songRate: rate, fileRate: rate }),
  z.strictObject({ state: z.literal('running'), fraction: z.number().min(0).max(1) }),
  z.strictObject({
    state: z.literal('done'),
    title: z.string().max(longestSongTitle),
    files: z.array(fileSchema).max(mostExportFiles),
    documents: z.array(exportTicketSchema).max(mostExportFiles),
    leftOut: z.array(leftOutSchema).max(mostToldStems),
    concealed: z.array(concealedSchema).max(mostToldStems),
  }),
  z.strictObject({ state: z.literal('failed'), failure: failureSchema }),
]);
