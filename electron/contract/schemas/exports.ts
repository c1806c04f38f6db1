import { z } from 'zod';
import {
  aacKbps,
  defaultExportChoices,
  type ExportChoices,
  exportClicks,
  type ExportFormat,
  exportKinds,
  type ExportTicket,
  type FiniteLoudness,
  highestCeilingDb,
  leastForwardDb,
  longestArtist,
  longestReason,
  longestSongTitle,
  longestStemName,
  longestTemplate,
  longestVersionName,
  loudestLevelDb,
  loudestTargetLufs,
  lowestCeilingDb,
  mostForwardDb,
  mostGroups,
  mostReportedStems,
  mostVersions,
  mp3Qualities,
  opusKbps,
  type ReportedFile,
  type RequestReport,
  quietestTargetLufs,
  stemGroups,
  stemTreatments,
} from '../export.ts';
import { type ExportSet, type ExportTarget, type NewExport, mostExportFiles } from '../main-api.ts';
import { countInBars } from '../song-sheet.ts';
import { type Failure, failureKinds, longestText } from '../result.ts';

export const failureSchema: z.ZodType<Failure> = z.strictObject({
  kind: z.enum(failureKinds),
  detail: z.string().max(longestText),
});

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

export const newExportSchema: z.ZodType<NewExport> = z.strictObject({
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
  // Choices saved before a stem could be forward lack this field.
  forward: z
    .strictObject({ lowerDb: z.number().min(leastForwardDb).max(mostForwardDb), isSplit: z.boolean() })
    .default(defaultExportChoices.forward),
  stemsAre: z.enum(stemTreatments),
  groups: z
    .record(z.string().max(80), z.enum(stemGroups))
    .refine((groups) => Object.keys(groups).length <= mostGroups)
    .meta({ mostEntries: mostGroups })
    // Choices saved before there were stem files lack this field.
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
  // Choices saved before there was a click lack these fields.
  click: z.enum(exportClicks).default('none'),
  countInBars: z.literal(countInBars).default(0),
});

const level = z.number().min(-loudestLevelDb).max(loudestLevelDb);
const rate = z.number().min(1).max(1e9);

const loudnessSchema: z.ZodType<FiniteLoudness> = z.strictObject({
  integratedLufs: level.nullable(),
  rangeLu: level.nullable(),
  truePeakDb: level.nullable(),
  samplePeakDb: level.nullable(),
});

const fileSchema: z.ZodType<ReportedFile> = z.strictObject({
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

/** Parses a report of the page about an export of the command line. */
export const requestReportSchema: z.ZodType<RequestReport> = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('planned'), songRate: rate, fileRate: rate }),
  z.strictObject({ state: z.literal('running'), fraction: z.number().min(0).max(1) }),
  z.strictObject({
    state: z.literal('done'),
    title: z.string().max(longestSongTitle),
    files: z.array(fileSchema).max(mostExportFiles),
    documents: z.array(exportTicketSchema).max(mostExportFiles),
    leftOut: z.array(leftOutSchema).max(mostReportedStems),
    concealed: z.array(concealedSchema).max(mostReportedStems),
  }),
  z.strictObject({ state: z.literal('failed'), failure: failureSchema }),
]);
