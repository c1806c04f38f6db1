import {
  type AudioId,
  fail,
  longestTimedWord,
  mostGeneratedSongs,
  mostTimedWords,
  ok,
  type Result,
  type ServiceSong,
  type TaskId,
  type TimedWord,
} from '#contract';
import { audioIdSchema } from '#contract/schemas';
import { sendPaid, type Sent } from './create-task.ts';
import { firstOf, isJsonObject, type JsonObject, plainText, unpacked, wholeNumber } from './json.ts';
import { ask, type KieTools } from './kie-client.ts';
import { failureOfCode } from './record-info.ts';

/** A song of a generation task, with the links that its cover and its sound lie at. */
export type GeneratedSong = ServiceSong & { readonly coverUrl: string | null; readonly audioUrl: string | null };

/**
 * Asks once for the songs that a task generated. Fails with `taskNotFound`, `generationPending`, or as the keychain, the network and the
 * service do. Rejects with the signal's reason.
 */
export async function askGeneration(
  taskId: TaskId,
  tools: KieTools,
  signal: AbortSignal,
): Promise<Result<readonly GeneratedSong[]>> {
  const url = new URL('/api/v1/generate/record-info', tools.base.origin);
  url.searchParams.set('taskId', taskId);
  const asked = await ask(url, tools, signal);
  if (!asked.ok) return asked;
  const { status, body } = asked.value;
  if (!isJsonObject(body))
    return status === 200 ? fail('badAnswer') : { ok: false, failure: failureOfCode(status, '') };
  const code = wholeNumber(firstOf(body, 'code')) ?? status;
  const worst = status === 200 ? code : code === 200 ? status : code;
  const message = plainText(firstOf(body, 'msg', 'message'), 300);
  if (worst !== 200) return { ok: false, failure: failureOfCode(worst, message) };
  const data = unpacked(firstOf(body, 'data'));
  if (!isJsonObject(data)) return fail('taskNotFound', message);
  const songs = songsIn(data, taskId);
  if (songs.length > 0) return ok(songs);
  const state = plainText(firstOf(data, 'status', 'state'), 60);
  return /FAIL|ERROR|EXCEPTION/i.test(state) ? fail('taskRejected', state) : fail('generationPending', state);
}

function songsIn(data: JsonObject, taskId: TaskId): readonly GeneratedSong[] {
  const response = unpacked(firstOf(data, 'response'));
  const holder = isJsonObject(response) ? response : data;
  const listed = unpacked(firstOf(holder, 'sunoData', 'suno_data', 'data'));
  if (!Array.isArray(listed)) return [];
  return listed
    .slice(0, mostGeneratedSongs)
    .flatMap((song: unknown) => (isJsonObject(song) ? songOf(song, taskId) : []));
}

function songOf(song: JsonObject, taskId: TaskId): readonly GeneratedSong[] {
  const audioId = audioIdSchema.safeParse(firstOf(song, 'id', 'audioId', 'audio_id'));
  if (!audioId.success) return [];
  const seconds = Number(firstOf(song, 'duration'));
  return [
    {
      ...{ taskId, audioId: audioId.data },
      title: plainText(firstOf(song, 'title'), 200),
      tags: plainText(firstOf(song, 'tags'), 1000),
      prompt: linesOf(firstOf(song, 'prompt')),
      seconds: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 1e6) : null,
      coverUrl: linkIn(firstOf(song, 'imageUrl', 'image_url')),
      audioUrl: linkIn(firstOf(song, 'audioUrl', 'audio_url')),
    },
  ];
}

/** The prompt is the words of the song as often as not, so its lines stay. */
function linesOf(text: unknown): string {
  if (typeof text !== 'string') return '';
  const lines = text.slice(0, 20_000).split(/\r\n?|\n/);
  return lines
    .map((line) => plainText(line, 1000))
    .join('\n')
    .trim()
    .slice(0, 10_000);
}

const linkIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Asks for the timed words of a song, once: the answer is the words themselves. */
export function askForWords(
  { taskId, audioId }: { readonly taskId: TaskId; readonly audioId: AudioId },
  tools: KieTools,
  signal: AbortSignal,
): Promise<Sent<readonly TimedWord[]>> {
  return sendPaid('/api/v1/generate/get-timestamped-lyrics', { taskId, audioId }, wordsIn, tools, signal);
}

/** Null: the answer holds no words, not even none. */
export function wordsIn(body: unknown): readonly TimedWord[] | null {
  const data = isJsonObject(body) ? unpacked(firstOf(body, 'data')) : null;
  if (!isJsonObject(data)) return null;
  const given = firstOf(data, 'alignedWords', 'aligned_words');
  // An instrumental has none.
  if (given === null || given === undefined) return [];
  const listed = unpacked(given);
  if (!Array.isArray(listed)) return null;
  return listed.slice(0, mostTimedWords).flatMap((word: unknown) => (isJsonObject(word) ? wordOf(word) : []));
}

/** Control characters, but for line breaks, and marks that hide or reverse text. */
const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu;

function wordOf(word: JsonObject): readonly TimedWord[] {
  const text = firstOf(word, 'word', 'text');
  const start = Number(firstOf(word, 'startS', 'start_s', 'start'));
  const end = Number(firstOf(word, 'endS', 'end_s', 'end'));
  const isTimed = Number.isFinite(start) && Number.isFinite(end) && start >= 0 && end <= 1e6;
  if (typeof text !== 'string' || !isTimed) return [];
  return [
    {
      word: text.replaceAll(unseen, '').slice(0, longestTimedWord),
      startSeconds: start,
      endSeconds: Math.max(start, end),
      isSure: firstOf(word, 'success') !== false,
    },
  ];
}
