const reloadsAtMost = 3;
const withinMs = 60_000;

/** Whether a page that crashed at these times (ms, ascending, the last one now) may be loaded once more. */
export function mayReload(crashTimesMs: readonly number[]): boolean {
  const now = crashTimesMs.at(-1) ?? 0;
  return crashTimesMs.filter((time) => now - time < withinMs).length <= reloadsAtMost;
}
