import { describe, expect, test } from 'vitest';
import { countFaults, faultsLine } from '../../../build/test/faults.js';

const shown = (fullName: string, status = 'passed', meta = {}) => ({ fullName, status, meta });
const vitest = (...assertionResults: readonly object[]) => ({ testResults: [{ assertionResults }] });
const spec = (title: string, status = 'expected') => ({ title, tests: [{ status }] });
const numbers = Array.from({ length: 46 }, (_, index) => `F${String(index + 1).padStart(2, '0')}`);
const all = vitest(...numbers.map((number) => shown(`${number} is survived`)));

describe('counting the faults that were shown', () => {
  test('finds all of them, and adds up cuts and kills', () => {
    const counted = vitest(
      ...numbers.map((number) => shown(`a group ${number} a test`)),
      shown('F22 in a download', 'passed', { powerCutStates: 1000 }),
      shown('F22 in an import', 'passed', { powerCutStates: 200 }),
      shown('F21 killed', 'passed', { kills: 100 }),
    );
    expect(faultsLine(countFaults(counted, undefined))).toBe('faults: 46/46, 1200 power cuts, 100 kills');
  });

  test('takes them from either runner, and from groups within groups', () => {
    const first = vitest(...numbers.slice(2).map((number) => shown(number)));
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
    const left = vitest(...numbers.slice(1).map((number) => shown(number)), shown('F01 is survived', 'skipped'));
    expect(faultsLine(countFaults(left, { suites: [{ specs: [spec('F01 is survived', 'skipped')] }] }))).toBe(
      'faults: 45/46, 0 power cuts, 0 kills; not shown: F01',
    );
  });

  test('takes nothing else for one', () => {
    const others = vitest(shown('beyond 4 GiB the header is RF64'), shown('F47 there is none'), shown('F1 F001 xF01'));
    expect(countFaults(others, undefined).missing).toEqual(numbers);
    expect(countFaults(undefined, undefined).missing).toEqual(numbers);
  });
});
