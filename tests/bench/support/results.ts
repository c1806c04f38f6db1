import { loadavg } from 'node:os';

export type Row = {
  readonly row: string;
  readonly value: number;
  readonly unit: string;
  /** As text, such as `<= 300`; null: told for the record. */
  readonly goal: string | null;
  readonly peer: string | null;
  readonly peerValue: number | null;
  /** The peer's value over ours. */
  readonly ratio: number | null;
  readonly ok: boolean | null;
};

type Comparison = { readonly name: string; readonly value: number | null };

const tests: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '<=': (value, bound) => value <= bound,
  '>=': (value, bound) => value >= bound,
  '=': (value, bound) => value === bound,
};

/** One row; `goal` is a relation and a number. */
export function rowOf(row: string, value: number, unit: string, goal: string | null, peer?: Comparison): Row {
  const [relation = '', bound = ''] = goal?.split(' ') ?? [];
  const ok = tests[relation]?.(value, Number(bound)) ?? null;
  const peerValue = peer?.value ?? null;
  // The value of a ratio is one already; its peer has a unit in its name.
  const ratio = peerValue === null || value === 0 || unit === 'x' ? null : rounded(peerValue / value);
  return {
    row,
    value: unit === 'x' ? Math.round(value * 100) / 100 : rounded(value),
    unit,
    goal,
    peer: peer?.name ?? null,
    peerValue,
    ratio,
    ok,
  };
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** The rows as a table of plain text. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ row, value, unit, goal, peer, peerValue, ratio, ok }) => [
    row,
    `${value} ${unit}`,
    goal ?? '',
    ok === null ? '' : ok ? 'ok' : 'MISSED',
    peer === null
      ? ''
      : `${peer}: ${peerValue === null ? 'not run' : `${rounded(peerValue)} ${unit === 'x' ? '' : unit}`}`,
    ratio === null ? '' : `${ratio} x`,
  ]);
  const all = [['row', 'value', 'goal', '', 'peer', 'ratio'], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? [];
  return all.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

export const loadText = (): string => `load ${(loadavg()[0] ?? 0).toFixed(1)}`;

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value that `part` of the values do not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}
