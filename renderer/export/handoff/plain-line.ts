/** One line of text, well formed, with neither control characters nor halves of surrogate pairs. */
export function plainLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/\p{Cs}/gu, '\ufffd');
}
