/** Answers after which the same question may get a better one. */
export const isWorthRetrying = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || (status >= 500 && status <= 599);
