import { fail, ok, type Failure, type Result } from './result.ts';
import type { TaskId } from './session.ts';

const wholeId = /^[0-9a-z_-]{8,64}$/i;
const namedId = /["']?\btask_?id\b["']?\s*[=:]\s*["']?([0-9a-z_-]{8,64})(?![0-9a-z_-])/gi;
const bareHexId = /(?<![0-9a-z_-])[0-9a-f]{32}(?![0-9a-z_-])/gi;

/** A task id becomes part of a request, so nothing but this pattern may pass. */
export function parseTaskId(text: string): Result<TaskId, Failure<'malformedTaskId'>> {
  const trimmed = text.trim();
  return wholeId.test(trimmed) ? ok(trimmed as TaskId) : fail('malformedTaskId', trimmed.slice(0, 80));
}

/**
 * Task ids in whatever people have at hand: ids alone (separated by spaces, commas or lines), a callback's JSON,
 * a log line, a link with `taskId=`. In order of appearance, each once. Fails when there is none.
 */
export function findTaskIds(text: string): Result<readonly TaskId[], Failure<'malformedTaskId'>> {
  const named = [...text.matchAll(namedId)].map((match) => match[1] ?? '');
  const found = named.length > 0 ? named : listedIds(text);
  const ids = [...new Set(found)] as TaskId[];
  return ids.length > 0 ? ok(ids) : fail('malformedTaskId', text.trim().slice(0, 80));
}

function listedIds(text: string): readonly string[] {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length > 0 && words.every((word) => wholeId.test(word) && /\d/.test(word))) return words;
  return words.length === 1 && wholeId.test(words[0] ?? '') ? words : (text.match(bareHexId) ?? []);
}
