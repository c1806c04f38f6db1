/** Control characters, line breaks, and marks that reverse or hide what follows. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** Words from outside as one line of text that is safe to show: no control or bidi marks, at most `maxLength` characters. */
export function plainText(value: unknown, maxLength: number): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  return Array.from(String(value).replace(unseen, ' ').replace(/\s+/g, ' ').trim()).slice(0, maxLength).join('');
}
