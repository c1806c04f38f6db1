import { expect } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AudioContainer } from '#contract';
import type { PlayerNotice, PlayerStem, StemProblem } from '../../renderer/engine/player.ts';
import { lagOf } from '../unit/codecs/alignment.ts';
import { ffmpeg, fixtureLength, fixturePath, lame } from '../unit/codecs/fixtures.ts';
import { stemOf, test, type Rig } from './harness/fixture.ts';

// All stems hold the same noise, so that where one of them is late the others show it.

const folder = resolve(import.meta.dirname, '../fixtures/generated/hard');

/** Every way a stem may come, and how to make it. */
const kinds = {
  'real-16.wav': ['wav', () => ffmpeg('real-16.wav', '-c:a', 'pcm_s16le')],
  'mono-48.wav': ['wav', () => ffmpeg('mono-48.wav', '-af', 'pan=mono|c0=c0', '-ar', '48000', '-c:a', 'pcm_s16le')],
  'real.flac': ['flac', () => ffmpeg('real.flac', '-c:a', 'flac')],
  'lame-192.mp3': ['mp3', () => lame('lame-192.mp3', '-b', '192')],
  'lame-v2.mp3': ['mp3', () => lame('lame-v2.mp3', '-V', '2')],
  'live-vorbis.ogg': [
    'ogg',
    () => ffmpeg('live-vorbis.ogg', '-c:a', 'libvorbis', '-q:a', '6', '-page_duration', '20000'),
  ],
  'live-opus.ogg': ['ogg', () => ffmpeg('live-opus.ogg', '-c:a', 'libopus', '-b:a', '192k', '-page_duration', '20000')],
  'real.m4a': ['m4a', () => ffmpeg('real.m4a', '-c:a', 'aac', '-aac_pns', '0', '-b:a', '192k')],
} as const satisfies Record<string, readonly [AudioContainer, () => Uint8Array]>;
type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds) as readonly Kind[];

function whole({ server }: Rig, kind: Kind): PlayerStem {
  const [container, make] = kinds[kind];
  make();
  return stemOf(server, kind, fixturePath(kind), container);
}

/** The same stem after something happened to its file. */
function spoilt({ server }: Rig, kind: Kind, how: string, spoil: (file: Uint8Array) => Uint8Array): PlayerStem {
  const [container, make] = kinds[kind];
  mkdirSync(folder, { recursive: true });
  const name = `${how}-${kind}`;
  writeFileSync(join(folder, name), spoil(make()));
  return stemOf(server, name, join(folder, name), container);
}

type Played = {
  readonly problems: readonly StemProblem[];
  readonly notices: readonly PlayerNotice[];
  /** What the reader put out, the left side of each stem, from a little before each start on. */
  readonly sounds: readonly (readonly Float32Array[])[];
};

/**
 * Plays a song from each of these frames on in the live player and records what every stem gives. Where the machine was too
 * slow for the decoders, which the player counts, it is played once more: the pages are there then.
 */
async function play(
  rig: Rig,
  stems: readonly PlayerStem[],
  starts: readonly number[],
  frames: number,
): Promise<Played> {
  const seen = await rig.page.evaluate(
    async ([songStems, from, length]) => {
      const { createPlayer, flatMix, valueOf, urlOf, tapReader, deliverAll } = globalThis.harness;
      const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
      const notices: PlayerNotice[] = [];
      player.onNotice((notice) => notices.push(notice));
      const song = valueOf(await player.open(songStems, flatMix(songStems.map(({ id }) => id))));
      const tap = await tapReader(songStems.length);
      for (const [index, start] of from.entries()) {
        for (let isLate = true; isLate;) {
          const [late, startMs] = [player.dropouts(), performance.now()];
          player.seek(start as never);
          const recording = tap.record(length);
          await player.play();
          await deliverAll(`hard-${String(index)}`, await recording);
          player.pause();
          // The reader starts without a stem that keeps it waiting for three seconds, which a device that catches up may render in less.
          isLate = player.dropouts() > late || performance.now() - startMs > length / 44.1 + 1000;
        }
      }
      // Damage is told once a second.
      await new Promise((done) => setTimeout(done, 1200));
      await player.dispose();
      return { problems: song.problems, notices };
    },
    [stems, starts, frames] as const,
  );
  const soundsOf = (start: number): readonly Float32Array[] =>
    stems.map((_, row) => rig.server.result(`hard-${String(start)}-${String(row)}`));
  return { ...seen, sounds: starts.map((_, index) => soundsOf(index)) };
}

/** The first frame that is not silent. */
const startOf = (sound: Float32Array): number => sound.findIndex((sample) => sample !== 0);
const peakOf = (sound: Float32Array): number => sound.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

test('stems of every kind and rate in one song start together, wherever it is played from', async ({ rig }) => {
  const stems = kindNames.map((kind) => whole(rig, kind));
  const { problems, sounds } = await play(rig, stems, [0, 100_003, 41_000, 150_001], 44_100);
  expect(problems).toEqual([]);
  for (const [first = new Float32Array(0), ...others] of sounds) {
    for (const [index, other] of others.entries())
      expect(lagOf(other, first, startOf(first) + 4000), kindNames[index + 1]).toBe(0);
  }
});

test('an MP3 of variable rate without any tag is as late as its encoder made it, from any start', async ({ rig }) => {
  lame('bare-v2.mp3', '-t', '-V', '2');
  const bare = stemOf(rig.server, 'bare-v2', fixturePath('bare-v2.mp3'), 'mp3');
  const { problems, sounds } = await play(rig, [whole(rig, 'real-16.wav'), bare], [0, 120_001], 44_100);
  expect(problems).toEqual([]);
  for (const [first = new Float32Array(0), other = first] of sounds)
    expect(lagOf(other, first, startOf(first) + 4000)).toBe(1105);
});

test('damage in the middle is bridged, counted and told; before and behind it every stem is in its place', async ({
  rig,
}) => {
  const noisy = (file: Uint8Array): Uint8Array => {
    const at = file.length >> 1;
    return Uint8Array.from(file, (byte, index) => (index >= at && index < at + 3000 ? (byte * 7 + index) & 255 : byte));
  };
  const good = whole(rig, 'real-16.wav');
  const bad = kindNames.filter((kind) => !kind.endsWith('.wav')).map((kind) => spoilt(rig, kind, 'damaged', noisy));
  const { problems, notices, sounds } = await play(rig, [good, ...bad], [0], fixtureLength - 2000);
  expect(problems).toEqual([]);
  const [first = new Float32Array(0), ...others] = sounds[0] ?? [];
  const start = startOf(first);
  for (const [index, other] of others.entries()) {
    const name = bad[index]?.id;
    expect(lagOf(other, first, start + 20_000), name).toBe(0);
    expect(lagOf(other, first, start + 200_000), name).toBe(0);
    expect(peakOf(other), name).toBeLessThan(2);
  }
  const told = new Map(notices.flatMap((one) => (one.about === 'concealed' ? [[one.stemId, one.frames]] : [])));
  expect([...told.keys()].sort()).toEqual(bad.map(({ id }) => id).sort());
  for (const frames of told.values()) expect(frames).toBeGreaterThan(0);
});

test('a file that was cut off plays as far as it goes', async ({ rig }) => {
  const cut = (file: Uint8Array): Uint8Array => file.slice(0, Math.floor(file.length * 0.6));
  // The index of an M4A stands at its end: without it nothing can be found.
  const kept = kindNames.filter((kind) => kind !== 'real.m4a');
  const good = whole(rig, 'real-16.wav');
  const stems = [good, ...kept.map((kind) => spoilt(rig, kind, 'cut', cut)), spoilt(rig, 'real.m4a', 'cut', cut)];
  const { problems, sounds } = await play(rig, stems, [0], fixtureLength - 2000);
  expect(problems).toMatchObject([{ stemId: 'cut-real.m4a', failure: { kind: 'undecodable' } }]);
  const [first = new Float32Array(0), ...others] = sounds[0] ?? [];
  const start = startOf(first);
  for (const [index, kind] of kept.entries()) {
    expect(lagOf(others[index] ?? first, first, start + 40_000), kind).toBe(0);
    expect(peakOf((others[index] ?? first).subarray(start + 180_000)), kind).toBe(0);
  }
  expect(peakOf(first.subarray(start + 200_000))).toBeGreaterThan(0.1);
});

test('an empty file and a text are a problem of their stem, whatever they call themselves; the others play', async ({
  rig,
}) => {
  const text = new TextEncoder().encode('This is no song at all.\n'.repeat(300));
  const bad = kindNames.flatMap((kind) => [
    spoilt(rig, kind, 'empty', () => new Uint8Array(0)),
    spoilt(rig, kind, 'text', () => text),
  ]);
  const { problems, sounds } = await play(rig, [whole(rig, 'real-16.wav'), ...bad], [0], 22_050);
  expect(problems.map(({ stemId }) => stemId)).toEqual(bad.map(({ id }) => id));
  for (const { failure } of problems) expect(failure).toMatchObject({ kind: 'undecodable' });
  for (const { failure } of problems) expect(failure.detail).toMatch(/^[A-Z].*\.$/);
  expect(peakOf(sounds[0]?.[0] ?? new Float32Array(0))).toBeGreaterThan(0.1);
});

test('a stem at a rate that no sound has is refused, and stops neither the other stems nor the next song', async ({
  rig,
}) => {
  const atRate = (rate: number): PlayerStem =>
    spoilt(rig, 'real-16.wav', `rate-${String(rate)}`, (file) => {
      const copy = Buffer.from(file);
      copy.writeUInt32LE(rate, copy.indexOf('fmt ') + 12);
      return copy;
    });
  const bad = [0xffff_ffff, 2000, 0, 400_000].map(atRate);
  const good = whole(rig, 'real-16.wav');
  const songs = [[bad[0] ?? good], [...bad, good], [bad[1] ?? good], [good]];
  const seen = await rig.page.evaluate(async (all) => {
    const { createPlayer, flatMix, urlOf, until } = globalThis.harness;
    const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
    const outcomes: { rate: number; problems: readonly StemProblem[] }[] = [];
    for (const stems of all) {
      const opened = await player.open(stems, flatMix(stems.map(({ id }) => id)));
      if (!opened.ok) throw new Error(opened.failure.kind);
      outcomes.push({ rate: opened.value.sampleRate, problems: opened.value.problems });
      if (opened.value.problems.length === stems.length) continue;
      await player.play();
      await until(() => player.playhead() > 4410 && player.readMasterMeter().peakLeft > 0.01);
      player.stop();
    }
    await player.dispose();
    return outcomes;
  }, songs);
  expect(seen.map(({ rate }) => rate)).toEqual([44_100, 44_100, 44_100, 44_100]);
  expect(seen.map(({ problems }) => problems.length)).toEqual([1, 4, 1, 0]);
  for (const { problems } of seen)
    for (const { failure } of problems)
      expect(failure).toEqual({
        kind: 'unsupportedCodec',
        detail: expect.stringMatching(/^Its rate of .* kHz is (below 8|above 384) kHz\.$/),
      });
});

test('nothing in the page complained', ({ rig }) => {
  expect(rig.complaints).toEqual([]);
});
