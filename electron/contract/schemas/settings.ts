import { z } from 'zod';
import {
  interfaceSizes,
  type KeptSettings,
  type KeyStatus,
  type KeyTest,
  largestQuotaGiB,
  type Settings,
  smallestQuotaGiB,
  themes,
} from '../settings.ts';
import {
  buttonTargets,
  controllerModes,
  type Controls,
  type KeyChoice,
  longestPortName,
  longestStroke,
  type MidiAssignment,
  mostKeyChoices,
  mostMidiAssignments,
  mostStrokes,
  rangeTargets,
} from '../stage/controls.ts';
import { languageChoices, spokenLocales } from '../words/locales.ts';
import { exportChoicesSchema, failureSchema } from './exports.ts';
import { textSchema } from './ids.ts';
import { cueLevelSchema } from './song-sheet.ts';

export const keyStatusSchema: z.ZodType<KeyStatus> = z.strictObject({
  isPresent: z.boolean(),
  lastFour: z.string().max(4).nullable(),
  backend: textSchema,
  problem: failureSchema.nullable(),
});

export const keyTestSchema: z.ZodType<KeyTest> = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('works'), creditsLeft: z.number() }),
  z.strictObject({ outcome: z.literal('refused') }),
  z.strictObject({ outcome: z.literal('unreachable'), failure: failureSchema }),
  z.strictObject({ outcome: z.literal('serviceDown'), failure: failureSchema }),
]);

const portNameSchema = z.string().min(1).max(longestPortName);

const keyChoiceSchema: z.ZodType<KeyChoice> = z.strictObject({
  target: z.enum(buttonTargets),
  strokes: z.array(z.string().min(1).max(longestStroke)).max(mostStrokes),
});

const midiAssignmentSchema: z.ZodType<MidiAssignment> = z.strictObject({
  port: portNameSchema,
  kind: z.enum(['note', 'controller']),
  channel: z.int().min(1).max(16),
  number: z.int().min(0).max(127),
  mode: z.enum(controllerModes),
  target: z.enum([...buttonTargets, ...rangeTargets]),
});

export const controlsSchema = z.strictObject({
  hasSingleKeys: z.boolean(),
  keys: z.array(keyChoiceSchema).max(mostKeyChoices),
  midi: z.array(midiAssignmentSchema).max(mostMidiAssignments),
  clockPort: portNameSchema.nullable(),
}) satisfies z.ZodType<Controls>;

export const settingsSchema = z.strictObject({
  theme: z.enum(themes),
  interfaceSize: z.literal(interfaceSizes),
  language: z.literal(languageChoices),
  pagePoolMiB: z.int().min(64).max(2048),
  hasSafetyLimiter: z.boolean(),
  quota: z.strictObject({ isOn: z.boolean(), limitGiB: z.int().min(smallestQuotaGiB).max(largestQuotaGiB) }),
  export: exportChoicesSchema,
  controls: controlsSchema,
  cue: z.strictObject({
    device: z.strictObject({ id: z.string().min(1).max(200), label: z.string().max(200) }).nullable(),
    levelDb: cueLevelSchema,
  }),
}) satisfies z.ZodType<Settings>;

export const keptSettingsSchema: z.ZodType<KeptSettings> = z.strictObject({
  settings: settingsSchema,
  trouble: failureSchema.nullable(),
  locale: z.literal(spokenLocales),
});
