/** One mistake that somebody could make: the text is there once, and is replaced. */
export type Mutant = { readonly file: string; readonly from: string; readonly to: string };
export type MutantGroup = {
  readonly name: string;
  /** Files that must notice each of them. */
  readonly tests: readonly string[];
  readonly mutants: readonly Mutant[];
};

const changing = (file: string, changes: readonly (readonly [from: string, to: string])[]): readonly Mutant[] =>
  changes.map(([from, to]) => ({ file, from, to }));

export const mutantGroups: readonly MutantGroup[] = [
  {
    name: 'URL policy',
    tests: ['tests/unit/net/url-policy.test.ts', 'tests/unit/net/fetch-file.test.ts'],
    mutants: [
      ...changing('electron/main/net/url-policy.ts', [
        [`url.username !== '' || url.password !== ''`, `url.username !== '' && url.password !== ''`],
        [
          `loopbackOrigin !== null && url.origin === loopbackOrigin`,
          `loopbackOrigin !== null && url.hostname === new URL(loopbackOrigin).hostname`,
        ],
        [`url.protocol !== 'https:'`, `url.protocol === 'http:'`],
        [`if (url.port !== '')`, `if (url.port === '80')`],
        [`.replace(/\\.$/, '')`, ``],
        [`host.startsWith('[') || ipaddr.isValid(host)`, `host.startsWith('[')`],
        [`!host.includes('.') || localSuffix`, `localSuffix`],
        [`(^|\\.)(localhost`, `^(localhost`],
        [`range() === 'unicast'`, `range() !== 'private'`],
      ]),
      ...changing('electron/main/net/http.ts', [
        [`hop <= limits.maxRedirects`, `hop < limits.maxRedirects`],
        [`await checkUrl(target, watchdog.signal)`, `await checkUrl(text, watchdog.signal)`],
        [`addresses.every(isPublicAddress)`, `addresses.some(isPublicAddress)`],
        [`if (url.origin !== loopbackOrigin)`, `if (loopbackOrigin !== null && url.origin !== loopbackOrigin)`],
      ]),
    ],
  },
  {
    name: 'retry',
    tests: ['tests/unit/net/retry.test.ts', 'tests/unit/service/kie-client.test.ts'],
    mutants: [
      ...changing('electron/main/net/retry.ts', [
        [`number + 1 >= attempts`, `number >= attempts`],
        [`asked > longestServerWaitMs`, `asked < longestServerWaitMs`],
        [`Math.min(ceilingMs, baseMs * 2 ** retry)`, `baseMs * 2 ** retry`],
        [`asked + clock.random() * 1000`, `asked * clock.random()`],
        [`if (asked !== null) obeyedMs += waitMs;`, ``],
        [`spentMs > budgetMs`, `spentMs < 0`],
        [
          `if (outcome.isOver) return outcome.result;`,
          `if (outcome.isOver && outcome.result.ok) return outcome.result;`,
        ],
      ]),
      ...changing('electron/main/net/retry.ts', [
        [`Number(text) * 1000`, `Number(text)`],
        [`dateMs(headers.date ?? '') ?? nowMs`, `nowMs`],
        [`Math.max(0, atMs`, `Math.abs(atMs`],
      ]),
    ],
  },
  {
    name: 'commit of stems',
    tests: ['tests/unit/library/task-library.test.ts', 'tests/unit/library/broken-disk.test.ts'],
    mutants: changing('electron/main/library/task-part.ts', [
      [`expected.totalBytes !== this.#byteLength`, `expected.totalBytes > this.#byteLength + 1`],
      [`await this.#sync();\n    await this.#file.close();`, `await this.#file.close();`],
      [`await fs.syncFolder(folders.stems);`, ``],
      [`this.#isLost = true;`, ``],
      [`>= progress.durableBytes;`, `>= 0;`],
      [`if (etag === null) return null;`, ``],
    ]),
  },
  {
    name: 'commit of documents',
    tests: ['tests/unit/library/song-store.test.ts', 'tests/unit/disk', 'tests/faults/power-cut'],
    mutants: [
      ...changing('electron/main/disk/fs.ts', [[`await file.sync();`, ``]]),
      ...changing('electron/main/disk/json-file.ts', [
        [`if (hadOne) await fs.rename(backupOf(path), path);`, ``],
        [`?? (await readCurrentJson(fs, backupOf(path), parse))`, ``],
      ]),
      ...changing('electron/main/library/song-store.ts', [
        [`await this.fs.syncFolder(this.root);`, ``],
        [`return written.ok ? ok(this.#publish(session)) : written;`, `return ok(this.#publish(session));`],
      ]),
    ],
  },
  {
    name: 'redaction',
    tests: ['tests/unit/log'],
    mutants: changing('electron/main/log.ts', [
      [`encodeURIComponent(secret), `, ``],
      [`.replace(/=+$/, '')]`, `]`],
      [`.replaceAll(query, \`$1?\${hidden}\`)`, ``],
      [`.replaceAll(userInfo, \`$1\${hidden}@\`)`, ``],
      [`shown.replaceAll(secret, hidden)`, `shown.replace(secret, hidden)`],
      [`(?![\\\\w-])\`, 'g'), '~']`, `\`, 'g'), '~']`],
    ]),
  },
  {
    name: 'nothing vanishes',
    tests: [
      'tests/unit/library/import/gather.test.ts',
      'tests/unit/library/import/zip.test.ts',
      'tests/unit/library/missing-stems.test.ts',
      'tests/unit/library/import/import.test.ts',
      'tests/unit/headless',
      'tests/unit/state/export',
      'tests/unit/service/record-info.test.ts',
    ],
    mutants: [
      ...changing('electron/main/library/import/gather.ts', [
        [`if (real.startsWith(root + sep)) return real;`, `if (real.startsWith(root)) return real;`],
        [`if (this.#entries === entriesAtMost + 1)`, `if (this.#entries === 0)`],
        [
          `else for (const { name } of archives) into.skip(\`\${place.shown}/\${name}.zip\`, 'archiveBesideSound');`,
          ``,
        ],
      ]),
      ...changing('electron/main/library/stems/heal-stems.ts', [
        [`file.state === 'damaged' || (file.state === 'away'`, `(file.state === 'away'`],
        [`arrival: isWhole && wasWhole ? { state: 'complete' } : arrival`, `arrival`],
      ]),
      ...changing('electron/main/headless/find-song.ts', [
        [`if (others.length > 0) return fail('badRequest'`, `if (others.length > 9) return fail('badRequest'`],
      ]),
      ...changing('renderer/state/export/left-out.ts', [
        [`fileTrouble(file) ?? troubles.get(id)`, `troubles.get(id) ?? fileTrouble(file)`],
        [`if (missing.length === 0) return`, `if (missing.length >= 0) return`],
        [`Math.max(0, ...found.map((one) => one.seconds))`, `Math.min(...found.map((one) => one.seconds))`],
      ]),
    ],
  },
  {
    name: 'nothing breaks the rest',
    tests: ['tests/faults/disk/errnos.test.ts', 'tests/unit/codecs/pcm.test.ts'],
    mutants: [
      ...changing('electron/main/disk/disk-failure.ts', [
        [`if ('syscall' in error && typeof error.syscall === 'string') return error.code;`, ``],
      ]),
      ...changing('renderer/codecs/refusal.ts', [
        [`if (!(sampleRate >= lowestRate))`, `if (sampleRate === 0)`],
        [`if (sampleRate > highestRate)`, `if (sampleRate === Infinity)`],
      ]),
    ],
  },
];
