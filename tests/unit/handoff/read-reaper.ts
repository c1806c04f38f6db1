/** A chunk of a REAPER project: its first words, its lines as words, and the chunks in it. */
export type Chunk = {
  readonly name: string;
  readonly words: readonly string[];
  readonly lines: readonly (readonly string[])[];
  readonly chunks: readonly Chunk[];
};

/** Reads a project as REAPER does: a line is a list of words, `<` opens a chunk, `>` on its own closes it. */
export function readReaper(text: string): Chunk {
  const lines = text.split('\n').map((line) => line.trim());
  if (lines.pop() !== '') throw new Error('The last line has no end.');
  const rest = [...lines];
  const root = readChunk(rest);
  if (rest.length > 0) throw new Error(`behind the end: ${rest.join()}`);
  return root;
}

function readChunk(rest: string[]): Chunk {
  const opening = rest.shift();
  if (opening?.startsWith('<') !== true) throw new Error(`no chunk: ${String(opening)}`);
  const [name = '', ...words] = readWords(opening.slice(1));
  const lines: (readonly string[])[] = [];
  const chunks: Chunk[] = [];
  for (;;) {
    const line = rest[0];
    if (line === undefined) throw new Error(`${name} is not closed`);
    if (line === '>') break;
    if (line.startsWith('<')) chunks.push(readChunk(rest));
    else lines.push(line.startsWith('|') ? ['|', line.slice(1)] : readWords(rest.shift() ?? ''));
    if (line.startsWith('|')) rest.shift();
  }
  rest.shift();
  return { name, words, lines, chunks };
}

function readWords(line: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    const quote = line[at] ?? '';
    const isQuoted = ['"', "'", '`'].includes(quote);
    const end = line.indexOf(isQuoted ? quote : ' ', at + 1);
    if (isQuoted && end === -1) throw new Error(`an open quote: ${line}`);
    words.push(line.slice(isQuoted ? at + 1 : at, end === -1 ? line.length : end));
    at = end === -1 ? line.length : end + 1;
    while (line[at] === ' ') at += 1;
  }
  return words;
}

/** The words of the only line of that name. */
export function lineOf(chunk: Chunk, name: string): readonly string[] {
  const [line, ...others] = chunk.lines.filter(([first]) => first === name);
  if (line === undefined || others.length > 0) throw new Error(`${name}: ${String(others.length)} more`);
  return line.slice(1);
}
