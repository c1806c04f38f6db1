import { expect, test } from 'vitest';
import { aacKbps, aacRates } from '#contract';
import { readMovie } from '../../../renderer/codecs/mp4/movie-reader.ts';
import { findSoundCheckInMovie } from '../../../renderer/codecs/shared/sound-check-comment.ts';
import { encodeHere, noiseOf } from '../../unit/codecs/writers/encode-here.ts';
import { bytesIn } from '../../unit/codecs/fixtures.ts';
import { closeness, keep, output, readers, tagsOf } from './read-back.ts';

const lengthFrames = 100_003;
const sound = noiseOf(lengthFrames);

/** Of the sound, as the file says; programs that do not cut the last packet play it whole. */
const toldFrames = (path: string): number =>
  Number(output('ffprobe', '-v', 'error', '-show_entries', 'stream=duration_ts', '-of', 'csv=p=0', path).toString());

const wholePackets = (length: number): number => Math.max(1, Math.ceil(length / 1024)) * 1024;

test.each(aacKbps)('AAC at %i kbit/s starts on the sample and says how long it is', async (kbps) => {
  const { bytes } = await encodeHere({ kind: 'aac', kbps }, sound);
  const path = keep(`${kbps}.m4a`, bytes);
  const found = closeness(readers.ffmpeg(path), sound);
  expect(found).toMatchObject({ lagFrames: 0, lengthFrames: wholePackets(lengthFrames) });
  // One frame late this noise would be at 3 dB.
  for (const decibels of [found.all, found.end]) expect(decibels).toBeGreaterThan(5);
  expect(toldFrames(path)).toBe(lengthFrames);
  const padding = wholePackets(lengthFrames) - lengthFrames;
  expect(findSoundCheckInMovie((await readMovie(bytesIn(bytes))) ?? new Uint8Array(0))).toEqual({
    delay: 1024,
    padding,
    lengthFrames,
  });
});

test('so it does at 48 kHz, and be the sound as short as can be', async () => {
  const { bytes } = await encodeHere({ kind: 'aac', kbps: 192 }, sound, { rate: 48_000 });
  expect(closeness(readers.ffmpeg(keep('48.m4a', bytes)), sound).lagFrames).toBe(0);
  for (const length of [1, 1023, 1024, 1025, 44 * 1024]) {
    const short = await encodeHere({ kind: 'aac', kbps: 192 }, noiseOf(length));
    const path = keep('short.m4a', short.bytes);
    expect(toldFrames(path)).toBe(length);
    expect(readers.ffmpeg(path).left.length).toBe(wholePackets(length));
  }
});

test.each(aacRates)(
  'at %i Hz, as at every rate of AAC, players find the rate and the start of the sound',
  async (rate) => {
    const { bytes } = await encodeHere({ kind: 'aac', kbps: 256 }, sound, { rate });
    const path = keep(`${rate}.m4a`, bytes);
    const asked = ['-v', 'error', '-show_entries', 'stream=sample_rate', '-of', 'csv=p=0', path];
    expect(Number(output('ffprobe', ...asked).toString())).toBe(rate);
    expect(toldFrames(path)).toBe(lengthFrames);
    expect(closeness(readers.ffmpeg(path), sound)).toMatchObject({ lagFrames: 0 });
    // ISO 14496-12 section 12.2.3: 16.16 bits in the sample entry, and 0 where that does not fit.
    const entryAt = Buffer.from(bytes).indexOf('mp4a') + 4;
    expect(new DataView(bytes.buffer, entryAt).getUint32(24)).toBe(rate < 65_536 ? rate * 65_536 : 0);
  },
);

test('it tells its tags', async () => {
  const tags = { title: 'Fähre „7“ 🎚', artist: 'Ferry', comment: 'minus drums', bpm: 120.5, key: 'Bbm' };
  const { bytes } = await encodeHere({ kind: 'aac', kbps: 128 }, sound, { tags });
  const { title, artist, comment } = tags;
  const said = { title, artist, comment, initialkey: 'Bbm', encoder: 'Stemroom' };
  expect(tagsOf(keep('tagged.m4a', bytes))).toMatchObject(said);
  const tempoAt = Buffer.from(bytes).indexOf('tmpo');
  expect(new DataView(bytes.buffer, tempoAt).getUint16(20)).toBe(121);
});
