import { relative } from 'node:path';
import { projectFolder } from '../setup/places.js';

/** @typedef {import('./runs.js').Coverage} Coverage */
/** @typedef {import('./runs.js').FileCoverage} FileCoverage */
/** @typedef {{ readonly path: string, readonly total: number, readonly missedLines: readonly number[] }} FileStatements */

/**
 * Which statements of each source ran at all. Vitest knows the statements of every source, run or not; a process of the built app
 * is asked about the statement that begins at the same place, since maps of two builds agree on beginnings and not on ends.
 * @param {{ readonly vitest: Coverage, readonly processes: readonly Coverage[] }} runs
 * @returns {FileStatements[]} `missedLines` holds a line for each statement that never ran, from 1
 */
export function statementsOf({ vitest, processes }) {
  return Object.entries(vitest).map(([path, file]) => {
    const ran = new Set(processes.flatMap((coverage) => placesRun(coverage[path])));
    const statements = Object.entries(file.statementMap);
    const missed = statements.filter(([id, { start }]) => (file.s[id] ?? 0) === 0 && !ran.has(placeOf(start)));
    return { path, total: statements.length, missedLines: missed.map(([, { start }]) => start.line) };
  });
}

/**
 * @param {FileCoverage | undefined} file
 * @returns {string[]}
 */
function placesRun(file) {
  if (file === undefined) return [];
  const { statementMap, s } = file;
  return Object.entries(statementMap).flatMap(([id, { start }]) => ((s[id] ?? 0) > 0 ? [placeOf(start)] : []));
}

/** @param {{ readonly line: number, readonly column: number }} place */
const placeOf = ({ line, column }) => `${line}:${column}`;

/**
 * @param {readonly FileStatements[]} files
 * @param {string} name what they are together
 * @returns {string[]} a line for each file of which something never ran, then one such as `electron/main: 95.2 % of statements`
 */
export function coverageLines(files, name) {
  const incomplete = files
    .filter(({ missedLines }) => missedLines.length > 0)
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ path, total, missedLines }) => {
      const source = relative(projectFolder, path).replaceAll('\\', '/');
      return `${share(total - missedLines.length, total).padStart(5)} % ${source}: not ${[...new Set(missedLines)].join(' ')}`;
    });
  const total = files.reduce((sum, file) => sum + file.total, 0);
  const missed = files.reduce((sum, file) => sum + file.missedLines.length, 0);
  return [...incomplete, `${name}: ${share(total - missed, total)} % of statements`];
}

/**
 * @param {number} part
 * @param {number} whole
 */
const share = (part, whole) => (whole === 0 ? '100.0' : ((100 * part) / whole).toFixed(1));
