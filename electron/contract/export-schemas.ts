import { z } from 'zod';
import {
  exportKinds,
  highestCeilingDb,
  longestArtist,
  longestTemplate,
  loudestTargetLufs,
  lowestCeilingDb,
  mostGroups,
  mostVersions,
  quietestTargetLufs,
  stemTreatments,
  type ExportChoices,
} from './export-choices.ts';
import { aacKbps, mp3Qualities, opusKbps, type ExportFormat } from './export.ts';
import type { ExportTicket } from './export-ticket.ts';
import { stemGroups } from './stem-group.ts';
import { mostExportFiles, type ExportSet, type ExportTarget, type ExportWish } from './main-api.ts';

// The output of a schema is the branded type; the one cast a brand needs is here.
export const exportTicketSchema = z
  .string()
  .max(26)
  .regex(/^[0-9a-hjkmnp-tv-z]{26}$/)
  .transform((text) => text as ExportTicket);

const exportTargetSchema: z.ZodType<ExportTarget> = z.strictObject({
  ticket: exportTicketSchema,
  fileName: z.string().max(1024),
});

export const exportSetSchema: z.ZodType<ExportSet> = z.strictObject({
  folderName: z.string().max(255),
  files: z.array(exportTargetSchema).max(mostExportFiles),
  report: exportTargetSchema.nullable(),
});

const nameSchema = z.string().min(1).max(300);

export const exportWishSchema: z.ZodType<ExportWish> = z.strictObject({
  names: z.array(nameSchema).min(1).max(mostExportFiles),
  report: nameSchema.nullable(),
  expectedBytes: z.number().min(0).nullable(),
});

const exportFormatSchema: z.ZodType<ExportFormat> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wav'), bits: z.literal([16, 24, 32]) }),
  z.strictObject({ kind: z.literal('flac'), bits: z.literal([16, 24]) }),
  z.strictObject({ kind: z.literal('mp3'), quality: z.enum(mp3Qualities) }),
  z.strictObject({ kind: z.literal('opus'), kbps: z.literal(opusKbps) }),
  z.strictObject({ kind: z.literal('aac'), kbps: z.literal(aacKbps) }),
]);

export const exportChoicesSchema: z.ZodType<ExportChoices> = z.strictObject({
  kind: z.enum(exportKinds),
  versions: z.array(z.string().max(80)).max(mostVersions),
  stemsAre: z.enum(stemTreatments),
  groups: z
    .record(z.string().max(80), z.enum(stemGroups))
    .refine((groups) => Object.keys(groups).length <= mostGroups)
    .meta({ mostEntries: mostGroups })
    // Choices that were kept before there were stem files do not say.
    .default({}),
  format: exportFormatSchema,
  rate: z.literal(['song', 44_100, 48_000]),
  isLoudnessSet: z.boolean(),
  loudness: z.strictObject({
    integratedLufs: z.number().min(quietestTargetLufs).max(loudestTargetLufs),
    ceilingDb: z.number().min(lowestCeilingDb).max(highestCeilingDb),
  }),
  nameTemplate: z.string().max(longestTemplate),
  artist: z.string().max(longestArtist),
  writesReport: z.boolean(),
});
