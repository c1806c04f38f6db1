import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failure, hertz, frames } from '#contract';
import { diagnosticsText, librarySummary, logTail } from '../../../electron/main/diagnostics.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { Redactor } from '../../../electron/main/log.ts';
import { SettingsFile } from '../../../electron/main/settings.ts';
import { sessionOf, stemOf, taskOrigin } from '../../fakes/sessions.ts';
import { tempFolder, valueOf } from '../library/rig.ts';

const facts = { sampleRate: hertz(44_100), channels: 2, lengthFrames: frames(10) } as const;
const sessions = [
  sessionOf({ letter: 'a', title: 'Night Drive', stems: [{ ...stemOf('vocals'), facts }, stemOf('drums')] }),
  sessionOf({
    letter: 'b',
    title: 'Night',
    origin: taskOrigin(5000),
    arrival: { state: 'incomplete', failure: failure('linkExpired', 'a detail') },
    stems: [stemOf('bass', 'missing')],
  }),
];

describe('the library in the diagnostics', () => {
  it('is numbers', () => {
    expect(librarySummary(sessions)).toEqual({
      songs: 2,
      bytes: 3000,
      origins: { import: 1, task: 1 },
      arrivals: { complete: 1, 'incomplete: linkExpired': 1 },
      readOnly: 0,
      stems: { saved: 2, missing: 1 },
      containers: { mp3: 2 },
      sampleRates: { '44100': 1 },
      stemsPerSong: [1, 2],
      largestStemBytes: 1000,
    });
  });
});

describe('the diagnostics', () => {
  it('hold what helps and nothing that is the user’s own', async () => {
    const settings = await SettingsFile.open(nodeFs, join(await tempFolder(), 'settings.json'));
    valueOf(await settings.change({ hosts: { 'cdn.secret.example': true }, importFolder: '/home/ada/Music/Demos' }));
    const redactor = new Redactor('/home/ada', 'ada');
    redactor.hide('sk-0123456789abcdef');
    const text = diagnosticsText({
      now: new Date(0),
      machine: { stemroom: '0.1.0' },
      settings: settings.current,
      sessions,
      log: [
        'a song came to rest',
        'asked https://api.example/record?taskId=3e63b4cc88d52611159371f6af5571e7 with sk-0123456789abcdef',
        'task 3e63b4cc88d52611159371f6af5571e7 is Night Drive in /home/ada/Music',
      ],
      redact: (line) => redactor.redact(line),
    });
    const saved = JSON.parse(text) as Record<string, unknown>;
    expect(Object.keys(saved)).toEqual(['savedAt', 'machine', 'settings', 'library', 'log']);
    expect(saved.settings).toMatchObject({ theme: 'dark', hostsAnswered: 1, isKeySaved: false });
    expect(saved.log).toContain('task [song] is [song] in ~/Music');
    for (const own of ['Night', 'secret', 'sk-0', 'ada', 'Demos', '3e63b4cc', 'a detail']) {
      expect(text).not.toContain(own);
    }
  });
});

describe('the end of the log', () => {
  it('is its last 300 lines, whole', async () => {
    const path = join(await tempFolder(), 'main.log');
    await writeFile(path, '');
    expect(await logTail(nodeFs, path)).toEqual([]);
    const line = (number: number): string => `line ${String(number)} ${'x'.repeat(400)}`;
    for (const from of [0, 500]) {
      await appendFile(path, Array.from({ length: 500 }, (_, at) => `${line(from + at)}\n`).join(''));
    }
    const tail = await logTail(nodeFs, path);
    expect(tail).toHaveLength(300);
    expect(tail.at(-1)).toBe(line(999));
    expect(tail[0]).toBe(line(700));
  });

  it('begins with a whole line when the lines are long', async () => {
    const path = join(await tempFolder(), 'main.log');
    await writeFile(path, Array.from({ length: 10 }, (_, at) => `${String(at)}${'y'.repeat(50_000)}\n`).join(''));
    const tail = await logTail(nodeFs, path);
    expect(tail.map((line) => line[0])).toEqual(['8', '9']);
  });

  it('is nothing when there is no log', async () => {
    expect(await logTail(nodeFs, join(await tempFolder(), 'none.log'))).toEqual([]);
  });
});
