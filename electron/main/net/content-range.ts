export type ContentRange = {
  /** First byte, and one past the last; null in a 416, where only the total is told. */
  readonly span: { readonly startByte: number; readonly endByte: number } | null;
  readonly totalBytes: number | null;
};

// `bytes 5-9/10`, `bytes 5-9/*`, `bytes */10`; RFC 9110, 14.4.
const pattern = /^bytes (?:(\d{1,15})-(\d{1,15})|\*)\/(\d{1,15}|\*)$/i;

/** A `Content-Range` in bytes. Null: anything else. */
export function parseContentRange(text: string): ContentRange | null {
  const match = pattern.exec(text.trim());
  if (match === null) return null;
  const [, start, last, total] = match;
  const totalBytes = total === '*' || total === undefined ? null : Number(total);
  if (start === undefined || last === undefined) return { span: null, totalBytes };
  const span = { startByte: Number(start), endByte: Number(last) + 1 };
  return span.endByte > span.startByte ? { span, totalBytes } : null;
}
