import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { doctorText } from '../../../build/setup/doctor.js';
import { firstThatWorks, knownToWork, recordTrial, tryElectron } from '../../../build/setup/trial.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemroom-trial-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A program that takes Electron's place. */
function fake(name: string, script: string): string {
  const path = join(folder, name);
  const told = 'const tell = (line) => console.log("SELF-TEST " + JSON.stringify(line));';
  writeFileSync(path, `#!${process.execPath}\n${told}\n${script}\n`, { mode: 0o755 });
  return path;
}

const passes = `
for (const step of ['page', 'worklet', 'keychain']) { tell({ begins: step }); tell({ step, trouble: null }); }
tell({ report: {} });`;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe.skipIf(process.platform === 'win32')('the trial of an Electron', () => {
  test('passes when every step does and the report comes', async () => {
    const { trouble, steps } = await tryElectron(fake('good', passes));
    expect(trouble).toBeNull();
    expect(steps.map(({ step }) => step)).toEqual(['page', 'worklet', 'keychain']);
  });

  test.each([
    [
      'ends',
      'console.error("\\nlibX.so: cannot open"); process.exitCode = 1',
      'it ended with code 1 while the app started: libX.so: cannot open',
    ],
    [
      'crashes in the middle',
      'tell({ begins: "worklet" }); setTimeout(() => process.kill(process.pid, "SIGSEGV"), 300)',
      'it was ended by SIGSEGV while a worklet rendered',
    ],
    [
      'shows no page',
      'tell({ step: "page", trouble: "ERR_FAILED (-2)" }); tell({ report: {} })',
      'its window does not show the page (ERR_FAILED (-2))',
    ],
    [
      'cannot decode',
      'tell({ step: "decode MP3", trouble: "another sound comes out of it" }); tell({ report: {} })',
      'MP3 does not decode (another sound comes out of it)',
    ],
    [
      'ends without a word',
      'console.log("SELF-TEST {"); process.exit(0)',
      'it ended with code 0 while the app started',
    ],
  ])('that %s is named in a sentence', async (_how, script, trouble) => {
    expect((await tryElectron(fake('broken', script))).trouble).toBe(trouble);
  });

  test('that cannot be started at all is named', async () => {
    expect((await tryElectron(join(folder, 'nothing'))).trouble).toContain('ENOENT while the app started');
  });

  test('that hangs is ended with all its processes, and what it hung at is named', async () => {
    const pids = join(folder, 'pids');
    const hangs = fake(
      'hanging',
      `const child = require('node:child_process').spawn('sleep', ['600'], { stdio: 'inherit' });
       require('node:fs').writeFileSync(${JSON.stringify(pids)}, process.pid + ' ' + child.pid);
       tell({ begins: 'keychain' });
       setInterval(() => {}, 1000);`,
    );
    const { trouble } = await tryElectron(hangs, { waitMs: 8000 });
    expect(trouble).toBe('it gave no answer for 8 s while the keychain was asked');
    const [own = 0, child = 0] = readFileSync(pids, 'utf8').split(' ').map(Number);
    await expect.poll(() => [own, child].filter(isAlive)).toEqual([]);
  });

  test('leaves no profile behind', async () => {
    const where = join(folder, 'where');
    const good = fake(
      'good',
      `require('node:fs').writeFileSync(${JSON.stringify(where)}, process.argv.at(-1)); ${passes}`,
    );
    await tryElectron(good);
    const profile = readFileSync(where, 'utf8').replace('--self-test=', '');
    expect(profile).toContain('stemroom-trial-');
    expect(existsSync(profile)).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('the set-up', () => {
  const candidate = (name: string, executable: string) => () => Promise.resolve({ name, executable });
  const nothing = () => Promise.resolve(undefined);

  async function choose(candidates: Parameters<typeof firstThatWorks>[0]) {
    const said: string[] = [];
    const taken = await firstThatWorks(candidates, { say: (sentence) => said.push(sentence), cache: folder });
    return { said, taken };
  }

  test('tries an Electron once, and never again while it stays the same', async () => {
    const good = fake('good', passes);
    expect(await choose([candidate('Electron 45', good)])).toEqual({
      taken: good,
      said: ['Trying Electron 45, once ...'],
    });
    expect(await choose([candidate('Electron 45', good)])).toEqual({ taken: good, said: [] });
    utimesSync(good, 1, 1);
    expect((await choose([candidate('Electron 45', good)])).said).toEqual(['Trying Electron 45, once ...']);
  });

  test('names a broken one and takes the other', async () => {
    const broken = fake('broken', 'process.exitCode = 1');
    const good = fake('good', passes);
    const candidates = [candidate('Electron 45', broken), candidate('Electron 33', good)];
    const sentence = 'Electron 45 cannot be used: it ended with code 1 while the app started.';
    expect(await choose(candidates)).toEqual({
      taken: good,
      said: ['Trying Electron 45, once ...', sentence, 'Trying Electron 33, once ...'],
    });
    expect(await choose(candidates)).toEqual({ taken: good, said: [sentence] });
  });

  test('does not ask for the second when the first works', async () => {
    const good = fake('good', passes);
    const { taken } = await choose([
      candidate('Electron 45', good),
      () => Promise.reject(new Error('It was fetched.')),
    ]);
    expect(taken).toBe(good);
  });

  test('takes the first all the same when none works, and says so', async () => {
    const broken = fake('broken', 'process.exitCode = 1');
    const other = fake('other', 'process.exitCode = 2');
    const { taken, said } = await choose([candidate('Electron 45', broken), candidate('Electron 33', other)]);
    expect(taken).toBe(broken);
    expect(said.at(-1)).toBe('No other Electron can be had, so Electron 45 is taken all the same.');
  });

  test('asks nothing of an Electron that is known, and has no answer while one is untried', () => {
    const [newer, older] = [fake('newer', ''), fake('older', '')];
    expect(knownToWork([newer, older], folder)).toBeUndefined();
    recordTrial(newer, 'it ended', folder);
    expect(knownToWork([newer, older], folder)).toBeUndefined();
    recordTrial(older, null, folder);
    expect(knownToWork([newer, older], folder)).toBe(older);
    recordTrial(older, 'it ended', folder);
    expect(knownToWork([newer, older], folder)).toBe(newer);
    recordTrial(newer, null, folder);
    expect(knownToWork([newer, older], folder)).toBe(newer);
    expect(knownToWork([], folder)).toBeUndefined();
  });

  test('has none when none can be had', async () => {
    expect(await choose([nothing, nothing])).toEqual({ taken: undefined, said: [] });
  });
});

describe('the doctor', () => {
  const surroundings = {
    ...{ executable: '/home/marianne/electron', system: 'linux x64 6.1', node: '20.19.0', home: '/home/marianne' },
    ...{ user: 'marianne', cache: '/home/marianne/.cache/stemroom', project: '/srv/marianne/stemroom' },
  };

  test('says what does not work, and keeps the user’s name to itself', () => {
    const steps = [
      { step: 'page', trouble: null },
      { step: 'worklet', trouble: 'ENOENT /home/marianne/x' },
      { step: 'decode WAV', trouble: null },
      { step: 'decode MP3', trouble: 'silence' },
    ];
    const text = doctorText({ trouble: 'a worklet does not render (ENOENT)', steps, report: null }, surroundings);
    expect(text).toMatch(/^Verdict +Something does not work: a worklet does not render \(ENOENT\)\.$/m);
    expect(text).toMatch(/^Window +shows its page$/m);
    expect(text).toMatch(/^Worklets +a worklet does not render: ENOENT ~\/x$/m);
    expect(text).toMatch(/^Decodes +WAV$/m);
    expect(text).toMatch(/^Does not decode +MP3 \(silence\)$/m);
    expect(text).toMatch(/^Program +~\/electron$/m);
    expect(text).toMatch(/^Project +\/srv\/\[user\]\/stemroom$/m);
    expect(text).not.toContain('marianne');
  });
});
