import { describe, expect, it } from 'vitest';
import { failureOfTrouble, NetTrouble, troubleOf } from '../../../electron/main/net/http.ts';

const withCode = (code: string): Error => Object.assign(new Error('from Node'), { code });

describe('NET-8 what an error of the network means', () => {
  it.each([
    [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'insecure'],
    [new Error('net::ERR_CERT_COMMON_NAME_INVALID'), 'insecure'],
    [new Error('net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH'), 'insecure'],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'insecure'],
    [withCode('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'insecure'],
    [withCode('CERT_HAS_EXPIRED'), 'insecure'],
    [new Error('net::ERR_INTERNET_DISCONNECTED'), 'offline'],
    [new Error('net::ERR_NAME_NOT_RESOLVED'), 'offline'],
    [new Error('net::ERR_PROXY_CONNECTION_FAILED'), 'offline'],
    [withCode('ENOTFOUND'), 'offline'],
    [withCode('ECONNREFUSED'), 'offline'],
    [new Error('net::ERR_CONNECTION_RESET'), 'truncated'],
    [new Error('net::ERR_HTTP2_PROTOCOL_ERROR'), 'truncated'],
    [withCode('ECONNRESET'), 'truncated'],
    ['socket hang up', 'truncated'],
    [new Error('net::ERR_CONNECTION_TIMED_OUT'), 'timedOut'],
    [withCode('ETIMEDOUT'), 'timedOut'],
    [new Error('net::ERR_CONTENT_DECODING_FAILED'), 'notAudio'],
  ])('%s is %s', (error, kind) => {
    expect(failureOfTrouble(troubleOf(error), 'cdn.example').kind).toBe(kind);
  });

  it('is told once: what was sorted already stays as it is', () => {
    const trouble = new NetTrouble('timedOut', 'no headers');
    expect(troubleOf(trouble)).toBe(trouble);
  });

  it('names the host and nothing of the link', () => {
    const failure = failureOfTrouble(
      troubleOf(new Error('net::ERR_CERT_DATE_INVALID https://a.example/?sig=1')),
      'a.example',
    );
    expect(failure).toEqual({ kind: 'insecure', detail: 'a.example' });
  });

  it('is not found in a bug, which goes on being thrown', () => {
    expect(() => failureOfTrouble(new TypeError('x is undefined'), 'a.example')).toThrow(TypeError);
  });
});
