/** An element as it was read; its text is that of all characters between its children. */
export type Node = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  readonly text: string;
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads the part of XML 1.0 that needs no document type; throws at whatever is not well formed. */
export function readXml(text: string): Node {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(text))
    throw new Error('a forbidden character');
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/, '');
  const open: { name: string; attributes: Record<string, string>; children: Node[]; text: string }[] = [];
  let root: Node | null = null;
  let at = 0;
  const tag = /<(?:\/([\w.]+)|([\w.]+)((?:\s+[\w.]+="[^"<]*")*)\s*(\/)?)>/y;
  while (at < body.length) {
    tag.lastIndex = at;
    const found = tag.exec(body);
    if (found === null) {
      const end = body.indexOf('<', at + 1);
      const words = body.slice(at, end === -1 ? body.length : end);
      const parent = open.at(-1);
      if (words.startsWith('<') || (parent === undefined && words.trim() !== '')) throw new Error(`not XML: ${words}`);
      if (parent !== undefined) parent.text += unescaped(words);
      at += words.length;
      continue;
    }
    at = tag.lastIndex;
    const [, closes, opens = '', attributes = '', isEmpty] = found;
    if (closes === undefined)
      open.push({ name: opens, attributes: readAttributes(attributes), children: [], text: '' });
    if (closes === undefined && isEmpty === undefined) continue;
    const ended = open.pop();
    if (ended === undefined || (closes !== undefined && ended.name !== closes))
      throw new Error(`ends ${String(closes)}`);
    const parent = open.at(-1);
    if (parent !== undefined) parent.children.push(ended);
    else if (root === null) root = ended;
    else throw new Error('two roots');
  }
  if (root === null || open.length > 0) throw new Error('not whole');
  return root;
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/([\w.]+)="([^"]*)"/g)) {
    if (name in attributes) throw new Error(`${name} twice`);
    attributes[name] = unescaped(value);
  }
  return attributes;
}

function unescaped(text: string): string {
  return text.replaceAll(/&([^;]*;?)/g, (_, name: string) => {
    const sign = entities[name.slice(0, -1)];
    if (sign === undefined) throw new Error(`&${name} is unknown`);
    return sign;
  });
}

/** The node and all below it. */
export const everyNode = (node: Node): readonly Node[] => [node, ...node.children.flatMap(everyNode)];
