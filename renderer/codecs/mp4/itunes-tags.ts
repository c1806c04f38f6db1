import type { FileTags } from '#contract';
import { encodedBy } from '../shared/vorbis-comment.ts';
import { box, fields, fullBox } from './boxes.ts';

const dataKinds = { text: 1, jpeg: 13, png: 14, whole: 21 } as const;

/** Samples of an encoder before and after the sound, and how long that is. */
export type Gapless = { readonly delay: number; readonly padding: number; readonly lengthFrames: number };

/** `udta` with tags as iTunes has them ("QuickTime File Format": metadata), and its own word on where the sound begins. */
export function itunesTags(tags: FileTags, gapless: Gapless): Uint8Array<ArrayBuffer> {
  const texts = {
    '\u00a9nam': tags.title,
    '\u00a9ART': tags.artist,
    '\u00a9cmt': tags.comment,
    '\u00a9too': encodedBy,
  };
  const items = Object.entries(texts).flatMap(([kind, text]) => (text === null ? [] : [box(kind, textData(text))]));
  if (tags.bpm !== null) items.push(box('tmpo', data(dataKinds.whole, fields().u16(Math.round(tags.bpm)).bytes)));
  if (tags.key !== null) items.push(freeForm('initialkey', tags.key));
  if (tags.cover !== undefined) items.push(box('covr', data(dataKinds[tags.cover.kind], tags.cover.bytes)));
  items.push(freeForm('iTunSMPB', soundCheckComment(gapless)));
  const handler = fullBox('hdlr', fields().u32(0).text('mdirappl').zeros(9));
  return box(
    'udta',
    fullBox(
      'meta',
      fields()
        .put(handler)
        .put(box('ilst', ...items)),
    ),
  );
}

const data = (kind: number, content: Uint8Array): Uint8Array<ArrayBuffer> =>
  box('data', fields().u32(kind).u32(0).put(content).bytes);

const textData = (text: string): Uint8Array<ArrayBuffer> => data(dataKinds.text, fields().text(text).bytes);

const freeForm = (name: string, text: string): Uint8Array<ArrayBuffer> =>
  box('----', fullBox('mean', fields().text('com.apple.iTunes')), fullBox('name', fields().text(name)), textData(text));

/** Hexadecimal words, of which only the second to the fourth mean something. */
function soundCheckComment({ delay, padding, lengthFrames }: Gapless): string {
  const word = (value: number, digits = 8): string => value.toString(16).toUpperCase().padStart(digits, '0');
  const said = ['', word(0), word(delay), word(padding), word(lengthFrames, 16)];
  return [...said, ...Array<string>(8).fill(word(0))].join(' ');
}
