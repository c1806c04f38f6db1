import { fail, ok, type Result, type TaskId } from '#contract';
import { noCallback, sendPaid, type Sent, taskIdIn } from './create-task.ts';
import { firstOf, isJsonObject, type JsonObject, plainText, unpacked } from './json.ts';
import { ask, type KieTools } from './kie-client.ts';

/** A note of a stem. `pitch`: MIDI key, 0 to 127. `velocity`: 1 to 127. */
export type MidiNote = {
  readonly pitch: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly velocity: number;
};

export type MidiStem = { readonly name: string; readonly notes: readonly MidiNote[] };

const mostStems = 64;
const mostNotes = 100_000;

/** Asks for the notes of a separation's stems, once at each door that is there. */
export async function askForMidi(separation: TaskId, tools: KieTools, signal: AbortSignal): Promise<Sent<TaskId>> {
  const newer = { model: 'ai-music-api/generate-midi-from-audio', input: { task_id: separation } };
  const first = await sendPaid('/api/v1/jobs/createTask', newer, taskIdIn, tools, signal);
  if (first.state !== 'refused' || !first.isDoorMissing) return first;
  const older = { taskId: separation, callBackUrl: noCallback };
  return sendPaid('/api/v1/midi/generate', older, taskIdIn, tools, signal);
}

const askEveryMs = 3000;
/** Five minutes. */
const mostQuestions = 100;

/**
 * Asks for the notes of a MIDI task until they are there, at both routes. Fails with `timedOut`, `separationFailed`, `noNotes`, or as the
 * keychain, the network and the service do. Rejects with the signal's reason.
 */
export async function awaitMidi(
  taskId: TaskId,
  tools: KieTools,
  signal: AbortSignal,
): Promise<Result<readonly MidiStem[]>> {
  for (let count = 0; count < mostQuestions; count += 1) {
    if (count > 0) await tools.clock.wait(askEveryMs, signal);
    for (const path of ['/api/v1/jobs/recordInfo', '/api/v1/midi/record-info']) {
      const url = new URL(path, tools.base.origin);
      url.searchParams.set('taskId', taskId);
      const asked = await ask(url, tools, signal);
      if (!asked.ok) return asked;
      const { body } = asked.value;
      const data = isJsonObject(body) ? unpacked(firstOf(body, 'data')) : null;
      if (!isJsonObject(data)) continue;
      const stems = stemsIn(data);
      if (stems !== null) return stems.length > 0 ? ok(stems) : fail('noNotes');
      const state = plainText(firstOf(data, 'state', 'successFlag', 'status'), 60);
      if (/^(fail|.*FAILED|[23])$/i.test(state)) {
        return fail('separationFailed', plainText(firstOf(data, 'failMsg', 'errorMessage'), 300));
      }
    }
  }
  return fail('timedOut', taskId);
}

/** Null: they are not there yet. */
function stemsIn(record: JsonObject): readonly MidiStem[] | null {
  const holders = [record, unpacked(firstOf(record, 'resultJson')), unpacked(firstOf(record, 'response'))];
  for (const holder of holders.filter(isJsonObject)) {
    const midi = unpacked(firstOf(holder, 'midiData', 'midi_data'));
    const listed = isJsonObject(midi) ? firstOf(midi, 'instruments') : firstOf(holder, 'instruments');
    if (Array.isArray(listed)) {
      return listed.slice(0, mostStems).flatMap((stem: unknown) => (isJsonObject(stem) ? stemOf(stem) : []));
    }
  }
  return null;
}

function stemOf(stem: JsonObject): readonly MidiStem[] {
  const listed = firstOf(stem, 'notes');
  if (!Array.isArray(listed)) return [];
  const notes = listed.slice(0, mostNotes).flatMap((note: unknown) => (isJsonObject(note) ? noteOf(note) : []));
  if (notes.length === 0) return [];
  return [{ name: plainText(firstOf(stem, 'name', 'instrument'), 60) || 'Stem', notes }];
}

/** Times come as numbers or as texts, velocities as fractions or as MIDI has them. */
function noteOf(note: JsonObject): readonly MidiNote[] {
  const [pitch, start, end] = [firstOf(note, 'pitch'), firstOf(note, 'start'), firstOf(note, 'end')].map(Number);
  const velocity = Number(firstOf(note, 'velocity') ?? 0.8);
  const isNote = Number.isInteger(pitch) && pitch !== undefined && pitch >= 0 && pitch <= 127;
  if (!isNote || start === undefined || end === undefined || !(start >= 0) || !(end > start) || end > 1e5) return [];
  const loud = Number.isFinite(velocity) ? (velocity <= 1 ? velocity * 127 : velocity) : 100;
  return [{ pitch, startSeconds: start, endSeconds: end, velocity: Math.min(127, Math.max(1, Math.round(loud))) }];
}

const ticksPerQuarter = 960;
/** At 120 beats a minute, so that times are as long in every player. */
const ticksPerSecond = ticksPerQuarter * 2;

/** Returns a standard MIDI file of one track (format 0), at 120 beats a minute. */
export function midiFile({ name, notes }: MidiStem): Uint8Array<ArrayBuffer> {
  const events = notes.flatMap(({ pitch, startSeconds, endSeconds, velocity }) => {
    const start = Math.round(startSeconds * ticksPerSecond);
    const end = Math.max(start + 1, Math.round(endSeconds * ticksPerSecond));
    return [
      { tick: start, isOn: true, bytes: [0x90, pitch, velocity] },
      { tick: end, isOn: false, bytes: [0x80, pitch, 64] },
    ];
  });
  // A note ends before the next one of its pitch begins.
  events.sort((one, other) => one.tick - other.tick || Number(one.isOn) - Number(other.isOn));
  const text = [...new TextEncoder().encode(name)].slice(0, 120);
  const track = [0, 0xff, 0x03, text.length, ...text, 0, 0xff, 0x51, 3, 0x07, 0xa1, 0x20];
  let tick = 0;
  for (const event of events) {
    track.push(...variable(event.tick - tick), ...event.bytes);
    ({ tick } = event);
  }
  track.push(0, 0xff, 0x2f, 0);
  const head = [...ascii('MThd'), ...big(6, 4), ...big(0, 2), ...big(1, 2), ...big(ticksPerQuarter, 2)];
  return Uint8Array.from([...head, ...ascii('MTrk'), ...big(track.length, 4), ...track]);
}

const ascii = (text: string): readonly number[] => Array.from(text, (character) => character.charCodeAt(0));

const big = (value: number, byteCount: number): readonly number[] =>
  Array.from({ length: byteCount }, (_, at) => Math.floor(value / 256 ** (byteCount - 1 - at)) % 256);

/** A variable-length quantity: seven bits a byte, the last without the top bit. */
function variable(value: number): readonly number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) + 128);
  return bytes;
}
