import { z } from 'zod';
import { failureKinds } from './failure-kind.ts';
import { longestText, type Failure } from './result.ts';

export const failureSchema: z.ZodType<Failure> = z.strictObject({
  kind: z.enum(failureKinds),
  detail: z.string().max(longestText),
});
