import { fail, type Failed } from '#contract';
import type { HttpAnswer, HttpHeaders } from './http-port.ts';

/** The validator a resume may rest on: weak ETags say nothing about bytes (RFC 9110, 13.1.5). */
export function strongEtag(headers: HttpHeaders): string | null {
  const etag = headers.etag?.trim() ?? '';
  return /^"[\x21\x23-\x7e\x80-\xff]*"$/.test(etag) ? etag : null;
}

/** Bytes that the body will hold, by its header; null when it does not say. */
export function declaredBytes(headers: HttpHeaders): number | null {
  const text = headers['content-length']?.trim() ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/**
 * What an answer's headers already rule out: an encoding we did not ask for (it may unpack to anything), or a type that
 * is no sound (a sign-in page, an error in JSON). Null: go on.
 */
export function refuseHeaders({ headers }: HttpAnswer, host: string): Failed | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity')
    return fail('notAudio', `${host} packed the file (${encoding.slice(0, 40)})`);
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const isSound = type === '' || type.startsWith('audio/') || /^(application|binary)\/octet-stream$/.test(type);
  return isSound ? null : fail('notAudio', `${host} sent ${type.slice(0, 40)}`);
}
