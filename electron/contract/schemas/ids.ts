import { z } from 'zod';
import type { AudioId, SeparationKind, SessionId, Sha256, SongSource, StemId, TaskId } from '../session.ts';
import { longestText } from '../result.ts';
import type { EpochMs, Frames } from '../units.ts';

// A schema's output is the branded type; the one cast a brand needs is in these constructors.
/** A text that matches the pattern and has at most `longest` characters. */
export const branded = <Brand extends string>(pattern: RegExp, longest: number) =>
  z
    .string()
    // Checked before the pattern, so that the pattern never runs on a long text.
    .max(longest)
    .regex(pattern)
    .transform((text) => text as Brand);
/** A number with its unit in its type. */
export const measured = <Unit extends number>(schema: z.ZodNumber) => schema.transform((value) => value as Unit);

export const sessionIdSchema = branded<SessionId>(/^[0-9a-hjkmnp-tv-z]{26}$/, 26);
export const stemIdSchema = branded<StemId>(/^[a-z0-9-]{1,40}$/, 40);
export const taskIdSchema = branded<TaskId>(/^[0-9a-zA-Z_-]{8,64}$/, 64);
export const audioIdSchema = branded<AudioId>(/^[0-9a-zA-Z_-]{8,64}$/, 64);
export const sha256Schema = branded<Sha256>(/^[0-9a-f]{64}$/, 64);

export const epochMsSchema = measured<EpochMs>(z.number().min(0));
export const framesSchema = measured<Frames>(z.int().min(0));
export const countSchema = z.number().min(0);
export const textSchema = z.string().max(longestText);

/** Names of instruments, of files, and links. */
const longestInstrument = 60;
export const longestSourceName = 260;
const longestLink = 4096;

export const separationKindSchema: z.ZodType<SeparationKind> = z.discriminatedUnion('split', [
  z.strictObject({ split: z.literal('vocals') }),
  z.strictObject({ split: z.literal('twelve') }),
  z.strictObject({ split: z.literal('one'), instrument: z.string().min(1).max(longestInstrument) }),
]);

export const songSourceSchema: z.ZodType<SongSource> = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('file'), sha256: sha256Schema, name: z.string().min(1).max(longestSourceName) }),
  z.strictObject({ from: z.literal('link'), url: z.string().min(1).max(longestLink) }),
  z.strictObject({ from: z.literal('service'), taskId: taskIdSchema, audioId: audioIdSchema }),
]);
