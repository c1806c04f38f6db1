/** Bytes `[start, end)` of a file. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * What a `Range` header asks of a file (RFC 9110, 14.2). `whole`: there is none, or one that may be ignored (several
 * ranges, another unit, nonsense). `unsatisfiable`: a proper range that starts past the end.
 */
export function parseRange(header: string | null, byteLength: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const count = Math.min(Number(last), byteLength);
    return count === 0 ? 'unsatisfiable' : { start: byteLength - count, end: byteLength };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'whole';
  if (start >= byteLength) return 'unsatisfiable';
  return { start, end: last === '' ? byteLength : Math.min(Number(last) + 1, byteLength) };
}

/** What `Content-Range` says of a part of a file (RFC 9110, 14.4). */
export const contentRange = ({ start, end }: ByteRange, byteLength: number): string =>
  `bytes ${String(start)}-${String(end - 1)}/${String(byteLength)}`;
