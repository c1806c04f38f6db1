import { z } from 'zod';
import { mostBeats, mostStems } from '../session.ts';
import {
  fastestSpeed,
  highestCueDb,
  lowestCueDb,
  maxLevelDb,
  minLevelDb,
  mostStripGroups,
  outputs,
  slowestSpeed,
} from '../mix.ts';
import {
  clicksPerBeat,
  clickSounds,
  countInBars,
  emptySheet,
  highestCapo,
  lastBar,
  longestChord,
  longestSceneName,
  longestSectionName,
  longestTag,
  longestWord,
  loopEnds,
  loopPasses,
  meterUnits,
  mostBeatsPerBar,
  mostChained,
  mostChords,
  mostLyricLines,
  mostMeters,
  mostPassesPerStep,
  mostRampPercent,
  mostScenes,
  mostSections,
  mostStretches,
  mostWordsPerLine,
  sectionColours,
  type SongSheet,
} from '../song-sheet.ts';
import type { Decibels } from '../units.ts';
import { framesSchema, stemIdSchema } from './ids.ts';

const secondsSchema = z.number().min(-3600).max(1_000_000);
const level = (highest: number) =>
  z.union([z.number().min(minLevelDb).max(highest), z.literal(-Infinity)]).transform((value) => value as Decibels);

/** A level in the cue output. */
export const cueLevelSchema = z
  .number()
  .min(lowestCueDb)
  .max(highestCueDb)
  .transform((value) => value as Decibels);

const region = { startFrames: framesSchema, endFrames: framesSchema };
const isRegion = ({ startFrames, endFrames }: { readonly startFrames: number; readonly endFrames: number }): boolean =>
  endFrames > startFrames;

const gridSchema = z.strictObject({
  bpm: z.number().min(20).max(400),
  beatSeconds: z.array(secondsSchema).min(1).max(mostBeats),
  downbeat: z.int().min(-mostBeats).max(mostBeats),
  meters: z
    .array(
      z.strictObject({
        bar: z.int().min(-lastBar).max(lastBar),
        beats: z.int().min(1).max(mostBeatsPerBar),
        unit: z.literal(meterUnits),
      }),
    )
    .max(mostMeters),
});

const lineSchema = z.strictObject({
  words: z
    .array(
      z.strictObject({
        text: z.string().max(longestWord),
        startSeconds: secondsSchema.nullable(),
        endSeconds: secondsSchema.nullable(),
        // Words saved before syllables were known lack this field.
        joinsNext: z.boolean().default(false),
      }),
    )
    .max(mostWordsPerLine),
  startSeconds: secondsSchema.nullable(),
  endSeconds: secondsSchema.nullable(),
  singer: z.string().max(longestTag).nullable(),
  sectionTag: z.string().max(longestTag).nullable(),
});

/** The schema of a song sheet. A sheet written before a part existed gets that part's default. */
export const songSheetSchema: z.ZodType<SongSheet> = z.strictObject({
  grid: gridSchema.nullable().default(null),
  sections: z
    .array(
      z
        .strictObject({
          name: z.string().min(1).max(longestSectionName),
          ...region,
          colour: z
            .int()
            .min(0)
            .max(sectionColours - 1),
        })
        .refine(isRegion, 'a section ends after it starts'),
    )
    .max(mostSections)
    .default([]),
  chords: z
    .array(z.strictObject({ startSeconds: secondsSchema, symbol: z.string().min(1).max(longestChord) }))
    .max(mostChords)
    .default([]),
  capo: z.int().min(0).max(highestCapo).default(0),
  lyrics: z.array(lineSchema).max(mostLyricLines).default([]),
  stretches: z
    .array(
      z
        .strictObject({ stemId: stemIdSchema, ...region, levelDb: level(0) })
        .refine(isRegion, 'a stretch ends after it starts'),
    )
    .max(mostStretches)
    .default([]),
  click: z
    .strictObject({
      isOn: z.boolean(),
      sound: z.enum(clickSounds),
      perBeat: z.literal(clicksPerBeat),
      levelDb: level(maxLevelDb),
      pan: z.number().min(-1).max(1),
      // Clicks saved before there was a cue output lack these fields.
      output: z.enum(outputs).default('main'),
      cueDb: cueLevelSchema.default(emptySheet.click.cueDb),
    })
    .default(emptySheet.click),
  countIn: z.strictObject({ bars: z.literal(countInBars), isEveryPass: z.boolean() }).default(emptySheet.countIn),
  practice: z
    .strictObject({
      passes: z.literal(loopPasses),
      after: z.enum(loopEnds),
      chain: z
        .array(
          z
            .int()
            .min(0)
            .max(mostSections - 1),
        )
        .max(mostChained),
      ramp: z.strictObject({
        isOn: z.boolean(),
        stepPercent: z.number().min(0.1).max(mostRampPercent),
        everyPasses: z.int().min(1).max(mostPassesPerStep),
        targetSpeed: z.number().min(slowestSpeed).max(fastestSpeed),
      }),
    })
    .default({ ...emptySheet.practice, chain: [] }),
  scenes: z
    .array(
      z.strictObject({
        key: z.int().min(1).max(mostScenes),
        name: z.string().min(1).max(longestSceneName),
        strips: z
          .array(
            z.strictObject({
              stemId: stemIdSchema,
              levelDb: level(maxLevelDb),
              pan: z.number().min(-1).max(1),
              isMuted: z.boolean(),
              isSoloed: z.boolean(),
            }),
          )
          .max(mostStems),
        // Scenes saved before there were groups have none.
        groups: z
          .array(
            z.strictObject({
              key: z.int().min(1).max(mostStripGroups),
              levelDb: level(maxLevelDb),
              isMuted: z.boolean(),
              isSoloed: z.boolean(),
            }),
          )
          .max(mostStripGroups)
          .default([]),
      }),
    )
    .max(mostScenes)
    .default([]),
});
