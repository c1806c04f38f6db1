import { quartersAt, type TempoMap } from '../../song/tempo-map.ts';
import { type Handoff, plainLine, secondsIn } from './handoff.ts';

/** Ticks of a quarter note: whole for every note value that a tempo map has. */
const division = 960;
/** What a file has that says nothing else (Standard MIDI Files 1.0): 120 quarter notes a minute, in 4/4. */
const unsaid: Pick<TempoMap, 'tempi' | 'meters'> = { tempi: [{ seconds: 0, quarters: 0, bpm: 120 }], meters: [] };
/** Tempi are 24 bits of microseconds. */
const slowestMicroseconds = 0xff_ff_ff;

type MetaEvent = { readonly tick: number; readonly type: number; readonly bytes: readonly number[] };
const [text, trackName, marker, endOfTrack, setTempo, timeSignature] = [0x01, 0x03, 0x06, 0x2f, 0x51, 0x58] as const;

/**
 * A Standard MIDI File of format 1, without a note: tempi, time signatures and the names of sections in its first track, chords as text in a
 * second one. Texts are UTF-8. Every beat is within a millisecond of where it is in the files beside it.
 */
export function midiFile(handoff: Handoff): Uint8Array<ArrayBuffer> {
  const map = handoff.tempoMap ?? unsaid;
  const tickOf = (frame: number): number => Math.round(quartersAt(map, secondsIn(handoff, frame)) * division);
  const conductor = [
    named(handoff.title),
    ...map.meters.map(({ quarters, beats, unit }) => signatureAt(quarters, beats, unit)),
    ...tempoEvents(map),
    ...handoff.sections.map(({ name, startFrames }) => textAt(tickOf(startFrames), marker, name)),
  ];
  const chords = handoff.chords.flatMap(({ name, startFrames, endFrames }, index) => {
    const isLeft = handoff.chords[index + 1]?.startFrames !== endFrames && endFrames < handoff.lengthFrames;
    const start = textAt(tickOf(startFrames), text, name);
    return isLeft ? [start, textAt(tickOf(endFrames), text, 'N.C.')] : [start];
  });
  const end = tickOf(handoff.lengthFrames);
  const tracks = [conductor, ...(chords.length === 0 ? [] : [[named('Chords'), ...chords]])];
  const header = chunk('MThd', [0, 1, 0, tracks.length, ...bigEndian(division, 2)]);
  return Uint8Array.from([...header, ...tracks.flatMap((events) => trackChunk(events, end))]);
}

const named = (name: string): MetaEvent => textAt(0, trackName, name);
const textAt = (tick: number, type: number, words: string): MetaEvent => {
  return { tick, type, bytes: [...new TextEncoder().encode(plainLine(words))] };
};

/** `24 · 4 / unit` MIDI clocks to a click of the metronome, eight 32nds to a quarter note. */
function signatureAt(quarters: number, beats: number, unit: number): MetaEvent {
  const clocks = Math.max(1, Math.round(96 / unit));
  return { tick: Math.round(quarters * division), type: timeSignature, bytes: [beats, Math.log2(unit), clocks, 8] };
}

/** The tempi in whole microseconds; each makes up for the rounding of those before it. */
function tempoEvents({ tempi }: Pick<TempoMap, 'tempi'>): readonly MetaEvent[] {
  let reached = tempi[0]?.seconds ?? 0;
  return tempi.map(({ quarters, bpm }, index) => {
    const next = tempi[index + 1];
    const length = (next?.quarters ?? quarters + 1) - quarters;
    const seconds = next === undefined ? 60 / bpm : next.seconds - reached;
    const micros = Math.min(Math.max(Math.round((seconds * 1e6) / length), 1), slowestMicroseconds);
    reached += (micros * length) / 1e6;
    return { tick: Math.round(quarters * division), type: setTempo, bytes: bigEndian(micros, 3) };
  });
}

function trackChunk(events: readonly MetaEvent[], endTick: number): readonly number[] {
  const sorted = [...events].sort((one, other) => one.tick - other.tick);
  const last = { tick: Math.max(endTick, sorted.at(-1)?.tick ?? 0), type: endOfTrack, bytes: [] };
  const written = [...sorted, last].flatMap(({ tick, type, bytes }, index) => {
    const delta = tick - (sorted[index - 1]?.tick ?? 0);
    return [...variableLength(delta), 0xff, type, ...variableLength(bytes.length), ...bytes];
  });
  return chunk('MTrk', written);
}

const chunk = (name: string, bytes: readonly number[]): readonly number[] => [
  ...new TextEncoder().encode(name),
  ...bigEndian(bytes.length, 4),
  ...bytes,
];

const bigEndian = (value: number, bytes: number): readonly number[] =>
  Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** (bytes - 1 - index)) % 256);

/** Seven bits a byte, the highest first; all but the last have bit 7 set. */
function variableLength(value: number): readonly number[] {
  const low = value % 128;
  return value < 128 ? [low] : [...variableLength(Math.floor(value / 128)).map((byte) => byte | 0x80), low];
}
