import { z } from 'zod';
import { audioIdSchema, sessionIdSchema, taskIdSchema } from './ids.ts';
import { confirmationSchema, purchaseIdSchema } from './purchases.ts';
import {
  longestTimedWord,
  mostTimedWords,
  type GenerationQuestion,
  type KeptServiceSong,
  type ServiceSong,
  type SongOrder,
  type TimedWord,
} from '../service-song.ts';

const secondsSchema = z.number().min(0).max(1e6);

export const serviceSongSchema: z.ZodType<ServiceSong> = z.strictObject({
  taskId: taskIdSchema,
  audioId: audioIdSchema,
  title: z.string().max(200),
  tags: z.string().max(1000),
  prompt: z.string().max(10_000),
  seconds: secondsSchema.nullable(),
});

const timedWordSchema: z.ZodType<TimedWord> = z.strictObject({
  word: z.string().max(longestTimedWord),
  startSeconds: secondsSchema,
  endSeconds: secondsSchema,
  isSure: z.boolean(),
});

export const timedWordsSchema = z.array(timedWordSchema).max(mostTimedWords);

export const keptServiceSongSchema: z.ZodType<KeptServiceSong> = z.strictObject({
  song: serviceSongSchema.nullable(),
  words: timedWordsSchema.nullable(),
});

export const generationQuestionSchema: z.ZodType<GenerationQuestion> = z.strictObject({
  id: sessionIdSchema,
  taskId: taskIdSchema,
  audioId: audioIdSchema.nullable(),
});

export const songOrderSchema: z.ZodType<SongOrder> = z.strictObject({
  id: sessionIdSchema,
  confirmation: confirmationSchema,
  despite: purchaseIdSchema.nullable(),
});
