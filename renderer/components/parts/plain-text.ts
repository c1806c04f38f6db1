import { words } from '#contract';

/** "34.2 MB", "1.20 GB": powers of 1000, as in file managers. */
export function formatBytes(bytes: number): string {
  const texts = words().parts.sizes;
  if (bytes < 1000) return texts.bytes(Math.round(bytes));
  if (bytes < 1e6) return texts.kilobytes(bytes / 1e3);
  if (bytes < 1e9) return texts.megabytes(bytes / 1e6);
  return texts.gigabytes(bytes / 1e9);
}

/** A wait in seconds as "12 s", "3 min", "1 h 20 min", rounded up. */
export function formatWait(seconds: number): string {
  const texts = words().parts.waits;
  if (seconds < 60) return texts.seconds(Math.max(1, Math.ceil(seconds)));
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return texts.minutes(minutes);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? texts.hours(hours) : texts.hoursAndMinutes(hours, rest);
}

/** "3.20 GiB": powers of 1024, as the quota is set. */
export const formatGiB = (bytes: number): string => words().parts.sizes.gibibytes(bytes / 2 ** 30);

/** "3 Dec", with the year unless it is the current one. Both times in ms since 1970. */
export function formatDay(atMs: number, nowMs: number): string {
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  const texts = words().parts.days;
  return isThisYear ? texts.ofThisYear(atMs) : texts.ofAnyYear(atMs);
}

const dayMs = 86_400_000;

/** "expires in 9 days", "expires today", "expired", in whole days. Both times in ms since 1970. */
export function formatExpiry(expiresAtMs: number, nowMs: number): string {
  const texts = words().parts.expiry;
  if (expiresAtMs <= nowMs) return texts.expired;
  const days = Math.floor((expiresAtMs - nowMs) / dayMs);
  return days === 0 ? texts.today : texts.inDays(days);
}
