/** @typedef {{ passed: number, failed: number }} Count */

/** @type {Count} */
const broken = { passed: 0, failed: 1 };

/**
 * Reads a report of Vitest's JSON reporter.
 * @param {unknown} report
 * @returns {Count} a file that could not even be loaded counts as one failed test
 */
export function countVitest(report) {
  const { numPassedTests, numFailedTests, testResults } = /** @type {VitestReport} */ (report);
  const unloaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

/**
 * Reads a report of Playwright's JSON reporter.
 * @param {unknown} report
 * @returns {Count} errors outside any test count as failed tests
 */
export function countPlaywright(report) {
  const { stats, errors } = /** @type {PlaywrightReport} */ (report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

/**
 * A runner that ends badly has failed, whatever its report says; so has one that leaves no report.
 * @param {Count | undefined} count
 * @param {number} exitCode
 * @returns {Count}
 */
export function believe(count, exitCode) {
  if (count === undefined) return broken;
  return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number }} stats
 * @property {unknown[]} errors
 */
