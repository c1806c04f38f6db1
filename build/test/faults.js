/** How many scenarios the matrix of faults has: F01 to this number. All else about numbers follows from it. */
export const scenarios = 56;

/** `F01`, `F02` and so on, up to the last scenario. */
export const faultNumbers = Array.from({ length: scenarios }, (_, index) => `F${String(index + 1).padStart(2, '0')}`);

/** A test shows a fault when its title, or that of a group around it, carries the number. */
export const faultInTitle = String.raw`\b(?:${faultNumbers.join('|')})\b`;

/**
 * Which faults were shown: at least one test with the number passed, and none failed.
 * @param {unknown} vitestReport of Vitest's JSON reporter; anything else when there is none
 * @param {unknown} playwrightReport of Playwright's JSON reporter; anything else when there is none
 * @returns {{ missing: readonly string[], powerCutStates: number, kills: number }}
 */
export function countFaults(vitestReport, playwrightReport) {
  const results = [...vitestResults(vitestReport), ...playwrightResults(playwrightReport)];
  const numbersOf = (/** @type {boolean} */ isPassed) =>
    new Set(
      results
        .filter((result) => result.isPassed === isPassed)
        .flatMap(({ title }) => title.match(new RegExp(faultInTitle, 'g')) ?? []),
    );
  const [passed, failed] = [numbersOf(true), numbersOf(false)];
  const sum = (/** @type {'powerCutStates' | 'kills'} */ what) =>
    results.reduce((total, { isPassed, meta }) => total + (isPassed ? (meta[what] ?? 0) : 0), 0);
  return {
    missing: faultNumbers.filter((number) => !passed.has(number) || failed.has(number)),
    powerCutStates: sum('powerCutStates'),
    kills: sum('kills'),
  };
}

/**
 * @param {ReturnType<typeof countFaults>} count
 * @returns {string} one line, such as `faults: 46/46, 2210 power cuts, 300 kills`
 */
export function faultsLine({ missing, powerCutStates, kills }) {
  const shown = `faults: ${scenarios - missing.length}/${scenarios}, ${powerCutStates} power cuts, ${kills} kills`;
  return missing.length === 0 ? shown : `${shown}; not shown: ${missing.join(' ')}`;
}

/** @typedef {{ readonly powerCutStates?: number, readonly kills?: number }} Meta */
/** @typedef {{ title: string, isPassed: boolean, meta: Meta }} Shown */

/**
 * @param {unknown} report
 * @returns {Shown[]} tests that were left out are not among them
 */
function vitestResults(report) {
  const { testResults = [] } = /** @type {VitestReport} */ (report ?? {});
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .map(({ fullName, status, meta }) => ({ title: fullName, isPassed: status === 'passed', meta: meta ?? {} }));
}

/**
 * @param {unknown} report
 * @returns {Shown[]} tests that were left out are not among them
 */
function playwrightResults(report) {
  const { suites = [] } = /** @type {{ suites?: PlaywrightSuite[] }} */ (report ?? {});
  return suites.flatMap(specsOf);
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {Shown[]}
 */
function specsOf({ suites = [], specs = [] }) {
  const here = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status !== 'skipped')
      .map(({ status }) => ({ title, isPassed: status === 'expected', meta: {} })),
  );
  return [...here, ...suites.flatMap(specsOf)];
}

/**
 * @typedef {object} VitestReport
 * @property {{ assertionResults: { fullName: string, status: string, meta?: Meta }[] }[]} [testResults]
 */

/**
 * @typedef {object} PlaywrightSuite
 * @property {PlaywrightSuite[]} [suites]
 * @property {{ title: string, tests: { status: string }[] }[]} [specs]
 */
