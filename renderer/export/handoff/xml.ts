import { plainLine } from './plain-line.ts';

export type XmlAttributes = Readonly<Record<string, string | number | boolean>>;

/** An element of XML 1.0, written on lines of its own. Text and attributes are one line each. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly content: readonly XmlElement[] | string;
};

export function element(
  name: string,
  attributes: XmlAttributes = {},
  content: readonly XmlElement[] | string = [],
): XmlElement {
  return { name, attributes, content };
}

/** A whole document, in UTF-8. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '').join('\n')}\n`;
}

function written({ name, attributes, content }: XmlElement, indent: string): readonly string[] {
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const opening = `${indent}<${name}${words.join('')}`;
  if (typeof content === 'string') return [`${opening}>${escaped(content)}</${name}>`];
  if (content.length === 0) return [`${opening}/>`];
  return [`${opening}>`, ...content.flatMap((inner) => written(inner, `${indent}  `)), `${indent}</${name}>`];
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML knows no way to write most control characters and half a surrogate pair at all (XML 1.0, section 2.2). */
function escaped(text: string): string {
  return plainLine(text)
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
