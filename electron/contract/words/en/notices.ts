/** Toasts and states of the page. */
export const notices = {} as const;
