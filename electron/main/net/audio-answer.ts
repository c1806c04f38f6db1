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

/** Texts that are sent in place of a file: a sign-in page, an error of the server. */
type Text = 'a web page' | 'a message in JSON' | 'a message in XML';

/** `text/html`, `application/problem+json`, `image/svg+xml`. */
function textOfType(type: string): Text | null {
  if (/^(text\/html|application\/xhtml\+xml)$/.test(type)) return 'a web page';
  if (/^(application|text)\/(json|[\w.-]+\+json)$/.test(type)) return 'a message in JSON';
  return /^((application|text)\/xml|[\w-]+\/[\w.-]+\+xml)$/.test(type) ? 'a message in XML' : null;
}

/** What the first bytes begin, when that is a text of one of these kinds: behind a byte order mark and blanks. */
function textOfBytes(head: Uint8Array): Text | null {
  const start = Buffer.from(head).toString('latin1').replace(/^ï»¿/, '').trimStart();
  if (/^<\?xml/i.test(start)) return 'a message in XML';
  if (/^<[!a-z]/i.test(start)) return 'a web page';
  return /^[{[]\s*["{[\]}\d-]/.test(start) ? 'a message in JSON' : null;
}

/**
 * What an answer's headers already rule out: a page or a message by its type. Every other label is only a label, and the
 * bytes decide. Null: go on.
 */
export function refuseHeaders({ headers }: HttpAnswer, host: string): Failed | null {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const text = textOfType(type);
  return text === null ? null : fail('notAudio', `${host} sent ${text} (${type.slice(0, 40)}) instead of sound`);
}

/** Why bytes that no sound file begins with are refused. @param packing what the header says they are packed with, or null */
export function refuseBytes(head: Uint8Array, packing: string | null, host: string): Failed {
  const text = textOfBytes(head);
  if (text !== null) return fail('notAudio', `${host} sent ${text} instead of sound`);
  if (packing !== null) return fail('notAudio', `${host} packed the file (${packing}) in a way that cannot be undone`);
  return fail('notAudio', head.length === 0 ? `${host} sent an empty file` : host);
}
