/** TypeScript does not list it yet. */
declare const scheduler: { postTask(task: () => void, options: { readonly delay: number }): Promise<void> };

/** Waits for a millisecond; a timer set by a timer would wait for four. */
export const soon = (): Promise<void> => scheduler.postTask(() => undefined, { delay: 1 });
