import { z } from 'zod';
import { longestTag, longestSectionName, longestWord, mostWordsPerLine } from '../song-sheet.ts';
import { mostStageDots, type StageLine, type StageOrder } from '../stage/stage.ts';
import { spokenLocales } from '../words/locales.ts';

const lineSchema: z.ZodType<StageLine> = z.strictObject({
  words: z.array(z.strictObject({ text: z.string().max(longestWord), joinsNext: z.boolean() })).max(mostWordsPerLine),
  begun: z.int().min(0).max(mostWordsPerLine),
  singer: z.string().max(longestTag).nullable(),
});

export const stageOrderSchema: z.ZodType<StageOrder> = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('open') }),
  z.strictObject({ does: z.literal('close') }),
  z.strictObject({
    does: z.literal('show'),
    view: z.strictObject({
      locale: z.literal(spokenLocales),
      title: z.string().max(200),
      lines: z.array(lineSchema).max(2),
      next: lineSchema.nullable(),
      nextSection: z.string().max(Math.max(longestTag, longestSectionName)).nullable(),
      dots: z.int().min(0).max(mostStageDots),
    }),
  }),
]);
