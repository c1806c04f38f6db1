/**
 * Names the tests of the runs' reports that failed, so that the end of a long log tells them.
 * @param {unknown} vitestReport of Vitest's JSON reporter; anything else when there is none
 * @param {readonly unknown[]} playwrightReports of Playwright's JSON reporter; anything else when there are none
 * @returns {string[]} one line a test: its file, its title, and the first line of its reason
 */
export function failedTests(vitestReport, playwrightReports) {
  const { testResults = [] } = /** @type {VitestReport} */ (vitestReport ?? {});
  return [...testResults.flatMap(ofVitestFile), ...playwrightReports.flatMap(ofPlaywright)];
}

/**
 * @param {VitestFile} file
 * @returns {string[]}
 */
function ofVitestFile({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((result) => result.status === 'failed');
  if (failed.length === 0) return status === 'failed' ? [line(name, 'cannot be loaded', message)] : [];
  return failed.map(({ fullName, failureMessages }) => line(name, fullName, failureMessages?.[0]));
}

/**
 * @param {unknown} report
 * @returns {string[]}
 */
function ofPlaywright(report) {
  const { suites = [], errors = [] } = /** @type {PlaywrightReport} */ (report ?? {});
  return [...suites.flatMap(ofSuite), ...errors.map(({ message }) => line('', 'outside any test', message))];
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {string[]}
 */
function ofSuite({ suites = [], specs = [] }) {
  const here = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => line(file, title, results.findLast(({ error }) => error !== undefined)?.error?.message)),
  );
  return [...here, ...suites.flatMap(ofSuite)];
}

/**
 * @param {string} file
 * @param {string} title
 * @param {string | undefined} reason
 */
function line(file, title, reason = '') {
  const plain = reason.replaceAll(/\u001b\[[0-9;]*m/g, '');
  const [first = ''] = plain.split('\n').filter((text) => text.trim() !== '');
  const place = file.slice(Math.max(0, file.lastIndexOf('/tests/') + 1));
  return `failed: ${[place, title].filter((text) => text !== '').join(' › ')}${first === '' ? '' : `: ${first.slice(0, 200)}`}`;
}

/** @typedef {{ fullName: string, status: string, failureMessages?: string[] }} VitestTest */
/** @typedef {{ name: string, status: string, message?: string, assertionResults: VitestTest[] }} VitestFile */
/** @typedef {{ testResults?: VitestFile[] }} VitestReport */

/** @typedef {{ message?: string }} PlaywrightError */
/** @typedef {{ status: string, results: { error?: PlaywrightError }[] }} PlaywrightTest */
/** @typedef {{ file: string, title: string, tests: PlaywrightTest[] }} PlaywrightSpec */
/** @typedef {{ suites?: PlaywrightSuite[], specs?: PlaywrightSpec[] }} PlaywrightSuite */
/** @typedef {{ suites?: PlaywrightSuite[], errors?: PlaywrightError[] }} PlaywrightReport */
