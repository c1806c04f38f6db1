import { epochMs, type EpochMs } from '#contract';

/** Anything below is taken for seconds: as milliseconds it would lie in the first months of 1973. */
const leastMs = 1e11;

/** A time of the service: milliseconds (or seconds) as number or digits, or ISO 8601. Null: none of these. */
export function parseServiceTime(value: unknown): EpochMs | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (/^\d{9,16}(\.\d+)?$/.test(text)) {
    const count = Number(text);
    return epochMs(Math.round(count < leastMs ? count * 1000 : count));
  }
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  // A time without a zone is the server's, and servers keep UTC.
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const parsed = Date.parse(hasZone || !text.includes(':') ? text : `${text.replace(' ', 'T')}Z`);
  return Number.isNaN(parsed) ? null : epochMs(parsed);
}
