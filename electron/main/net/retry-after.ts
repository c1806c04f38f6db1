import type { HttpHeaders } from './http-port.ts';

/**
 * How long the server asks us to wait (RFC 9110, 10.2.3), in milliseconds; null when it does not say anything we
 * understand. A date is counted from the answer's own `Date`, since the clock of this computer may be wrong.
 */
export function retryAfterMs(headers: HttpHeaders, nowMs: number): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const atMs = dateMs(text);
  if (atMs === null) return null;
  return Math.max(0, atMs - (dateMs(headers.date ?? '') ?? nowMs));
}

/** The time as the server tells it, in milliseconds since 1970; null when it does not. */
export const servedMs = (headers: HttpHeaders): number | null => dateMs(headers.date ?? '');

/** How far the server's clock is ahead of ours, in milliseconds; 0 when it does not tell. */
export function clockSkewMs(headers: HttpHeaders, nowMs: number): number {
  const atMs = servedMs(headers);
  return atMs === null ? 0 : atMs - nowMs;
}

// Date.parse alone would take "7 apples" or a bare year for a date.
function dateMs(text: string): number | null {
  if (!/^[A-Z][a-z]{2,8},? .*\d{2}:\d{2}:\d{2}/.test(text)) return null;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}
