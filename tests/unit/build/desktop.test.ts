import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startKeychain, startScreen, startSpeakers, type Surrounding } from '../../../build/desktop.js';

const keepAndTell = `
  const keytar = require('keytar');
  keytar.setPassword('stemroom-test', 'account', 'secret')
    .then(() => keytar.getPassword('stemroom-test', 'account'))
    .then(console.log, (error) => console.log('refused: ' + error.message));
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemroom-surroundings-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function within<T>(starting: Promise<Surrounding>, look: (env: NodeJS.ProcessEnv) => T): Promise<T> {
  const { env, stop } = await starting;
  try {
    return look({ ...process.env, ...env });
  } finally {
    await stop();
  }
}

const keychainAnswer = (env: NodeJS.ProcessEnv): string =>
  execFileSync(process.execPath, ['-e', keepAndTell], { env, encoding: 'utf8', timeout: 60_000 }).trim();

describe.runIf(process.platform === 'linux')('a private keychain', () => {
  test.each([
    ['unlocked', /^secret$/],
    ['locked', /locked collection/],
    ['no-collection', /collection/],
    ['broken-service', /exited with status/],
    ['no-service', /not provided by any \.service files/],
    ['no-bus', /Could not connect/],
  ] as const)('that is %s', async (state, answer) => {
    expect(await within(startKeychain(folder, state), keychainAnswer)).toMatch(answer);
  });
});

describe.runIf(process.platform === 'linux')('a private screen', () => {
  test('has a number of its own, and none when it is stopped', async () => {
    const [first, second] = await Promise.all([startScreen(), startScreen()]);
    const sockets = [first, second].map(({ env }) => `/tmp/.X11-unix/X${(env.DISPLAY ?? '').slice(1)}`);
    expect(new Set(sockets).size).toBe(2);
    expect(sockets.map((socket) => existsSync(socket))).toEqual([true, true]);
    await Promise.all([first.stop(), second.stop()]);
    expect(sockets.map((socket) => existsSync(socket))).toEqual([false, false]);
  });
});

describe.runIf(process.platform === 'linux')('private speakers', () => {
  test('can be listened to, and give back what was played', async () => {
    const { env, stop } = await startSpeakers(folder);
    const ownEnv = { ...process.env, ...env };
    const format = ['--raw', '--format=float32le', '--rate=44100', '--channels=2'];
    const recorder = spawn('parec', [...format, '--device=stemroom.monitor', '--latency-msec=20'], { env: ownEnv });
    const chunks: Buffer[] = [];
    recorder.stdout.on('data', (bytes: Buffer) => chunks.push(bytes));
    await new Promise((resolve) => recorder.stdout.once('data', resolve));

    const sine = Float32Array.from({ length: 44_100 * 2 }, (_, index) => 0.25 * Math.sin((index >> 1) * 0.0627));
    spawnSync('pacat', [...format, '--playback'], { env: ownEnv, input: Buffer.from(sine.buffer) });
    recorder.kill();
    await new Promise((resolve) => recorder.once('close', resolve));
    await stop();

    const heard = Buffer.concat(chunks);
    const samples = new Float32Array(heard.buffer, heard.byteOffset, Math.floor(heard.length / 4));
    expect(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeCloseTo(0.25, 4);
  });
});
