import { describe, expect, it } from 'vitest';
import {
  decibels,
  flatMix,
  listedSong,
  longestSetNote,
  mostSetSongs,
  noTuning,
  type Setlist,
  type SetSong,
  type StemId,
} from '#contract';
import { setlistsSchema } from '#contract/schemas';
import {
  incompleteText,
  newSetSong,
  setNote,
  tunedMix,
  untunedMix,
  withoutSetlist,
  withSetlist,
  withSongMoved,
  withSongs,
} from '../../../renderer/mix/setlist.ts';
import { withStrip } from '../../../renderer/mix/mix-edits.ts';
import { sceneOf } from '../../../renderer/mix/scenes.ts';
import { readSetlist, writeSetlist } from '../../../renderer/mix/setlist-text.ts';
import { seeded } from '../dsp/seeded.ts';
import { sessionOf, stemOf } from '../../fakes/sessions.ts';

const songOf = (title: string, change: Partial<SetSong> = {}): SetSong => ({
  ...newSetSong(title.toLowerCase().replace(/[^a-z0-9]/g, '-') || 'x', null, title),
  ...change,
});
const listOf = (...titles: readonly string[]): Setlist => ({
  ...{ id: 'friday', name: 'Friday', songs: titles.map((title) => songOf(title)) },
});
const titles = ({ songs }: Setlist): string => songs.map(({ title }) => title).join('');

describe('a setlist', () => {
  it('moves a song to a place, and no further than its ends', () => {
    const list = listOf('A', 'B', 'C', 'D');
    expect(titles(withSongMoved(list, 'b', 3))).toBe('ACDB');
    expect(titles(withSongMoved(list, 'd', 0))).toBe('DABC');
    expect(titles(withSongMoved(list, 'a', 99))).toBe('BCDA');
    expect(withSongMoved(list, 'a', -1)).toBe(list);
    expect(withSongMoved(list, 'nobody', 1)).toBe(list);
  });

  it('holds no more songs than its document may, and notes that its document takes', () => {
    const full = withSongs(
      listOf(),
      Array.from({ length: mostSetSongs + 5 }, (_, index) => songOf(`Song ${String(index)}`)),
    );
    expect(full.songs).toHaveLength(mostSetSongs);
    const note = setNote(`${'a'.repeat(longestSetNote - 1)}🎸 and\nmore`);
    expect(note).toBe('a'.repeat(longestSetNote - 1));
    const noted = { ...full, songs: full.songs.map((song) => ({ ...song, note })) };
    expect(setlistsSchema.safeParse({ lists: [noted], shownId: null }).success).toBe(true);
  });

  it('that is removed makes way for the one before it', () => {
    const both = withSetlist(withSetlist({ lists: [], shownId: null }, listOf('A')), {
      ...listOf('B'),
      id: 'saturday',
    });
    expect(both.shownId).toBe('saturday');
    expect(withoutSetlist(both, 'saturday').shownId).toBe('friday');
    expect(withoutSetlist(withoutSetlist(both, 'saturday'), 'friday').shownId).toBeNull();
  });

  it('lies over the mix of a song: what it tuned is not kept, what the user changed since is', () => {
    const own = { ...flatMix([]), speed: 0.8, transposeCents: -100 };
    const tuned = tunedMix(own, { ...noTuning, speed: 0.9 }, []);
    expect(tuned).toMatchObject({ speed: 0.9, transposeCents: -100 });
    expect(untunedMix({ ...tuned, transposeCents: 200 }, tuned, own)).toMatchObject({
      speed: 0.8,
      transposeCents: 200,
    });
    expect(untunedMix({ ...tuned, speed: 1 }, tuned, own).speed).toBe(1);
    expect(tunedMix(own, noTuning, [])).toEqual(own);
  });

  it('recalls a scene of the song, and gives back the strips that nobody touched since', () => {
    const [drums, bass] = ['drums', 'bass'] as [StemId, StemId];
    const own = withStrip(flatMix([drums, bass]), drums, { levelDb: decibels(-3) });
    const loud = sceneOf(withStrip(withStrip(own, drums, { isMuted: true }), bass, { pan: 0.5 }), 2, 'No drums');
    const tuned = tunedMix(own, { ...noTuning, scene: 2 }, [loud]);
    expect(tuned.strips).toMatchObject([{ levelDb: -3, isMuted: true }, { pan: 0.5 }]);
    expect(untunedMix(tuned, tuned, own)).toEqual(own);
    const touched = withStrip(tuned, bass, { levelDb: decibels(-6) });
    expect(untunedMix(touched, tuned, own).strips).toMatchObject([{ isMuted: false }, { levelDb: -6, pan: 0 }]);
    expect(tunedMix(own, { ...noTuning, scene: 3 }, [loud])).toEqual(own);
  });

  it('says before the gig what is missing of a song', () => {
    expect(incompleteText(listedSong(sessionOf()))).toBeNull();
    expect(incompleteText(null)).toBe('Not in the library');
    const half = sessionOf({ stems: [stemOf('vocals'), stemOf('drums', 'missing')] });
    expect(incompleteText(listedSong(half))).toBe('1 of 2 stems here');
    const gone = sessionOf({ stems: [stemOf('vocals', 'missing')], arrival: { state: 'evicted' } });
    expect(incompleteText(listedSong(gone))).toBe('Stems removed to free space');
    expect(incompleteText(listedSong(sessionOf({ arrival: { state: 'queued' }, stems: [] })))).toBe('Still on its way');
  });
});

describe('a text list', () => {
  it('gives 200 setlists back as they were written', () => {
    const marks = [
      'Night Drive',
      'a|b',
      'c\\d',
      '1. Allegro',
      'שלום',
      '夜のドライブ',
      'key',
      'note: x',
      '#1',
      '- dash',
    ];
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seeded(seed);
      const any = <Value>(values: readonly [Value, ...Value[]]): Value =>
        values[Math.floor(random() * values.length)] ?? values[0];
      const songs = Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
        songOf(any(marks as [string, ...string[]]), {
          tuning: {
            speed: any([null, 0.25, 0.755, 1, 2]),
            transposeCents: any([null, 0, 200, -150, 1250]),
            scene: any([null, 1, 8]),
          },
          ending: any(['stop', 'goOn']),
          note: any(['', 'Capo 2', 'go on', 'key +2 | loud \\ fast', 'speed: slow']),
        }),
      );
      const read = readSetlist(writeSetlist({ id: 'x', name: 'Friday, at the “Anchor”', songs }));
      expect(read.name).toBe('Friday, at the “Anchor”');
      expect(
        read.songs.map(({ titles: [title], ...rest }) => ({ title, ...rest })),
        `seed ${String(seed)}`,
      ).toEqual(songs.map(({ title, tuning, ending, note }) => ({ title, tuning, ending, note })));
    }
  });

  it('may be any list of titles, numbered, dotted or bare, with blank lines and endings of every system', () => {
    const { name, songs } = readSetlist(
      '1) Night Drive\r\n\r\n• Ferry Lights\r- Home\u2028 2.\n99 Luftballons | loud\n',
    );
    expect(name).toBeNull();
    expect(songs.map(({ titles: [title] }) => title)).toEqual([
      'Night Drive',
      'Ferry Lights',
      'Home',
      '99 Luftballons',
    ]);
    expect(songs[0]?.titles).toEqual(['Night Drive', '1) Night Drive']);
    expect(songs.at(-1)?.note).toBe('loud');
  });

  it('of any bytes is read without trouble, and fits the document', () => {
    const random = seeded(7);
    const letters = ['#', '|', '\\', '\n', ' ', 'key +2', 'speed 9', '1.', 'é', '🎸', '\ud800', 'x'.repeat(3000)];
    for (let count = 0; count < 300; count += 1) {
      const text = Array.from({ length: 40 }, () => letters[Math.floor(random() * letters.length)] ?? '').join('');
      const read = readSetlist(text);
      const songs = read.songs.map(({ titles: [title = ''], ...rest }) => ({ ...songOf(title), id: 'x', ...rest }));
      const list = { id: 'x', name: read.name ?? 'Setlist', songs };
      expect(setlistsSchema.safeParse({ lists: [list], shownId: null }).error?.issues).toBeUndefined();
    }
  });
});
