import type { Mix } from '#contract';
import { mixSchema } from '#contract/schemas';
import { z } from 'zod';
import type { DocumentForm } from '../disk/json-file.ts';

const mixVersion = 1;
// JSON has no infinity.
const silence = '-inf';

const levelOnDisk = z.unknown().transform((level) => (level === silence ? -Infinity : level));
const mixOnDisk = z.object({
  version: z.literal(mixVersion),
  mix: z.looseObject({
    strips: z.array(z.looseObject({ levelDb: levelOnDisk })),
    masterDb: levelOnDisk,
  }),
});

/** What mix.json says: the mix, with `"-inf"` for a fader that is off. */
export function storedMix(mix: Mix): unknown {
  const onDisk = (level: number): number | string => (level === -Infinity ? silence : level);
  return {
    version: mixVersion,
    mix: {
      ...mix,
      masterDb: onDisk(mix.masterDb),
      strips: mix.strips.map((strip) => ({ ...strip, levelDb: onDisk(strip.levelDb) })),
    },
  };
}

/** A mix out of mix.json; null when it is none, or one of a newer version. */
export function parseMix(json: unknown): Mix | null {
  const onDisk = mixOnDisk.safeParse(json);
  if (!onDisk.success) return null;
  const mix = mixSchema.safeParse(onDisk.data.mix);
  return mix.success ? mix.data : null;
}

/** How mix.json is told. */
export const mixForm: DocumentForm<Mix> = { version: mixVersion, parse: parseMix };
