/**
 * The WebAssembly inside the script of a package that carries it as text.
 *
 * [Note: Encoders without their wrappers] The packages of the FLAC and AAC encoders start a worker of their own from a text, in
 * which the WebAssembly is a text again, and tell nobody when that cannot start. We take the bytes out and start them where the
 * file is written: one thread less, nothing that can hang, and the same in every test.
 */
export function wasmInside(script: string): Uint8Array<ArrayBuffer> {
  const worker = unescaped(script);
  const start = /binaryDecode\(|\((?=['"`]\\0asm)/.exec(worker);
  if (start === null) throw new Error('There is no WebAssembly in this script.');
  const from = start.index + start[0].length + 1;
  const quote = worker[from - 1] ?? '';
  const characters = unescaped(worker.slice(from, endOfText(worker, from, quote)));
  // What stands for zero is a character beyond a byte.
  return Uint8Array.from(characters, (character) => {
    const code = character.charCodeAt(0);
    return code > 0xff ? 0 : code;
  });
}

const plain: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
  '\n': '',
};

/** What a string literal says (ECMA-262 section 12.9.4). */
function unescaped(literal: string): string {
  return literal.replace(/\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[^])/g, (escape) =>
    escape.length > 2
      ? String.fromCharCode(parseInt(escape.slice(2), 16))
      : (plain[escape.slice(1)] ?? escape.slice(1)),
  );
}

function endOfText(script: string, from: number, quote: string): number {
  let at = from;
  while (at < script.length && script[at] !== quote) at += script[at] === '\\' ? 2 : 1;
  return at;
}
