import { describe, expect, it } from 'vitest';
import type { StemKind } from '#contract';
import { sha256Schema, stemIdSchema } from '#contract/schemas';
import { analyseStems, type SongFiles } from '../../../renderer/engine/analysis/analyse-stems.ts';
import { bytesIn, wavOf } from '../codecs/fixtures.ts';
import { band, shifted, summed, type Stereo } from '../dsp/made-stems.ts';

const length = 15 * 44_100 + 17;
const nothing: Stereo = { left: new Float32Array(length), right: new Float32Array(length) };
const vocals = band({ seed: 1, lowHertz: 200, highHertz: 6000, gain: 0.1 }, length);
const drums = band({ seed: 2, lowHertz: 40, highHertz: 14_000, gain: 0.1 }, length);
const bass = band({ seed: 3, lowHertz: 40, highHertz: 300, gain: 0.1 }, length);

type Part = readonly [StemKind, Stereo | Uint8Array];
/** The WAV of each sound, written once. */
const written = new Map<Stereo, Uint8Array>();
function wavOfStereo(sound: Stereo): Uint8Array {
  const wav = written.get(sound) ?? wavOf([sound.left, sound.right]);
  written.set(sound, wav);
  return wav;
}
const fileOf = (sound: Stereo | Uint8Array) => ({
  container: 'wav' as const,
  bytes: bytesIn(sound instanceof Uint8Array ? sound : wavOfStereo(sound)),
});
const hash = (index: number) => sha256Schema.parse(String(index).padStart(64, '0'));

function songOf(parts: readonly Part[], original: Stereo | Uint8Array | null = null): SongFiles {
  return {
    stems: parts.map(([kind, sound], index) => ({
      id: stemIdSchema.parse(kind.toLowerCase()),
      sha256: hash(index),
      kind,
      ...fileOf(sound),
    })),
    original: original === null ? null : fileOf(original),
  };
}

async function heard(files: SongFiles) {
  const result = await analyseStems(
    files,
    () => undefined,
    () => Promise.resolve(),
  );
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value;
}

describe('listening to a song', () => {
  it('tells loudness, true peak and silence of every stem, by name and file', async () => {
    const { stems, residualDb } = await heard(
      songOf([
        ['vocals', vocals],
        ['drums', drums],
        ['fx', nothing],
      ]),
    );
    expect(stems.map(({ stemId, sha256 }) => [stemId, sha256])).toEqual([
      ['vocals', hash(0)],
      ['drums', hash(1)],
      ['fx', hash(2)],
    ]);
    expect(stems.map(({ isSilent }) => isSilent)).toEqual([false, false, true]);
    expect(stems[2]).toMatchObject({ integratedLufs: null, truePeakDb: null });
    const peak =
      20 * Math.log10([...drums.left, ...drums.right].reduce((most, one) => Math.max(most, Math.abs(one)), 0));
    expect(stems[1]?.truePeakDb).toBeGreaterThan(peak - 0.001);
    expect(stems[1]?.truePeakDb).toBeLessThan(peak + 3);
    expect(residualDb).toBeNull();
  });

  it('does not call a stem silent that is quiet, or has but one clap in it', async () => {
    const quiet = band({ seed: 5, lowHertz: 100, highHertz: 5000, gain: 0.004 }, length);
    const clap = {
      left: nothing.left.map((_, frame) => (frame > 90_000 && frame < 91_000 ? 0.2 : 0)),
      right: nothing.right,
    };
    const breath = band({ seed: 6, lowHertz: 100, highHertz: 5000, gain: 0.0004 }, length);
    const { stems } = await heard(
      songOf([
        ['strings', quiet],
        ['percussion', clap],
        ['fx', breath],
      ]),
    );
    expect(stems.map(({ isSilent }) => isSilent)).toEqual([false, false, true]);
  });

  it('leaves out what is no sound, and fails when nothing is left', async () => {
    const { stems } = await heard(
      songOf([
        ['vocals', new Uint8Array(4000)],
        ['drums', drums],
      ]),
    );
    expect(stems.map(({ stemId }) => stemId)).toEqual(['drums']);
    const none = await analyseStems(
      songOf([['vocals', new Uint8Array(4000)]]),
      () => undefined,
      () => Promise.resolve(),
    );
    expect(none).toMatchObject({ ok: false, failure: { kind: 'undecodable' } });
  });

  it('goes on from 0 to 1, and rests after every stem', async () => {
    const fractions: number[] = [];
    let rests = 0;
    await analyseStems(
      songOf([
        ['vocals', vocals],
        ['drums', drums],
      ]),
      (fraction) => fractions.push(fraction),
      () => {
        rests++;
        return Promise.resolve();
      },
    );
    expect(fractions).toEqual([...fractions].sort((one, other) => one - other));
    expect(fractions.at(-1)).toBe(1);
    expect(rests).toBe(2 * fractions.length);
  });
});

describe('against the original', () => {
  const parts: readonly Part[] = [
    ['vocals', vocals],
    ['drums', drums],
    ['bass', bass],
  ];

  it('stems that add up to it leave next to nothing', async () => {
    const { residualDb, stems } = await heard(songOf(parts, summed([vocals, drums, bass])));
    // 16-bit steps of four files.
    expect(residualDb).toBeLessThan(-70);
    expect(stems.map(({ shiftHint }) => shiftHint)).toEqual([null, null, null]);
  });

  it('a stem that is missing leaves its share of the power', async () => {
    const pair: Stereo = { left: vocals.left, right: vocals.left };
    const twice: Stereo = { left: vocals.left.map((one) => 2 * one), right: vocals.left.map((one) => 2 * one) };
    const { residualDb } = await heard(songOf([['vocals', pair]], twice));
    expect(residualDb).toBeCloseTo(-6.02, 1);
  });

  it('a late stem is found and hinted at', async () => {
    const late: readonly Part[] = [
      ['vocals', shifted(vocals, 1105)],
      ['drums', drums],
      ['bass', bass],
    ];
    const { stems, residualDb } = await heard(songOf(late, summed([vocals, drums, bass])));
    expect(stems.map(({ shiftHint }) => shiftHint)).toEqual([{ shiftFrames: -1105, basis: 'original' }, null, null]);
    expect(residualDb).toBeGreaterThan(-20);
  });

  it('an original that is no sound is as none, a silent one says nothing', async () => {
    expect((await heard(songOf(parts, new Uint8Array(4000)))).residualDb).toBeNull();
    expect((await heard(songOf(parts, nothing))).residualDb).toBeNull();
  });
});

it('hints at a stem that is longer by what an encoder adds and silent at its start', async () => {
  const frameCount = Math.ceil((length + 1152) / 1152);
  const untrimmed = new Float32Array(frameCount * 1152);
  untrimmed.set(vocals.left.subarray(0, length), 1105);
  const { stems } = await heard(
    songOf([
      ['vocals', { left: untrimmed, right: untrimmed }],
      ['drums', drums],
      ['bass', bass],
    ]),
  );
  expect(stems.map(({ shiftHint }) => shiftHint)).toEqual([{ shiftFrames: -1105, basis: 'length' }, null, null]);
});

describe('tempo and key of a song', () => {
  const tone = (hertz: number): Float32Array =>
    Float32Array.from({ length }, (_, frame) => {
      const chord = Math.floor(frame / 44_100) % 4;
      const step = [0, 5, 7, 0][chord] ?? 0;
      return 0.03 * Math.sin((2 * Math.PI * hertz * 2 ** (step / 12) * frame) / 44_100);
    });
  /** I, IV, V, I of C major. */
  const chords = summed(
    [60, 64, 67]
      .map((note) => 440 * 2 ** ((note - 69) / 12))
      .map((hertz) => ({ left: tone(hertz), right: tone(hertz) })),
  );
  const strokes = (perMinute: number): Stereo => {
    const between = Math.round((60 * 44_100) / perMinute);
    const shape = (sound: Float32Array) => sound.map((one, frame) => 5 * one * Math.exp(-(frame % between) / 1500));
    return { left: shape(drums.left), right: shape(drums.right) };
  };

  it('come from the drums, and from all that has a pitch', async () => {
    const { tempo, key } = await heard(
      songOf([
        ['piano', chords],
        ['drums', strokes(100)],
        ['fx', bass],
      ]),
    );
    expect(tempo?.bpm).toBeCloseTo(100, 0);
    expect(tempo?.beatSeconds.every((second) => second >= 0)).toBe(true);
    expect(key).toMatchObject({ tonic: 0, mode: 'major' });
  });

  it('come from the whole song when there are no drums, or silent ones', async () => {
    const { tempo } = await heard(
      songOf([
        ['guitar', strokes(100)],
        ['drums', nothing],
      ]),
    );
    expect(tempo?.bpm).toBeCloseTo(100, 0);
    expect((await heard(songOf([['other', strokes(100)]]))).tempo?.bpm).toBeCloseTo(100, 0);
  });

  it('are not known of silence', async () => {
    expect(
      await heard(
        songOf([
          ['drums', nothing],
          ['piano', nothing],
        ]),
      ),
    ).toMatchObject({ tempo: null, key: null });
  });
});
