import { failure, type Failure } from '#contract';
import { isWorthRetrying } from '../net/status.ts';

/**
 * What a code of the service means, be it an HTTP status or the `code` in a body.
 * Codes beyond the document: 402, 403, 408, 429, 430 and 433 as other pages of the service tell them.
 * @param message the service's own words, shown as text
 */
export function failureOfCode(code: number, message: string): Failure {
  const detail = message === '' ? `code ${code}` : `${message} (code ${code})`;
  switch (code) {
    case 400:
    case 422:
      return failure('taskRejected', detail);
    case 401:
    case 403:
      return failure('keyRefused', detail);
    case 402:
      return failure('outOfCredits', detail);
    case 404:
      return failure('taskNotFound', detail);
    case 408:
      return failure('timedOut', detail);
    case 429:
    case 430:
    case 433:
      return failure('rateLimited', detail);
    case 451:
      return failure('sourceUnreachable', detail);
    case 455:
      return failure('maintenance', detail);
    case 501:
      return failure('separationFailed', detail);
    default:
      return code >= 500 || code === 425 ? failure('serviceError', detail) : failure('badAnswer', detail);
  }
}

/** Whether the same question may get a better answer soon. 501 in a body is a separation that failed, for good. */
export function isPassingCode(code: number, where: 'status' | 'body'): boolean {
  if (code === 455) return true;
  return isWorthRetrying(code) && !(where === 'body' && (code === 501 || code === 505));
}
