import { describe, expect, it } from 'vitest';
import { decibels } from '#contract';
import { planHandoff } from '../../../renderer/export/handoff/handoff.ts';
import { dualPanOf, reaperProject, threeDecibelLaw } from '../../../renderer/export/handoff/reaper-project.ts';
import { gainOf } from '../../../renderer/mix/levels.ts';
import { panMatrix, type StereoMatrix } from '../../../renderer/mix/audibility.ts';
import { aHandoff, automatedSong, oddNames, oddStems, songWith } from './a-handoff.ts';
import { lineOf, readReaper, type Chunk } from './read-reaper.ts';

const numbers = (words: readonly string[]): readonly number[] => words.map(Number);
const tracksOf = (project: Chunk): readonly Chunk[] => project.chunks.filter(({ name }) => name === 'TRACK');
const project = readReaper(reaperProject(aHandoff));

/** REAPER's sine taper, for a law that multiplies the middle by `law`; only the edges and -3 dB are needed, where they agree. */
function taper(position: number): { readonly toLeft: number; readonly toRight: number } {
  const angle = ((1 + position) * Math.PI) / 4;
  return { toLeft: Math.cos(angle), toRight: Math.sin(angle) };
}

/** What REAPER does to a stereo track by its VOLPAN and PANMODE. */
function reaperMatrix(track: Chunk): StereoMatrix {
  const [volume = 0, pan = 0, law = 0, left = 0, right = 0] = numbers(lineOf(track, 'VOLPAN'));
  const isDual = track.lines.some(([name, mode]) => name === 'PANMODE' && mode === '6');
  expect(isDual ? law : -1).toBeCloseTo(isDual ? threeDecibelLaw : -1, 10);
  // In the middle, the balance of the project's law of 0 dB changes nothing.
  if (!isDual) expect(pan).toBe(0);
  const one = taper(isDual ? left : -1);
  const other = taper(isDual ? right : 1);
  return {
    leftToLeft: volume * one.toLeft,
    leftToRight: volume * one.toRight,
    rightToLeft: volume * other.toLeft,
    rightToRight: volume * other.toRight,
  };
}

describe('a REAPER project', () => {
  it('is one chunk with a track for each stem, whose names are as they were but for what a line cannot hold', () => {
    expect(project).toMatchObject({ name: 'REAPER_PROJECT', words: ['0.1', '7.0/win64', '0'] });
    const names = tracksOf(project).map((track) => lineOf(track, 'NAME')[0]);
    expect(names).toEqual(
      oddNames.map((name) =>
        name
          .replaceAll(/[\n\t\u0000]/g, ' ')
          .replace('\ud800', '\ufffd')
          .replaceAll('`', "'"),
      ),
    );
  });

  it('sounds as the mix does: the gains of every strip are ours at any level and pan', () => {
    const pans = Array.from({ length: 201 }, (_, step) => step / 100 - 1);
    for (const pan of pans) {
      const handoff = planHandoff(songWith([{ pan, levelDb: decibels(-6) }, {}]));
      const [panned, plain] = tracksOf(readReaper(reaperProject(handoff)));
      if (panned === undefined || plain === undefined) throw new Error('no tracks');
      const theirs = reaperMatrix(panned);
      const ours = panMatrix(pan);
      for (const way of ['leftToLeft', 'leftToRight', 'rightToLeft', 'rightToRight'] as const) {
        expect(theirs[way], `${way} at ${String(pan)}`).toBeCloseTo(ours[way] * gainOf(decibels(-6)), 9);
        expect(reaperMatrix(plain)[way]).toBeCloseTo(panMatrix(0)[way], 12);
      }
    }
    expect(dualPanOf(0)).toEqual({ left: -1, right: 1 });
    expect(lineOf(project, 'PANLAW')).toEqual(['1']);
    expect(lineOf(project, 'PANMODE')).toEqual(['3']);
  });

  it('carries mute, solo, silence, master and colour', () => {
    const [muted, soloed, hardRight] = tracksOf(project);
    if (muted === undefined || soloed === undefined || hardRight === undefined) throw new Error('no tracks');
    expect(lineOf(muted, 'MUTESOLO')).toEqual(['1', '0', '0']);
    expect(lineOf(soloed, 'MUTESOLO')).toEqual(['0', '1', '0']);
    expect(lineOf(soloed, 'VOLPAN')[0]).toBe('0');
    expect(Number(lineOf(project, 'MASTER_VOLUME')[0])).toBeCloseTo(gainOf(decibels(3)), 11);
    const colour = Number(lineOf(muted, 'PEAKCOL')[0]);
    const hex = [0, 8, 16].map((shift) => ((colour >> shift) & 0xff).toString(16).padStart(2, '0')).join('');
    expect(`#${hex}`).toBe(aHandoff.tracks[0]?.colour);
    expect(colour >> 24).toBe(1);
  });

  it('places every file whole at the start, without fades or stretching', () => {
    for (const [index, track] of tracksOf(project).entries()) {
      const [item] = track.chunks;
      const [source] = item?.chunks ?? [];
      if (item === undefined || source === undefined) throw new Error('no item');
      expect(lineOf(item, 'POSITION')).toEqual(['0']);
      expect(lineOf(item, 'LENGTH')).toEqual(['20']);
      expect(lineOf(item, 'FADEIN').slice(1, 2)).toEqual(['0']);
      expect(lineOf(item, 'PLAYRATE').slice(0, 3)).toEqual(['1', '1', '0']);
      expect(source.words).toEqual(['WAVE']);
      expect(lineOf(source, 'FILE')[0]).toBe(oddStems[index]?.fileName.replace('\ud800', '\ufffd'));
    }
  });

  it('names the decoder of a FLAC file', () => {
    const stems = oddStems.map((stem) => ({ ...stem, fileName: 'a b.flac' }));
    const flac = readReaper(reaperProject(planHandoff(songWith([], {}, { stems }))));
    expect(tracksOf(flac)[0]?.chunks[0]?.chunks[0]?.words).toEqual(['FLAC']);
  });

  it('has the tempo, the loop and the first beat, and none of them where nobody knows them', () => {
    expect(lineOf(project, 'TEMPO')).toEqual(['60', '4', '4']);
    expect(lineOf(project, 'SELECTION')).toEqual(['2', '4']);
    expect(lineOf(project, 'LOOP')).toEqual(['1']);
    expect(project.lines.filter(([name]) => name === 'MARKER')).toEqual([
      ['MARKER', '1', '0.5', 'First beat', '0'],
      ['MARKER', '2', '2', 'Loop', '1'],
      ['MARKER', '2', '4', '', '1'],
    ]);
    const notes = project.chunks.find(({ name }) => name === 'NOTES');
    expect(notes?.lines.map(([, line]) => line)).toEqual([
      'Ferry "Lights" & <more>',
      'Made by Stemroom 1.2.3. B minor, 60 bpm.',
    ]);
    const bare = readReaper(reaperProject(planHandoff(songWith([], {}, { analysis: null }))));
    expect(bare.lines.filter(([name = '']) => ['TEMPO', 'MARKER', 'LOOP', 'SELECTION'].includes(name))).toEqual([]);
  });
});

describe('automation in a REAPER project', () => {
  const tracks = tracksOf(readReaper(reaperProject(planHandoff(automatedSong))));
  const pointsOf = (track: Chunk | undefined): readonly (readonly number[])[] =>
    (track?.chunks.find(({ name }) => name === 'VOLENV2')?.lines ?? [])
      .filter(([name]) => name === 'PT')
      .map((words) => numbers(words.slice(1)));

  it('is a volume envelope of straight lines on top of the fader, at the times of the files', () => {
    const low = gainOf(decibels(-12));
    const expected = [
      ...[
        [0, 1],
        [0.02, low],
        [1.98, low],
        [2, 1],
        [2, 1],
        [2.02, 0],
        [3.98, 0],
        [4, 1],
        [18, 1],
      ],
    ];
    const points = pointsOf(tracks[0]);
    expect(points.map(([seconds]) => seconds)).toEqual(
      expected.map(([seconds]) => expect.closeTo(seconds ?? NaN, 4) as number),
    );
    expect(points.map(([, gain]) => gain)).toEqual(
      expected.map(([, gain]) => expect.closeTo(gain ?? NaN, 6) as number),
    );
    expect(points.every(([, , shape]) => shape === 0)).toBe(true);
    expect(Number(lineOf(tracks[0] ?? project, 'VOLPAN')[0])).toBeCloseTo(gainOf(decibels(-6)), 9);
  });

  it('is cut at the end of the files, and is not there where a stem has none in them', () => {
    expect(pointsOf(tracks[1]).at(-1)?.slice(0, 2)).toEqual([18, 0]);
    expect(tracks[2]?.chunks.map(({ name }) => name)).toEqual(['ITEM']);
  });
});
