import type { SongAnalysis } from '#contract';
import { songAnalysisSchema } from '#contract/schemas';
import { z } from 'zod';
import type { DocumentForm } from '../disk/json-file.ts';

const analysisVersion = 1;
const analysisOnDisk = z.object({ version: z.literal(analysisVersion), analysis: songAnalysisSchema });

/** What analysis.json says. */
export const storedAnalysis = (analysis: SongAnalysis): unknown => ({ version: analysisVersion, analysis });

/** An analysis out of analysis.json; null when it is none, or one of another version: the song is listened to again. */
export function parseAnalysis(json: unknown): SongAnalysis | null {
  const onDisk = analysisOnDisk.safeParse(json);
  return onDisk.success ? onDisk.data.analysis : null;
}

/** How analysis.json is told. */
export const analysisForm: DocumentForm<SongAnalysis> = { version: analysisVersion, parse: parseAnalysis };
