import { z } from 'zod';
import { failureSchema } from './failure-schema.ts';
import type { FiniteLoudness, OrderedFile, OrderNews } from './export-order.ts';
import { exportTicketSchema } from './export-schemas.ts';
import { mostExportFiles } from './main-api.ts';

const level = z.number().min(-1000).max(1000);

const loudnessSchema: z.ZodType<FiniteLoudness> = z.strictObject({
  integratedLufs: level.nullable(),
  rangeLu: level.nullable(),
  truePeakDb: level.nullable(),
  samplePeakDb: level.nullable(),
});

const fileSchema: z.ZodType<OrderedFile> = z.strictObject({
  ticket: exportTicketSchema,
  version: z.string().max(300),
  lengthSeconds: z.number().min(0),
  sampleRate: z.number().min(0),
  before: loudnessSchema,
  after: loudnessSchema,
  gainDb: level,
  limitedDb: level,
});

/** What the page says of an order. */
export const orderNewsSchema: z.ZodType<OrderNews> = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('running'), fraction: z.number().min(0).max(1) }),
  z.strictObject({
    state: z.literal('done'),
    title: z.string().max(200),
    files: z.array(fileSchema).max(mostExportFiles),
    documents: z.array(exportTicketSchema).max(mostExportFiles),
  }),
  z.strictObject({ state: z.literal('failed'), failure: failureSchema }),
]);
