import { statSync, writeFileSync } from 'node:fs';
import { BEATS_PER_MINUTE, END_BEAT, secondsAt } from './score/form.js';
import { ARTIST, KEY, TITLE, stems } from './score/stems.js';
import { clearPauses, master, renderPart } from './sound/mix.js';
import { writeMp3 } from './sound/mp3.js';
import { SAMPLE_RATE, addInto, silence } from './sound/stereo.js';

/** Renders the demo song. Needs the Debian packages fluidsynth, fluid-soundfont-gm and lame. */

const LOUDNESS = -16;
const CEILING_DB = -1.8;
/** LAME's -V; textures behind the others get a little less than the rest. */
const QUALITY = 6.4;
const TEXTURE_QUALITY = 7;
const TEXTURES = new Set(['percussion', 'synth', 'strings', 'backingVocals', 'fx']);

const MOST_BYTES = 8_000_000;

const folder = new URL('./rendered/', import.meta.url);
const frames = Math.round(secondsAt(END_BEAT) * SAMPLE_RATE);

const rendered = stems.map((stem) => {
  const sound = silence(frames);
  for (const part of stem.parts) addInto(sound, renderPart(part, frames));
  process.stdout.write(`${stem.name} played\n`);
  return sound;
});
const fade = Math.round(1.2 * SAMPLE_RATE);
for (const { left, right } of rendered) {
  for (let frame = frames - fade; frame < frames; frame += 1) {
    const gain = ((frames - 1 - frame) / fade) ** 2;
    left[frame] = (left[frame] ?? 0) * gain;
    right[frame] = (right[frame] ?? 0) * gain;
  }
}
master(rendered, LOUDNESS, CEILING_DB);

let bytes = 0;
const listed = stems.map(({ kind, name }, index) => {
  const sound = rendered[index] ?? silence(frames);
  clearPauses(sound, SAMPLE_RATE / 50);
  const file = `${name.toLowerCase().replace(' ', '-')}.mp3`;
  const path = new URL(file, folder).pathname;
  writeMp3(sound, path, TEXTURES.has(kind) ? TEXTURE_QUALITY : QUALITY);
  bytes += statSync(path).size;
  process.stdout.write(`${file} ${statSync(path).size}\n`);
  return { file, kind, name };
});

const song = {
  title: TITLE,
  artist: ARTIST,
  licence: 'CC0-1.0',
  bpm: BEATS_PER_MINUTE,
  key: KEY,
  durationSeconds: Number((frames / SAMPLE_RATE).toFixed(3)),
  stems: listed,
};
writeFileSync(new URL('song.json', folder), `${JSON.stringify(song, null, 2)}\n`);
process.stdout.write(`${bytes} bytes in all\n`);
if (bytes > MOST_BYTES) throw new Error(`The song may take ${MOST_BYTES} bytes, it takes ${bytes}`);
