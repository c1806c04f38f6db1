import type { Sha256 } from '#contract';
import type { ByteSource } from './byte-source.ts';
import { fetchByteSource } from './fetch-byte-source.ts';
import { libraryByteSource } from './library-byte-source.ts';

/** Where the bytes of a stem are: in the app's library, or at a URL that answers Range requests. */
export type BytePlace =
  { readonly in: 'library'; readonly sha256: Sha256 } | { readonly in: 'web'; readonly url: string };

export function byteSourceAt(place: BytePlace, byteLength: number): ByteSource {
  return place.in === 'library' ? libraryByteSource(place.sha256, byteLength) : fetchByteSource(place.url, byteLength);
}
