import { failure, type Failure } from '#contract';
import { NetTrouble } from './http-port.ts';

/**
 * The failure that an error out of an adapter means to the user. An aborted signal's reason is not for this: check the
 * signal first. Anything unexpected is a bug and is thrown on.
 */
export function failureOfTrouble(error: unknown, host: string): Failure {
  if (!(error instanceof NetTrouble)) throw error;
  switch (error.kind) {
    case 'offline':
      return failure('offline', host);
    case 'insecure':
      return failure('insecure', host);
    case 'broken':
      return failure('truncated', host);
    case 'packed':
      return failure('notAudio', `${host} packed the file in a way that cannot be undone`);
    case 'timedOut':
      return failure('timedOut', host);
  }
}

const insecureCode = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/;
const offlineCode =
  /ENOTFOUND|EAI_AGAIN|EAI_NODATA|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|INTERNET_DISCONNECTED|NAME_NOT_RESOLVED|NAME_RESOLUTION|CONNECTION_REFUSED|ADDRESS_UNREACHABLE|NETWORK_CHANGED|NETWORK_IO_SUSPENDED|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED/;
// A reset during the handshake is a broken line, not a bad certificate.
const brokenCode = /SSL_PROTOCOL_ERROR.*RESET|ECONNRESET|CONNECTION_RESET|CONNECTION_CLOSED/;

/** Sorts the error of an adapter (Node's `code`, Chromium's `net::ERR_...`) into one of our kinds. */
export function troubleOf(error: unknown): NetTrouble {
  if (error instanceof NetTrouble) return error;
  const words =
    error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : String(error);
  if (words.includes('CONTENT_DECODING')) return new NetTrouble('packed', words);
  if (brokenCode.test(words)) return new NetTrouble('broken', words);
  if (insecureCode.test(words)) return new NetTrouble('insecure', words);
  if (offlineCode.test(words)) return new NetTrouble('offline', words);
  return new NetTrouble(/TIMED_?OUT/.test(words) ? 'timedOut' : 'broken', words);
}
