import { expect, test } from 'vitest';
import { failedTests } from '../../../build/test/failed-tests.js';

const vitest = {
  testResults: [
    {
      name: '/home/ann/stemroom/tests/unit/mix/mix.test.ts',
      status: 'failed',
      assertionResults: [
        { fullName: 'a mix is kept', status: 'passed' },
        {
          fullName: 'a mix is undone',
          status: 'failed',
          failureMessages: ['\u001b[31mError: no mix\u001b[39m\n    at x'],
        },
      ],
    },
    { name: '/x/tests/unit/broken.test.ts', status: 'failed', message: 'No such file', assertionResults: [] },
    { name: '/x/tests/unit/well.test.ts', status: 'passed', assertionResults: [] },
  ],
};
const playwright = {
  suites: [
    {
      suites: [
        {
          specs: [
            { file: 'e2e/first.spec.ts', title: 'plays', tests: [{ status: 'expected', results: [{}] }] },
            {
              file: 'e2e/first.spec.ts',
              title: 'stops',
              tests: [{ status: 'unexpected', results: [{ error: { message: 'Timed out\nlog' } }] }],
            },
          ],
        },
      ],
    },
  ],
  errors: [{ message: 'No tests found' }],
};

test('every failure has its file, its title and the first line of its reason', () => {
  expect(failedTests(vitest, [playwright])).toEqual([
    'failed: tests/unit/mix/mix.test.ts › a mix is undone: Error: no mix',
    'failed: tests/unit/broken.test.ts › cannot be loaded: No such file',
    'failed: e2e/first.spec.ts › stops: Timed out',
    'failed: outside any test: No tests found',
  ]);
});

test('runs without a report name nothing', () => {
  expect(failedTests(undefined, [undefined, undefined])).toEqual([]);
});
