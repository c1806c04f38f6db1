import { describe, expect, test } from 'vitest';
import { believe, countPlaywright, countVitest } from '../../../build/test/count.js';

describe('counting what Vitest ran', () => {
  const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] };
  const failed = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] };
  const unloaded = { status: 'failed', assertionResults: [] };

  test('takes its numbers', () => {
    const report = { numPassedTests: 2, numFailedTests: 1, testResults: [passed, failed] };
    expect(countVitest(report)).toEqual({ passed: 2, failed: 1 });
  });

  test('counts a file that could not be loaded as a failure', () => {
    const report = { numPassedTests: 1, numFailedTests: 0, testResults: [passed, unloaded] };
    expect(countVitest(report)).toEqual({ passed: 1, failed: 1 });
  });
});

describe('counting what Playwright ran', () => {
  test('does not take a flaky test for a good one', () => {
    const report = { stats: { expected: 3, unexpected: 1, flaky: 1 }, errors: [] };
    expect(countPlaywright(report)).toEqual({ passed: 3, failed: 2 });
  });

  test('counts an error outside any test', () => {
    const report = { stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [{ message: 'No tests found' }] };
    expect(countPlaywright(report)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('believing a report', () => {
  test('a good end with a good report', () => {
    expect(believe({ passed: 5, failed: 0 }, 0)).toEqual({ passed: 5, failed: 0 });
  });

  test('a bad end beats a good report', () => {
    expect(believe({ passed: 5, failed: 0 }, 1)).toEqual({ passed: 5, failed: 1 });
  });

  test('a bad end does not add to failures that are known', () => {
    expect(believe({ passed: 5, failed: 2 }, 1)).toEqual({ passed: 5, failed: 2 });
  });

  test('no report is a failure', () => {
    expect(believe(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  });
});
