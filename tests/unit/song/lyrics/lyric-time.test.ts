import { describe, expect, it } from 'vitest';
import { frames, type LyricLine } from '#contract';
import { stageOrderSchema } from '../../../../electron/contract/schemas/stage.ts';
import { readLyrics } from '../../../../renderer/song/lyrics/lyric-files.ts';
import { lyricPlaceAt, sungLines } from '../../../../renderer/song/lyrics/lyric-time.ts';
import { type StagedSong, stageViewAt } from '../../../../renderer/song/lyrics/stage-view.ts';
import { madeLyrics } from './made-lyrics.ts';

function linesOf(text: string): readonly LyricLine[] {
  const read = readLyrics(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(read.failure.kind);
  return read.value;
}

const song =
  '[00:10.00]<00:10.50>Night <00:11.00>drive<00:11.50>\n[00:12.00]Over the water\n[00:20.00]\n[00:30.00]Home';

describe('the place in the lyrics', () => {
  const lines = sungLines(linesOf(song));
  const at = (seconds: number) => {
    const { line, word, begun } = lyricPlaceAt(lines, seconds);
    return [line, word, begun];
  };

  it('is the word that is sung, from its start until its end', () => {
    expect(at(9.99)).toEqual([-1, -1, 0]);
    expect(at(10)).toEqual([0, -1, 0]);
    expect(at(10.5)).toEqual([0, 0, 1]);
    expect(at(10.999)).toEqual([0, 0, 1]);
    expect(at(11)).toEqual([0, 1, 2]);
    expect(at(11.6)).toEqual([0, -1, 2]);
    expect(at(25)).toEqual([1, -1, 3]);
    expect(at(30)).toEqual([2, 0, 1]);
  });

  it('goes through the words of a line without times of its own by their lengths', () => {
    expect(at(12)).toEqual([1, 0, 1]);
    expect(at(14.7)).toEqual([1, 1, 2]);
    expect(at(17)).toEqual([1, 2, 3]);
  });

  it('stays the same until the time it says, and no longer', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const sung = sungLines(madeLyrics(seed));
      let seconds = 0;
      for (let step = 0; step < 400; step += 1) {
        const { untilSeconds, ...place } = lyricPlaceAt(sung, seconds);
        if (untilSeconds === Infinity) break;
        expect(untilSeconds).toBeGreaterThan(seconds);
        const before = lyricPlaceAt(sung, seconds + (untilSeconds - seconds) * 0.999);
        expect({ ...before, untilSeconds: 0 }).toEqual({ ...place, untilSeconds: 0 });
        const after = lyricPlaceAt(sung, untilSeconds);
        expect({ ...after, untilSeconds: 0 }).not.toEqual({ ...place, untilSeconds: 0 });
        seconds = untilSeconds;
      }
    }
  });
});

describe('the stage', () => {
  const lyrics = linesOf(song.replace('[00:30.00]Home', '[section:Chorus]\n[00:30.00]Home'));
  const staged: StagedSong = {
    ...{ title: 'Night Drive', lyrics, lines: sungLines(lyrics), sections: [], sampleRate: 44_100 },
    grid: { bpm: 120, beatSeconds: [0] },
  };
  const shown = (seconds: number, of: StagedSong = staged) => {
    const { view } = stageViewAt(of, seconds);
    const texts = view.lines.map(({ words, begun }) => `${String(begun)} ${words.map(({ text }) => text).join(' ')}`);
    return { texts, next: view.next?.words[0]?.text ?? null, section: view.nextSection, dots: view.dots };
  };

  it('shows the line that is sung, the one after it and the one after that, and the next section', () => {
    expect(shown(11)).toEqual({
      texts: ['2 Night drive', '0 Over the water'],
      next: 'Home',
      section: 'Chorus',
      dots: 0,
    });
    expect(shown(13).texts).toEqual(['1 Over the water', '0 Home']);
    expect(shown(31)).toEqual({ texts: ['1 Home'], next: null, section: null, dots: 0 });
  });

  it('clears a line that is over in a long pause, and counts the next one in on the beats', () => {
    expect(shown(21)).toEqual({ texts: ['0 Home'], next: null, section: 'Chorus', dots: 0 });
    expect([27.9, 28.1, 28.6, 29.1, 29.6].map((seconds) => shown(seconds).dots)).toEqual([0, 4, 3, 2, 1]);
    expect(shown(30).dots).toBe(0);
  });

  it('counts in the first line of the song', () => {
    expect(shown(9.1)).toMatchObject({ texts: ['0 Night drive', '0 Over the water'], dots: 2 });
  });

  it('prefers the sections of the song', () => {
    const sections = [{ name: 'Solo', startFrames: frames(44_100 * 25), endFrames: frames(44_100 * 40), colour: 0 }];
    expect(shown(21, { ...staged, sections }).section).toBe('Solo');
  });

  it('says how long it stays the same, and passes the door to main', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const made = madeLyrics(seed);
      const of = { ...staged, lyrics: made, lines: sungLines(made) };
      let seconds = 0;
      for (let step = 0; step < 2000; step += 1) {
        const { view, untilSeconds } = stageViewAt(of, seconds);
        expect(stageOrderSchema.safeParse({ does: 'show', view: { locale: 'en', ...view } }).success).toBe(true);
        if (untilSeconds === Infinity) break;
        expect(untilSeconds).toBeGreaterThan(seconds);
        expect(stageViewAt(of, seconds + (untilSeconds - seconds) * 0.99).view).toEqual(view);
        seconds = untilSeconds;
      }
    }
  });
});
