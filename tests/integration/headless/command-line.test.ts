import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Result } from '#contract';
import { chosenElectron } from '../../../build/setup/electron.js';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { silentLog } from '../../unit/library/rig.ts';
import { lame, noise, wavOf } from '../../unit/codecs/fixtures.ts';
import { jpegBytes } from '../../fixtures/pictures.ts';
import { output } from '../codecs/read-back.ts';

// Each start of the app is given a minute, of which it takes two seconds.
const startMs = 60_000;
const project = fileURLToPath(new URL('../../..', import.meta.url));
const lengthFrames = 20_001;
const oddNames = ['-Vocals "lead".wav', "It's Bass 🎸.wav", 'the drums (2).wav'];
const sounds = oddNames.map((_, index) => noise(index + 1, lengthFrames).map((sample) => sample * 0.2));

let home: string;
let folder: string;
let userData: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stemroom-command-'));
  folder = join(home, `-My "Song"'s stems 🎶`);
  userData = join(home, 'user data');
  await mkdir(folder);
  for (const [index, name] of oddNames.entries()) {
    await writeFile(join(folder, name), wavOf([sounds[index] ?? new Float32Array()]));
  }
  await writeFile(join(folder, 'cover.jpg'), jpegBytes);
});
afterAll(() => rm(home, { recursive: true, force: true }));

type Ended = { readonly code: number | null; readonly said: string; readonly told: string };

/** Runs the built app on a machine without a display, in the folder `home`. */
function stemroom(...words: readonly string[]): Ended {
  const executable = chosenElectron();
  if (executable === undefined) throw new Error('The set-up has not chosen an Electron yet: run npm test.');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
  const given = [...asRoot, project, `--user-data-dir=${userData}`, ...words];
  const { status, stdout, stderr } = spawnSync(executable, given, {
    cwd: home,
    env,
    encoding: 'utf8',
    timeout: startMs,
  });
  return { code: status, said: stdout, told: stderr };
}

type Summary = {
  readonly song: string | null;
  readonly title: string;
  readonly files: readonly SummaryFile[];
  readonly leftOut: readonly { readonly stem: string; readonly reason: string }[];
  readonly concealed: readonly { readonly stem: string; readonly seconds: number }[];
};
type SummaryFile = {
  readonly path: string;
  readonly version: string;
  readonly seconds: number;
  readonly after: { readonly integratedLufs: number | null };
};

/** What the command printed, which must be JSON and nothing else. */
function summaryOf({ code, said, told }: Ended): Summary {
  expect(code, told).toBe(0);
  return JSON.parse(said) as Summary;
}

/** The first channel of a WAV of 32-bit floats. */
async function floatsIn(path: string): Promise<Float32Array> {
  const bytes = await readFile(path);
  const at = bytes.indexOf('data', 12, 'latin1') + 8;
  const frames = Math.floor(bytes.readUInt32LE(at - 4) / 8);
  return Float32Array.from({ length: frames }, (_, frame) => bytes.readFloatLE(at + 8 * frame));
}

/** The 16-bit steps of the stems with these places, added up. */
const sumOf = (places: readonly number[], frame: number): number =>
  places.reduce((sum, place) => sum + Math.round((sounds[place]?.[frame] ?? 0) * 32_767) / 32_768, 0);

async function expectSum(path: string, places: readonly number[]): Promise<void> {
  const sound = await floatsIn(path);
  expect(sound.length).toBe(lengthFrames);
  const worst = sound.reduce((most, sample, frame) => Math.max(most, Math.abs(sample - sumOf(places, frame))), 0);
  expect(worst).toBeLessThan(1e-6);
}

/** What ffprobe says of each stream. */
function probed(path: string): readonly object[] {
  const asked = ['-v', 'error', '-show_entries', 'stream=codec_name,channels,duration_ts'];
  const said = JSON.parse(output('ffprobe', ...asked, '-select_streams', 'a', '-of', 'json', path).toString()) as {
    readonly streams: readonly object[];
  };
  return said.streams;
}

/** The first channel of a track, as ffmpeg decodes it. */
function trackOf(path: string, track: number): Float32Array {
  const asked = ['-map', `0:a:${String(track)}`, '-af', 'pan=mono|c0=c0', '-f', 'f32le', '-'];
  return new Float32Array(Uint8Array.from(output('ffmpeg', '-v', 'error', '-i', path, ...asked)).buffer);
}

/** Correlation: 1 for the same sound, whatever its level, near 0 for another. */
function likeness(sound: Float32Array, wanted: (frame: number) => number): number {
  let [own, other, both] = [0, 0, 0];
  for (const [frame, sample] of sound.entries()) {
    const expected = wanted(frame);
    own += sample * sample;
    other += expected * expected;
    both += sample * expected;
  }
  return both / Math.sqrt(own * other);
}

test(
  'a folder of stems is mixed without a window, and is not in the library after it',
  { timeout: startMs },
  async () => {
    const summary = summaryOf(stemroom('--export', folder, '--format', 'wav32', '--out', '-out -file', '--report'));
    expect(summary).toMatchObject({ song: null, title: `My "Song"'s stems 🎶` });
    expect(summary.files.map(({ path, version }) => [path, version])).toEqual([[join(home, '-out -file.wav'), 'Mix']]);
    expect(summary.files[0]?.seconds).toBeCloseTo(lengthFrames / 44_100, 9);
    await expectSum(join(home, '-out -file.wav'), [0, 1, 2]);
    expect(await nodeFs.look(join(userData, 'library'))).toBeNull();
  },
);

test('what a folder holds beside its stems is named on stderr and in the JSON', { timeout: startMs }, async () => {
  const place = join(home, 'Odd ones');
  await mkdir(place);
  await writeFile(join(place, 'Drums.wav'), wavOf([sounds[0] ?? new Float32Array()]));
  await writeFile(join(place, 'Piano.wma'), Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'));
  await writeFile(join(place, 'Bass.wav.part'), wavOf([sounds[1] ?? new Float32Array()]));
  await writeFile(join(place, 'Brass.wav'), '');
  await writeFile(join(place, 'notes.txt'), 'quiet');
  await writeFile(
    Buffer.concat([Buffer.from(`${place}/Fl`), Buffer.of(0xf6), Buffer.from('te.wav')]),
    wavOf([sounds[2] ?? new Float32Array()]),
  );
  await symlink(place, join(home, 'Linked song'));
  const ended = stemroom('--export', './Linked song', '--format', 'wav32', '--out', 'odd');
  const summary = summaryOf(ended) as Summary & { readonly skipped: unknown };
  expect(summary.title).toBe('Linked song');
  expect(summary.skipped).toEqual([
    { file: 'Linked song/Bass.wav.part', reason: 'halfDownload', explanation: 'Its download is not finished.' },
    { file: 'Linked song/Brass.wav', reason: 'empty', explanation: 'The file is empty.' },
    {
      file: 'Linked song/Piano.wma',
      reason: 'unsupportedFormat',
      explanation: "This is WMA, which Stemroom can't play.",
    },
  ]);
  expect(ended.told).toContain("Left out: Linked song/Piano.wma: This is WMA, which Stemroom can't play.\n");
  expect(ended.told.match(/Left out:/g)).toHaveLength(3);
  await expectSum(join(home, 'odd.wav'), [0, 2]);

  const only = join(home, 'Only odd ones');
  await mkdir(only);
  await writeFile(join(only, 'Piano.wma'), Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'));
  const refused = stemroom('--export', only);
  expect(refused.code).toBe(3);
  expect(refused.told).toContain("Only odd ones/Piano.wma: This is WMA, which Stemroom can't play.");
});

test('versions come as files of their own, at the loudness that is asked for', { timeout: startMs }, async () => {
  const words = ['--variants', 'minus:bass,only:vocals "LEAD"', '--loudness', '-16', '--out', 'versions'];
  const summary = summaryOf(stemroom('--export', folder, '--format', 'wav32', ...words));
  expect(summary.files.map(({ version }) => version)).toHaveLength(2);
  for (const { after } of summary.files) expect(after.integratedLufs).toBeCloseTo(-16, 1);
  expect((await readdir(join(home, 'versions'))).every((name) => name.endsWith('.wav'))).toBe(true);
});

test('a stem file has the mix and four parts, aligned and of one length', { timeout: startMs }, async () => {
  const out = '-set 🎛.stem.mp4';
  const words = ['--groups', "it's bass 🎸:melody", '--out', out];
  const summary = summaryOf(stemroom('--export', folder, ...words));
  const path = join(home, out);
  expect(summary.files.map((file) => file.path)).toEqual([path]);
  expect(probed(path)).toEqual(Array(5).fill({ codec_name: 'aac', channels: 2, duration_ts: lengthFrames }));
  const bytes = await readFile(path);
  expect(bytes.indexOf(jpegBytes)).toBeGreaterThan(bytes.indexOf('covr'));
  const notes = bytes.toString('latin1');
  for (const name of ['Drums', 'Bass', 'Melody', 'Vocals']) expect(notes).toContain(`{"name":"${name}","color":"#`);

  // The parts, by the places of their stems: master, drums, bass (empty), melody, vocals.
  for (const [track, places] of [[0, 1, 2], [2], [], [1], [0]].entries()) {
    const sound = trackOf(path, track);
    // ffmpeg leaves out the encoder's delay, as the file says, and plays the last packet whole.
    expect(sound.length).toBe(Math.ceil(lengthFrames / 1024) * 1024);
    const heard = sound.subarray(0, lengthFrames);
    if (places.length === 0) expect(heard.every((sample) => Math.abs(sample) < 1e-4)).toBe(true);
    // A frame late, noise has nothing in common with itself.
    else expect(likeness(heard, (frame) => sumOf(places, frame))).toBeGreaterThan(0.8);
  }
  expect((await readdir(home)).filter((name) => name.includes('.part'))).toEqual([]);
});

test('a song of the library is listed and exported, and its damage told', { timeout: 3 * startMs }, async () => {
  const root = join(userData, 'library');
  const store = new SongStore({ fs: nodeFs, root, log: silentLog, announce: () => undefined });
  const imported: Result<{ readonly id: string }> = await importSong(store, [folder]);
  if (!imported.ok) throw new Error(imported.failure.detail);
  const listed = stemroom('--list');
  expect(listed.code, listed.told).toBe(0);
  expect(JSON.parse(listed.said)).toMatchObject({ songs: [{ id: imported.value.id, stems: [{}, {}, {}] }] });

  const words = ['--mix', 'minus:drums', '--format', 'wav32', '--out', 'no drums.wav'];
  const summary = summaryOf(stemroom('--export', imported.value.id, ...words));
  expect(summary).toMatchObject({ song: imported.value.id });
  await expectSum(join(home, 'no drums.wav'), [0, 1]);

  const stems = join(root, imported.value.id, 'stems');
  const [first = ''] = await readdir(stems);
  const bytes = await readFile(join(stems, first));
  await writeFile(join(stems, first), bytes.fill(1, 1000, 2000));
  const damaged = stemroom('--export', imported.value.id, '--out', 'damaged.wav', '--strict');
  expect([damaged.code, damaged.said]).toEqual([5, '']);
  expect(damaged.told).toContain('A saved file has changed on disk');
  expect(await nodeFs.look(join(home, 'damaged.wav'))).toBeNull();
  const rest = stemroom('--export', imported.value.id, '--out', 'rest.wav');
  const { leftOut } = summaryOf(rest);
  expect(leftOut).toMatchObject([{ reason: expect.stringContaining('A saved file has changed on disk') as string }]);
  expect(rest.told).toContain(`Left out: ${leftOut[0]?.stem ?? ''}.`);
  expect((await nodeFs.look(join(home, 'rest.wav')))?.byteLength).toBeGreaterThan(lengthFrames);
  expect(await readdir(stems)).toContain(first);
});

/** A folder of its own beside the others, with these files in it. */
async function folderOf(name: string, files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const path = join(home, name);
  await mkdir(path);
  for (const [file, bytes] of Object.entries(files)) await writeFile(join(path, file), bytes);
  return path;
}

/** A WAV of a format that does not exist. */
function unreadableWav(): Uint8Array {
  const file = Buffer.from(wavOf([noise(9, 5000)]));
  file.writeUInt16LE(0x4444, 20);
  return file;
}

const plainWav = (seed: number): Uint8Array => wavOf([noise(seed, lengthFrames)]);

test(
  'one bad file stops no other, is named everywhere, and with --strict stops all',
  { timeout: 3 * startMs },
  async () => {
    const mixed = await folderOf('mixed', { 'Vocals.wav': unreadableWav(), 'Drums.wav': plainWav(5) });
    const ended = stemroom('--export', mixed, '--format', 'wav32', '--out', 'mixed.wav');
    const { leftOut, concealed } = summaryOf(ended);
    expect(leftOut).toMatchObject([{ stem: 'Vocals', reason: expect.stringMatching(/\S/) as string }]);
    expect(concealed).toEqual([]);
    expect(ended.told).toContain(`Left out: Vocals. ${leftOut[0]?.reason ?? ''}`);
    expect((await floatsIn(join(home, 'mixed.wav'))).length).toBe(lengthFrames);

    const strict = stemroom('--export', mixed, '--strict', '--out', 'strict.wav');
    expect([strict.code, strict.said]).toEqual([5, '']);
    expect(strict.told).toContain('Vocals: ');
    // Nobody asks for the bad one here.
    expect(
      summaryOf(stemroom('--export', mixed, '--mix', 'only:drums', '--strict', '--out', 'drums.wav')),
    ).toMatchObject({
      leftOut: [],
    });
    const nothing = stemroom('--export', mixed, '--mix', 'only:vocals', '--out', 'nothing.wav');
    expect([nothing.code, nothing.said]).toEqual([5, '']);
    expect(nothing.told).toContain('Vocals: ');
    for (const name of ['strict.wav', 'nothing.wav']) expect(await nodeFs.look(join(home, name))).toBeNull();
    expect((await readdir(home)).filter((name) => name.includes('.part'))).toEqual([]);
  },
);

test('damage in a stem is told in seconds', { timeout: startMs }, async () => {
  const mp3 = Uint8Array.from(lame('lame-192.mp3', '-b', '192'));
  mp3.fill(0, mp3.length / 2, mp3.length / 2 + 2000);
  const harmed = await folderOf('harmed', { 'Bass.mp3': mp3, 'Drums.wav': plainWav(6) });
  const ended = stemroom('--export', harmed, '--out', 'harmed.wav');
  const { leftOut, concealed } = summaryOf(ended);
  expect([leftOut, concealed.map(({ stem }) => stem)]).toEqual([[], ['Bass']]);
  expect(concealed[0]?.seconds).toBeGreaterThan(0.05);
  expect(concealed[0]?.seconds).toBeLessThan(0.3);
  expect(ended.told).toContain(`Damaged: Bass. ${String(concealed[0]?.seconds)} s of it is silent.`);
});

test(
  'what a format has no rate for is written at the nearest, and that is said first',
  { timeout: 2 * startMs },
  async () => {
    const high = await folderOf('high', { 'Tone.wav': wavOf([noise(7, 40_000)], 192_000) });
    const aac = stemroom('--export', high, '--out', 'high.m4a', '--loudness', '-16');
    expect(summaryOf(aac).files).toMatchObject([{ sampleRate: 96_000 }]);
    const said = aac.told.indexOf('AAC does not support 192 kHz, so the export is at 96 kHz.');
    expect(said).toBeGreaterThanOrEqual(0);
    expect(said).toBeLessThan(aac.told.indexOf('100 %'));
    const set = stemroom('--export', high, '--out', 'high.stem.mp4');
    expect(summaryOf(set).files).toMatchObject([{ sampleRate: 48_000 }]);
    expect(set.told).toContain('An NI Stems file does not support 192 kHz, so the export is at 48 kHz.');
    expect(probed(join(home, 'high.stem.mp4'))).toHaveLength(5);
  },
);

test(
  'a file is replaced only when that is allowed, and a dot in its name is no ending',
  { timeout: 2 * startMs },
  async () => {
    await writeFile(join(home, 'take.v2.wav'), 'old');
    const refused = stemroom('--export', folder, '--out', 'take.v2');
    expect([refused.code, refused.said]).toEqual([4, '']);
    expect(refused.told).toContain('--overwrite');
    expect(await readFile(join(home, 'take.v2.wav'), 'utf8')).toBe('old');
    const replaced = summaryOf(stemroom('--export', folder, '--format', 'wav32', '--out', 'take.v2', '--overwrite'));
    expect(replaced.files.map(({ path }) => path)).toEqual([join(home, 'take.v2.wav')]);
    await expectSum(join(home, 'take.v2.wav'), [0, 1, 2]);
  },
);

test('trouble has a code for scripts and a sentence for people', { timeout: 2 * startMs }, async () => {
  await writeFile(join(home, 'file'), '');
  const runs = [
    { words: ['--export', folder, '--shout'], code: 2, told: '"--shout" is no option.' },
    { words: ['--export', 'Nobody'], code: 3, told: 'There is no such song: "Nobody".' },
    { words: ['--export', folder, '--mix', 'only:piano'], code: 2, told: 'There is no only:piano' },
    { words: ['--export', folder, '--out', join(home, 'file', 'below.wav')], code: 4, told: 'cannot be reached' },
  ];
  for (const { words, code, told } of runs) {
    const ended = stemroom(...words);
    expect([ended.code, ended.said], ended.told).toEqual([code, '']);
    expect(ended.told).toContain(told);
  }
  expect((await readdir(home)).filter((name) => name.includes('.part'))).toEqual([]);
});
