const reloadsAtMost = 3;
const withinMs = 60_000;

/**
 * What is shown after a page has crashed at these times (ms, ascending, the last one now): the app again; after too many times
 * within a minute a plain page that says so; when that was it that crashed, nothing.
 */
export function shownAfterCrash(crashTimesMs: readonly number[], wasPlain: boolean): 'app' | 'plain' | 'nothing' {
  const now = crashTimesMs.at(-1) ?? 0;
  const isWorthATry = crashTimesMs.filter((time) => now - time < withinMs).length <= reloadsAtMost;
  if (isWorthATry) return 'app';
  return wasPlain ? 'nothing' : 'plain';
}
