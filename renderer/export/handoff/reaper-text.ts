import { plainLine } from './plain-line.ts';

/**
 * A text as one word of a REAPER project, which knows no escapes: a word stands in double quotes, or in single ones when it has
 * double ones, or in backticks when it has both; of three kinds one has to go. A line end would end the word.
 */
export function reaperWord(text: string): string {
  const line = plainLine(text);
  if (!line.includes('"')) return `"${line}"`;
  if (!line.includes("'")) return `'${line}'`;
  return `\`${line.replaceAll('`', "'")}\``;
}

/** A number without an exponent, to a picosecond. */
export function reaperNumber(value: number): string {
  const written = value.toFixed(12).replace(/\.?0+$/, '');
  return written === '-0' ? '0' : written;
}

/** A colour `#rrggbb` as REAPER keeps it: red in the lowest byte, and a bit that says that there is one. */
export function reaperColour(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return (red ?? 0) + (green ?? 0) * 0x100 + (blue ?? 0) * 0x10000 + 0x1000000;
}
