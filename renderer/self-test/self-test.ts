import '../trusted-types.ts';
import { type AudioContainer, type ExportFormat, hertz, ok, type Result } from '#contract';
import type { ByteSource } from '../codecs/byte-source.ts';
import { openEncoder } from '../codecs/open-encoder.ts';
import { openStemSource } from '../codecs/open-stem-source.ts';
import type { PutPiece } from '../codecs/shared/file-encoder.ts';
import { createLoudnessMemory } from '../engine/meters/loudness-so-far.ts';
import { createMeterMemory, mixOutName, type MixOutOptions } from '../engine/meters/meters.ts';
import { loadWorklets } from '../engine/song-graph.ts';
import aacUrl from './aac.aac?url';
import alacUrl from './alac.m4a?url';
import opusUrl from './opus.webm?url';
import vorbisUrl from './vorbis.ogg?url';

// The page by which main tries an Electron that was just installed, with the app's own worklets and codecs. Main calls what
// stands in `selfTest`.

declare global {
  var selfTest: SelfTest;
}

/** What is wrong, in words that follow a colon; null when all is well. */
type Trouble = string | null;

/** What can be heard with, as far as a page without permissions may know. */
type SoundOutput = { readonly outputs: number; readonly sampleRate: number; readonly channels: number };

export type SelfTest = {
  /** Whether the page is isolated, which shared memory takes. */
  page(): Trouble;
  /** Renders sound through the app's worklet. */
  worklet(): Promise<Trouble>;
  /** Reads `byteLength` bytes from `url`, and then the last one alone. */
  stem(url: string, byteLength: number): Promise<Trouble>;
  /** Names of the formats that `decode` takes. */
  readonly formats: readonly string[];
  /** Decodes half a second of a tone; one that the app can write it has written first. */
  decode(format: string): Promise<Trouble>;
  output(): Promise<SoundOutput>;
};

const toneHz = 440;
const tonePeak = 0.5;
const toneSeconds = 0.5;

type Kept = { readonly container: AudioContainer; readonly url: string };
type Written = { readonly container: AudioContainer; readonly format: ExportFormat; readonly rate: number };

/** What the app writes itself, and a file of each kind that it only reads. */
const formats: Readonly<Record<string, Kept | Written>> = {
  WAV: { container: 'wav', format: { kind: 'wav', bits: 24 }, rate: 44_100 },
  FLAC: { container: 'flac', format: { kind: 'flac', bits: 24 }, rate: 44_100 },
  MP3: { container: 'mp3', format: { kind: 'mp3', quality: 'V0' }, rate: 44_100 },
  AAC: { container: 'm4a', format: { kind: 'aac', kbps: 256 }, rate: 44_100 },
  Opus: { container: 'ogg', format: { kind: 'opus', kbps: 160 }, rate: 48_000 },
  'Ogg Vorbis': { container: 'ogg', url: vorbisUrl },
  'AAC without a container': { container: 'aac', url: aacUrl },
  'Apple Lossless': { container: 'm4a', url: alacUrl },
  WebM: { container: 'webm', url: opusUrl },
};

globalThis.selfTest = {
  page: () => (crossOriginIsolated ? null : 'the page is not isolated, so it has no shared memory'),
  worklet: () => troubleOf(renderWorklet),
  stem: (url, byteLength) => troubleOf(() => readStem(url, byteLength)),
  formats: Object.keys(formats),
  decode: (name) => {
    const format = formats[name];
    return format === undefined ? Promise.resolve('there is no such format') : troubleOf(() => hearTone(format));
  },
  output: soundOutput,
};

async function troubleOf(check: () => Promise<Trouble>): Promise<Trouble> {
  try {
    return await check();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const renderedFrames = 4096;

async function renderWorklet(): Promise<Trouble> {
  const context = new OfflineAudioContext(2, renderedFrames, 44_100);
  await loadWorklets(context);
  const processorOptions: MixOutOptions = {
    ...{ meters: createMeterMemory(1), loudness: createLoudnessMemory(), hasLimiter: true },
  };
  const source = new ConstantSourceNode(context, { offset: tonePeak });
  const shape = { numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [2] };
  source
    .connect(new AudioWorkletNode(context, mixOutName, { ...shape, processorOptions }))
    .connect(context.destination);
  source.start();
  const sound = await context.startRendering();
  const last = sound.getChannelData(1).at(-1) ?? 0;
  return last === tonePeak ? null : `it gave ${String(last)} where ${String(tonePeak)} went in`;
}

async function readStem(url: string, byteLength: number): Promise<Trouble> {
  const whole = new Uint8Array(await (await fetch(url)).arrayBuffer());
  if (whole.length !== byteLength) return `${String(whole.length)} of ${String(byteLength)} bytes came`;
  const range = `bytes=${String(byteLength - 1)}-`;
  const [last, ...more] = new Uint8Array(await (await fetch(url, { headers: { Range: range } })).arrayBuffer());
  return last === whole.at(-1) && more.length === 0 ? null : 'a part of it came wrong';
}

async function hearTone(format: Kept | Written): Promise<Trouble> {
  const bytes = 'url' in format ? await bytesAt(format.url) : await writeTone(format);
  if (!bytes.ok) return `it cannot be written: ${bytes.failure.detail}`;
  const opened = await openStemSource(sourceOf(bytes.value), format.container, null);
  if (!opened.ok) return opened.failure.detail === '' ? opened.failure.kind : opened.failure.detail;
  const { value: stem } = opened;
  const left = new Float32Array(Math.round(toneSeconds * stem.songRate));
  await stem.read(0, left, new Float32Array(left.length));
  stem.close();
  // Codecs need a moment to settle, and to end.
  const peak = peakOfTone(left.subarray(Math.round(left.length / 4), Math.round((left.length * 3) / 4)), stem.songRate);
  return Math.abs(peak - tonePeak) < tonePeak / 5 ? null : `another sound comes out of it (${peak.toFixed(3)})`;
}

const bytesAt = async (url: string): Promise<Result<Uint8Array>> =>
  ok(new Uint8Array(await (await fetch(url)).arrayBuffer()));

const sourceOf = (bytes: Uint8Array): ByteSource => ({
  byteLength: bytes.length,
  read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)),
});

/** Writes the tone as an export does, into memory. */
async function writeTone({ format, rate }: Written): Promise<Result<Uint8Array>> {
  const tone = Float64Array.from(
    { length: toneSeconds * rate },
    (_, frame) => tonePeak * Math.sin((2 * Math.PI * toneHz * frame) / rate),
  );
  const tags = { title: 'Tone', artist: null, comment: null, bpm: null, key: null };
  let file = new Uint8Array(0);
  const put: PutPiece = (offset, bytes) => {
    const longer = new Uint8Array(Math.max(file.length, offset + bytes.length));
    longer.set(file);
    longer.set(bytes, offset);
    file = longer;
    return Promise.resolve(ok());
  };
  const encoder = await openEncoder({ format, sampleRate: hertz(rate), lengthFrames: tone.length, tags }, put);
  if (!encoder.ok) return encoder;
  const encoded = await encoder.value.encode(tone, tone, tone.length);
  const finished = encoded.ok ? await encoder.value.finish() : encoded;
  return finished.ok ? ok(file) : finished;
}

/** How loud the tone is in the sound: its amplitude, by one term of a Fourier transform. */
function peakOfTone(sound: Float32Array, rate: number): number {
  let real = 0;
  let imaginary = 0;
  for (const [frame, sample] of sound.entries()) {
    const phase = (2 * Math.PI * toneHz * frame) / rate;
    real += sample * Math.cos(phase);
    imaginary += sample * Math.sin(phase);
  }
  return (2 * Math.hypot(real, imaginary)) / sound.length;
}

async function soundOutput(): Promise<SoundOutput> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const context = new AudioContext();
  const output = {
    outputs: devices.filter(({ kind }) => kind === 'audiooutput').length,
    sampleRate: context.sampleRate,
    channels: context.destination.maxChannelCount,
  };
  await context.close();
  return output;
}
