import { describe, expect, test } from 'vitest';
import { countFaults, faultInTitle, faultNumbers, faultsLine, scenarios } from '../../../build/test/faults.js';

const shown = (fullName: string, status = 'passed', meta = {}) => ({ fullName, status, meta });
const vitest = (...assertionResults: readonly object[]) => ({ testResults: [{ assertionResults }] });
const spec = (title: string, status = 'expected') => ({ title, tests: [{ status }] });
const all = vitest(...faultNumbers.map((number) => shown(`${number} is survived`)));
const beyond = `F${String(scenarios + 1)}`;

describe('the numbers of the matrix', () => {
  test('run from F01 to as many as there are scenarios, each once', () => {
    expect(new Set(faultNumbers).size).toBe(scenarios);
    expect(faultNumbers.slice(0, 10)).toEqual(['F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07', 'F08', 'F09', 'F10']);
    expect(faultNumbers.at(-1)).toBe(`F${String(scenarios)}`);
  });

  test('are found in a title, and nothing beyond them is', () => {
    for (const number of faultNumbers) expect(`a group ${number} a test`.match(faultInTitle)?.[0]).toBe(number);
    for (const other of ['F00', beyond, `${faultNumbers[0] ?? ''}0`, 'xF01'])
      expect(`a group ${other} a test`).not.toMatch(new RegExp(faultInTitle));
  });
});

describe('counting the faults that were shown', () => {
  test('finds all of them, and adds up cuts and kills', () => {
    const counted = vitest(
      ...faultNumbers.map((number) => shown(`a group ${number} a test`)),
      shown('F22 in a download', 'passed', { powerCutStates: 1000 }),
      shown('F22 in an import', 'passed', { powerCutStates: 200 }),
      shown('F21 killed', 'passed', { kills: 100 }),
    );
    expect(faultsLine(countFaults(counted, undefined))).toBe(
      `faults: ${scenarios}/${scenarios}, 1200 power cuts, 100 kills`,
    );
  });

  test('takes them from either runner, and from groups within groups', () => {
    const first = vitest(...faultNumbers.slice(2).map((number) => shown(number)));
    const second = { suites: [{ specs: [spec('F01 is survived')], suites: [{ specs: [spec('a F02')] }] }] };
    expect(countFaults(first, second).missing).toEqual([]);
    expect(countFaults(first, undefined).missing).toEqual(['F01', 'F02']);
  });

  test('counts none that failed, even if another test with its number passed', () => {
    expect(
      countFaults(vitest(...(all.testResults[0]?.assertionResults ?? []), shown('F07 x', 'failed')), null).missing,
    ).toEqual(['F07']);
    expect(countFaults(all, { suites: [{ specs: [spec('F33 again', 'unexpected')] }] }).missing).toEqual(['F33']);
    expect(countFaults(all, { suites: [{ specs: [spec('F33 again', 'flaky')] }] }).missing).toEqual(['F33']);
  });

  test('counts none that was left out, and names them', () => {
    const left = vitest(...faultNumbers.slice(1).map((number) => shown(number)), shown('F01 is survived', 'skipped'));
    expect(faultsLine(countFaults(left, { suites: [{ specs: [spec('F01 is survived', 'skipped')] }] }))).toBe(
      `faults: ${scenarios - 1}/${scenarios}, 0 power cuts, 0 kills; not shown: F01`,
    );
  });

  test('takes nothing else for one', () => {
    const others = vitest(
      shown('beyond 4 GiB the header is RF64'),
      shown(`${beyond} there is none`),
      shown('F1 F001 xF01'),
    );
    expect(countFaults(others, undefined).missing).toEqual(faultNumbers);
    expect(countFaults(undefined, undefined).missing).toEqual(faultNumbers);
  });
});
