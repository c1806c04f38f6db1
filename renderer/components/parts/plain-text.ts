import type { Remedy } from '#contract';

/** "34.2 MB", "1.20 GB": powers of 1000, as in file managers. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} bytes`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(2)} GB`;
}

/** A wait in seconds as "12 s", "3 min", "1 h 20 min", rounded up. */
export function formatWait(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** "3.20 GiB": powers of 1024, as the quota is set. */
export const formatGiB = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(2)} GiB`;

/** "3 Dec", with the year unless it is the current one. Both times in ms since 1970. */
export function formatDay(atMs: number, nowMs: number): string {
  const day = new Date(atMs);
  const isThisYear = day.getFullYear() === new Date(nowMs).getFullYear();
  return day.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' as const }),
  });
}

/** "1 stem", "3 stems". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const dayMs = 86_400_000;

/** "expires in 9 days", "expires today", "expired", in whole days. Both times in ms since 1970. */
export function formatExpiry(expiresAtMs: number, nowMs: number): string {
  if (expiresAtMs <= nowMs) return 'expired';
  const days = Math.floor((expiresAtMs - nowMs) / dayMs);
  return days === 0 ? 'expires today' : `expires in ${counted(days, 'day')}`;
}

/** The labels of the buttons beside a failure. */
export const remedyWords: Readonly<Record<Exclude<Remedy, null>, string>> = {
  retry: 'Try again',
  openSettings: 'Open key settings',
  checkNow: 'Check again',
  openApiKeyPage: 'Get a key at kie.ai',
  lookAgain: 'Look again',
  freeSpace: 'Free up space',
  chooseAnother: 'Choose another',
  separateAgain: 'Separate again',
  showPurchases: 'Show purchases',
};
