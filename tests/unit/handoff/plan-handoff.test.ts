import { describe, expect, it } from 'vitest';
import { decibels, flatGroup, flatStrip, frames, hertz } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import { handoffRemark, planHandoff, trackFileMix } from '../../../renderer/export/handoff/handoff.ts';
import { audibleGain, isAudible } from '../../../renderer/mix/audibility.ts';
import { stemColour } from '../../../renderer/mix/stem-colours.ts';
import { heard, oddStems, songWith } from './a-handoff.ts';

const first = oddStems[0]?.id;

describe('a mix handed to a DAW', () => {
  it('has the levels, pans, mutes and solos of the strips, and their own colours', () => {
    const strip = { levelDb: decibels(-6), pan: -0.5, isMuted: true, isSoloed: true };
    const { tracks, masterDb } = planHandoff(songWith([strip], { masterDb: decibels(-3) }));
    expect(tracks[0]).toMatchObject({ name: 'Vocals', ...strip, colour: stemColour('vocals') });
    expect(tracks[1]).toMatchObject({ levelDb: 0, pan: 0, isMuted: false, isSoloed: false });
    expect(masterDb).toBe(-3);
  });

  it('has what a group does in each of its tracks', () => {
    const groups = [{ ...flatGroup(3, 'Band'), levelDb: decibels(-4), isMuted: true }];
    const strip = { levelDb: decibels(-6), group: 3 };
    const { tracks } = planHandoff(songWith([strip, { ...strip, isSoloed: true }], { groups }));
    expect(tracks[0]).toMatchObject({ levelDb: -10, isMuted: true, isSoloed: false });
    expect(tracks[1]).toMatchObject({ levelDb: -10, isMuted: true, isSoloed: true });
    expect(tracks[2]).toMatchObject({ levelDb: 0, isMuted: false });
    const { mix } = songWith([strip], { groups });
    const alone = trackFileMix(mix, stemIdSchema.parse(first));
    expect(audibleGain(alone.strips[0] ?? flatStrip(stemIdSchema.parse(first)), alone)).toBe(1);
  });

  it('has every time as it is in the files: at their rate and at the speed of the mix', () => {
    const loop = { startFrames: frames(44_100), endFrames: frames(132_300), isOn: true };
    const slow = planHandoff(songWith([], { speed: 0.5, loop }, { fileRate: hertz(48_000) }));
    expect(slow).toMatchObject({ lengthFrames: 960_000, firstBeatFrames: 24_000, bpm: 60, sampleRate: 48_000 });
    expect(slow.loop).toEqual({ startFrames: 96_000, endFrames: 288_000, isOn: true });
    expect(slow.tracks.every(({ lengthFrames }) => lengthFrames === 960_000)).toBe(true);
  });

  it('counts from where the files begin', () => {
    const region = { startFrames: 22_050, endFrames: 66_150 };
    const loop = { startFrames: frames(0), endFrames: frames(44_100), isOn: false };
    const part = planHandoff(songWith([], { loop }, { region }));
    expect(part).toMatchObject({ lengthFrames: 44_100, firstBeatFrames: 0.75 * 44_100 - 22_050 });
    expect(part.loop).toEqual({ startFrames: 0, endFrames: 22_050, isOn: false });
    const apart = { startFrames: frames(100_000), endFrames: frames(110_000), isOn: true };
    expect(planHandoff(songWith([], { loop: apart }, { region })).loop).toBeNull();
  });

  it('tells the key that sounds, the stated one first, and nothing where there is none', () => {
    expect(planHandoff(songWith([], { transposeCents: 200 })).key).toBe('B minor');
    expect(planHandoff(songWith([], { transposeCents: 250 })).key).toBeNull();
    const stated = { ...heard, stated: { bpm: 60, key: { tonic: 0, mode: 'major' } as const } };
    expect(planHandoff(songWith([], {}, { analysis: stated }))).toMatchObject({ key: 'C major', bpm: 60 });
    const unheard = planHandoff(songWith([], {}, { analysis: null }));
    expect(unheard).toMatchObject({ key: null, bpm: null, firstBeatFrames: null });
    expect(handoffRemark(unheard)).toBe('Made by Stemroom 1.2.3.');
  });

  it('leaves to the file of a track what no fader says: shift, speed and key', () => {
    const { mix } = songWith([{ levelDb: decibels(-20), pan: 1, shiftFrames: -1105, shiftMs: 40, isMuted: true }], {
      speed: 0.75,
      transposeCents: -100,
      masterDb: decibels(-12),
    });
    const alone = trackFileMix(mix, stemIdSchema.parse(first));
    expect(alone).toMatchObject({ speed: 0.75, transposeCents: -100, masterDb: 0 });
    expect(alone.strips[0]).toMatchObject({ levelDb: 0, pan: 0, isMuted: false, shiftFrames: -1105, shiftMs: 40 });
    expect(alone.strips.filter((strip) => isAudible(strip, alone)).map(({ stemId }) => stemId)).toEqual([first]);
  });
});
