import { z } from 'zod';
import { maxShiftFrames } from '../mix.ts';
import {
  highestPeakDb,
  loudestLufs,
  lowestPeakDb,
  mostBeats,
  mostStems,
  type MusicalKey,
  type SongAnalysis,
  type StemAnalysis,
} from '../session.ts';
import { sha256Schema, stemIdSchema } from './ids.ts';

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
