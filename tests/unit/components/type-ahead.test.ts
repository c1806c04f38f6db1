import { describe, expect, it } from 'vitest';
import { TypeAhead } from '../../../renderer/components/parts/type-ahead.ts';

const keys = ['A minor', 'A♯ minor', 'B minor', 'C minor', 'D minor'];

/** Types letters, one every so many milliseconds, and gives the entry that has the focus after each. */
function typing(letters: string, texts: readonly string[], { at = 0, everyMs = 100, locale = 'en' } = {}): string[] {
  const typed = new TypeAhead();
  let focused = at;
  return Array.from(letters).map((letter, index) => {
    const found = typed.type(letter, index * everyMs, texts, focused, locale);
    if (found !== -1) focused = found;
    return texts[focused] ?? '';
  });
}

describe('typing in a menu', () => {
  it('goes to the next entry that begins with the letter, and round the end', () => {
    expect(typing('b', keys)).toEqual(['B minor']);
    expect(typing('a', keys, { at: 3 })).toEqual(['A minor']);
    expect(typing('aaa', keys)).toEqual(['A♯ minor', 'A minor', 'A♯ minor']);
  });

  it('takes letters that follow each other within half a second as one text, which may keep the entry', () => {
    const texts = ['Move up', 'Mute only this', 'Move down', 'Reset'];
    expect(typing('mu', texts, { at: 3 })).toEqual(['Move up', 'Mute only this']);
    expect(typing('move d', texts, { at: 3 }).at(-1)).toBe('Move down');
    expect(typing('mr', texts, { at: 3, everyMs: 501 })).toEqual(['Move up', 'Reset']);
    expect(typing('mr', texts, { at: 3, everyMs: 500 })).toEqual(['Move up', 'Move up']);
  });

  it('finds a text that begins with a doubled letter before it goes round', () => {
    expect(typing('aa', ['Aachen', 'Abbey', 'Alto'], { at: 1 })).toEqual(['Alto', 'Aachen']);
  });

  it('makes no difference between cases, accents and ways to write a letter', () => {
    const texts = ['Quitar', 'Último', 'Straße', 'Éteindre'];
    expect(typing('u', texts)).toEqual(['Último']);
    expect(typing('E', texts)).toEqual(['Éteindre']);
    expect(
      typing(
        'É',
        texts.map((text) => text.normalize('NFD')),
      ),
    ).toEqual(['Éteindre'.normalize('NFD')]);
    expect(typing('strasse', texts, { locale: 'de' }).at(-1)).toBe('Straße');
    expect(typing('の', ['名前', 'のばす'], { locale: 'ja' })).toEqual(['のばす']);
  });

  it('stays where it is when nothing begins so', () => {
    expect(typing('z', keys, { at: 2 })).toEqual(['B minor']);
    expect(new TypeAhead().type('z', 0, [], -1, 'en')).toBe(-1);
  });

  it('starts from the first entry while none has the focus', () => {
    expect(new TypeAhead().type('a', 0, keys, -1, 'en')).toBe(0);
  });

  it('knows for half a second that a text is being typed', () => {
    const typed = new TypeAhead();
    expect(typed.isTyping(0)).toBe(false);
    typed.type('m', 1000, keys, 0, 'en');
    expect(typed.isTyping(1500)).toBe(true);
    expect(typed.isTyping(1501)).toBe(false);
  });
});
