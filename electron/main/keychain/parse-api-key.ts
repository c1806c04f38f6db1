import { fail, ok, type Failure, type Result } from '#contract';

/** 8 to 512 visible ASCII characters: a key becomes part of a header, so nothing else may pass. Spaces around it are cut. */
export function parseApiKey(text: string): Result<string, Failure<'malformedKey'>> {
  const key = text.trim();
  return /^[\x21-\x7e]{8,512}$/.test(key) ? ok(key) : fail('malformedKey');
}
