import { z } from 'zod';
import { fastestSpeed, maxTransposeCents, slowestSpeed } from '../mix.ts';
import {
  longestSetName,
  longestSetNote,
  mostSetlists,
  mostSetSongs,
  noTuning,
  setEndings,
  type Setlists,
} from '../stage/setlist.ts';
import { mostScenes } from '../song-sheet.ts';
import { sessionIdSchema } from './ids.ts';

const placeIdSchema = z
  .string()
  .max(40)
  .regex(/^[a-z0-9-]{1,40}$/);

/** The schema of all setlists. Fields of a song that an older document lacks get their defaults. */
export const setlistsSchema: z.ZodType<Setlists> = z.strictObject({
  lists: z
    .array(
      z.strictObject({
        id: placeIdSchema,
        name: z.string().min(1).max(longestSetName),
        songs: z
          .array(
            z.strictObject({
              id: placeIdSchema,
              sessionId: sessionIdSchema.nullable(),
              title: z.string().min(1).max(200),
              tuning: z
                .strictObject({
                  speed: z.number().min(slowestSpeed).max(fastestSpeed).nullable(),
                  transposeCents: z.int().min(-maxTransposeCents).max(maxTransposeCents).nullable(),
                  scene: z.int().min(1).max(mostScenes).nullable().default(null),
                })
                .default(noTuning),
              ending: z.enum(setEndings).default('stop'),
              note: z.string().max(longestSetNote).default(''),
            }),
          )
          .max(mostSetSongs),
      }),
    )
    .max(mostSetlists),
  shownId: placeIdSchema.nullable().default(null),
});
