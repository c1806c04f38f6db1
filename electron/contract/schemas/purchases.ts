import { z } from 'zod';
import { failureSchema } from './exports.ts';
import {
  audioIdSchema,
  branded,
  epochMsSchema,
  separationKindSchema,
  sessionIdSchema,
  sha256Schema,
  songSourceSchema,
  taskIdSchema,
  longestSourceName,
} from './ids.ts';
import {
  mostPurchasesShown,
  type Bought,
  type ChosenFile,
  type Confirmation,
  type Purchase,
  type PurchaseId,
  type PurchaseOffer,
  type PurchaseOutcome,
  type SeparationOrder,
  type Settled,
  type Settlement,
} from '../purchase.ts';
import { audioContainers } from '../session.ts';

const ulid = /^[0-9a-hjkmnp-tv-z]{26}$/;
export const purchaseIdSchema = branded<PurchaseId>(ulid, 26);
export const confirmationSchema = branded<Confirmation>(ulid, 26);

const titleSchema = z.string().min(1).max(200);
const creditsSchema = z.number().min(0).max(1e12);

const boughtSchema: z.ZodType<Bought> = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('separation'), source: songSourceSchema, kind: separationKindSchema }),
  z.strictObject({ is: z.literal('midi'), taskId: taskIdSchema }),
  z.strictObject({ is: z.literal('lyrics'), taskId: taskIdSchema, audioId: audioIdSchema }),
]);

const outcomeSchema: z.ZodType<PurchaseOutcome> = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('sending') }),
  z.strictObject({ state: z.literal('bought'), taskId: taskIdSchema.nullable() }),
  z.strictObject({ state: z.literal('refused'), failure: failureSchema }),
  z.strictObject({ state: z.literal('uncertain'), failure: failureSchema }),
  z.strictObject({ state: z.literal('notBought') }),
]);

export const purchaseSchema: z.ZodType<Purchase> = z.strictObject({
  id: purchaseIdSchema,
  at: epochMsSchema,
  title: titleSchema,
  bought: boughtSchema,
  estimate: creditsSchema,
  balanceBefore: creditsSchema,
  balanceAfter: creditsSchema.nullable(),
  outcome: outcomeSchema,
  hasSong: z.boolean(),
});

export const purchasesSchema = z.array(purchaseSchema).max(mostPurchasesShown);

export const chosenFileSchema: z.ZodType<ChosenFile> = z.strictObject({
  sha256: sha256Schema,
  name: z.string().min(1).max(longestSourceName),
  byteLength: z.int().min(1),
  container: z.enum(audioContainers),
  seconds: z.number().min(0).nullable(),
});

export const purchaseOfferSchema: z.ZodType<PurchaseOffer> = z.strictObject({
  balance: creditsSchema,
  purchases: purchasesSchema,
  confirmation: confirmationSchema,
});

export const separationOrderSchema: z.ZodType<SeparationOrder> = z.strictObject({
  confirmation: confirmationSchema,
  title: titleSchema,
  source: songSourceSchema,
  kind: separationKindSchema,
  despite: purchaseIdSchema.nullable(),
});

export const settlementSchema: z.ZodType<Settlement> = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('notBought') }),
  z.strictObject({ as: z.literal('bought'), taskId: taskIdSchema }),
]);

export const settledSchema: z.ZodType<Settled> = z.strictObject({
  purchases: purchasesSchema,
  sessionId: sessionIdSchema.nullable(),
});
