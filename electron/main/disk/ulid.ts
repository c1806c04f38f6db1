import { randomBytes } from 'node:crypto';
import type { Confirmation, ExportTicket, PurchaseId, SessionId } from '#contract';

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

function inBase32(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n) text = (digits[Number(rest & 31n)] ?? '') + text;
  return text;
}

/** 48 bits of time and 80 of chance, 26 characters of Crockford base 32 in lower case, so names sort by age. */
function ulid(): string {
  return inBase32(BigInt(Date.now()), 10) + inBase32(BigInt(`0x${randomBytes(10).toString('hex')}`), 16);
}

/** Returns a new unique id of a song. */
export const newSessionId = (): SessionId => ulid() as SessionId;
/** Returns a new unique ticket of an export file. */
export const newExportTicket = (): ExportTicket => ulid() as ExportTicket;
/** Returns a new unique id of a purchase. */
export const newPurchaseId = (): PurchaseId => ulid() as PurchaseId;
/** Returns a new confirmation of a purchase. */
export const newConfirmation = (): Confirmation => ulid() as Confirmation;
