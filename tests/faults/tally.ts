import type { TestContext } from 'vitest';

declare module 'vitest' {
  // Vitest's own interface can only be added to by another one.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface TaskMeta {
    powerCutStates?: number;
    kills?: number;
  }
}

/** Counts into the line that `npm run test:faults` ends with: states of a disk after a cut, and programs killed. */
export function tally(
  { task }: Pick<TestContext, 'task'>,
  counts: { readonly powerCutStates?: number; readonly kills?: number },
): void {
  Object.assign(task.meta, counts);
}
