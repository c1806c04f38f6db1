import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coverageLines, statementsOf } from '../../../build/coverage/statements.js';
import { projectFolder } from '../../../build/setup/places.js';

const at = (line: number, column: number) => ({ start: { line, column } });
const ours = join(projectFolder, 'electron/main/ours.ts');
const whole = join(projectFolder, 'electron/main/whole.ts');
const vitest = {
  [whole]: { statementMap: { 0: at(1, 0) }, s: { 0: 3 } },
  [ours]: { statementMap: { 0: at(1, 0), 1: at(2, 2), 2: at(2, 9), 3: at(4, 0) }, s: { 0: 1, 1: 0, 2: 0, 3: 0 } },
};

test('a statement ran when Vitest ran it, or a process ran the one that begins at its place', () => {
  const processes = [
    { [ours]: { statementMap: { 7: at(2, 2), 8: at(2, 10) }, s: { 7: 1, 8: 1 } } },
    { [ours]: { statementMap: { 1: at(4, 0) }, s: { 1: 0 } }, elsewhere: { statementMap: {}, s: {} } },
  ];
  expect(statementsOf({ vitest, processes })).toEqual([
    { path: whole, total: 1, missedLines: [] },
    { path: ours, total: 4, missedLines: [2, 4] },
  ]);
});

test('what never ran is told by file and line, and the share of all in one line at the end', () => {
  expect(coverageLines(statementsOf({ vitest, processes: [] }), 'electron/main')).toEqual([
    ' 25.0 % electron/main/ours.ts: not 2 4',
    'electron/main: 40.0 % of statements',
  ]);
});
