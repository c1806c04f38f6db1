import { fail, ok, type Failure, type Result } from './result.ts';
import type { AudioId, TaskId } from './session.ts';

/** The most tasks added at once. The dialog says when a text holds more. */
export const mostTaskIds = 50;
/** The longest text that is searched for ids, in UTF-16 units: more than a log of a megabyte. */
export const longestTaskText = 2 ** 21;

const wholeId = /^[0-9a-z_-]{8,64}$/i;
// `taskId=`, `"task_id": "`, `Task ID: `; also as JSON within JSON (`\\"taskId\\":`) and as a part of a link (`taskId%3D`).
const quote = String.raw`(?:\\{0,4}["'\x60]|%22|&quot;)?`;
const namedId = new RegExp(
  String.raw`(?:\b|%[0-9a-f]{2})task[_\s-]?id${quote}\s{0,20}(?:[=:]|%3[AD])\s{0,20}${quote}([0-9a-z_-]{8,64})(?![0-9a-z_-])`,
  'gi',
);
const bareHexId = /(?<![0-9a-z_-])[0-9a-f]{32}(?![0-9a-z_-])/gi;

/** A task id becomes part of a request, so nothing but this pattern may pass. */
export function parseTaskId(text: string): Result<TaskId, Failure<'malformedTaskId'>> {
  const trimmed = text.trim();
  return wholeId.test(trimmed) ? ok(trimmed as TaskId) : fail('malformedTaskId', trimmed.slice(0, 80));
}

/** As `parseTaskId`, the id of one song of those that a task generated. */
export function parseAudioId(text: string): Result<AudioId, Failure<'malformedTaskId'>> {
  const trimmed = text.trim();
  return wholeId.test(trimmed) ? ok(trimmed as AudioId) : fail('malformedTaskId', trimmed.slice(0, 80));
}

/**
 * Returns the task ids in a text: ids alone (separated by spaces, commas or lines), a callback's JSON, a log, a link with `taskId=`. In
 * order of appearance, each once. Only the first `longestTaskText` UTF-16 units are searched, in linear time. Fails with
 * `malformedTaskId` when there is none.
 */
export function findTaskIds(text: string): Result<readonly TaskId[], Failure<'malformedTaskId'>> {
  const searched = text.slice(0, longestTaskText);
  // `taskId: undefined` names none.
  const named = [...searched.matchAll(namedId)].map((match) => match[1] ?? '').filter((id) => /\d/.test(id));
  const found = named.length > 0 ? named : listedIds(searched);
  const ids = [...new Set(found)] as TaskId[];
  return ids.length > 0 ? ok(ids) : fail('malformedTaskId', text.trim().slice(0, 80));
}

function listedIds(text: string): readonly string[] {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length > 0 && words.every((word) => wholeId.test(word) && /\d/.test(word))) return words;
  return words.length === 1 && wholeId.test(words[0] ?? '') ? words : (text.match(bareHexId) ?? []);
}
