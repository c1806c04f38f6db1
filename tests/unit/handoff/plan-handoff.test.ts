import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decibels, frames, hertz, stemKinds } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import { handoffRemark, planHandoff, stemColour, trackFileMix } from '../../../renderer/export/handoff/handoff.ts';
import { isAudible } from '../../../renderer/mix/audibility.ts';
import { heard, oddStems, songWith } from './a-handoff.ts';

const first = oddStems[0]?.id;
const stylesheet = new URL('../../../renderer/styles/stem-hues.css', import.meta.url);

describe('a mix handed to a DAW', () => {
  it('has the levels, pans, mutes and solos of the strips, and their own colours', () => {
    const strip = { levelDb: decibels(-6), pan: -0.5, isMuted: true, isSoloed: true };
    const { tracks, masterDb } = planHandoff(songWith([strip], { masterDb: decibels(-3) }));
    expect(tracks[0]).toMatchObject({ name: 'Vocals', ...strip, colour: stemColour('vocals') });
    expect(tracks[1]).toMatchObject({ levelDb: 0, pan: 0, isMuted: false, isSoloed: false });
    expect(masterDb).toBe(-3);
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
    const { mix } = songWith([{ levelDb: decibels(-20), pan: 1, shiftFrames: -1105, isMuted: true }], {
      speed: 0.75,
      transposeCents: -100,
      masterDb: decibels(-12),
    });
    const alone = trackFileMix(mix, stemIdSchema.parse(first));
    expect(alone).toMatchObject({ speed: 0.75, transposeCents: -100, masterDb: 0 });
    expect(alone.strips[0]).toMatchObject({ levelDb: 0, pan: 0, isMuted: false, shiftFrames: -1105 });
    expect(alone.strips.filter((strip) => isAudible(strip, alone)).map(({ stemId }) => stemId)).toEqual([first]);
  });
});

describe('the colour of a stem', () => {
  it('is the hue of its strip', () => {
    const css = readFileSync(stylesheet, 'utf8');
    for (const kind of stemKinds.filter((other) => other !== 'other')) {
      const hue = Number(new RegExp(String.raw`data-kind='${kind}'\] \{\s*--hue: (\d+);`).exec(css)?.[1]);
      expect(Math.abs(hueDistance(hue, hueOf(stemColour(kind)))), kind).toBeLessThan(2);
    }
    expect(css).toContain('oklch(0.78 0.12 var(--hue))');
    expect(css).toContain('oklch(0.78 0.02 250)');
  });
});

const hueDistance = (one: number, other: number): number => ((one - other + 540) % 360) - 180;

/** The hue in degrees of OKLCH of a colour `#rrggbb`, by the matrices of CSS Color 4, section 9.3 and 17. */
function hueOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const encoded = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
  });
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return (Math.atan2(b, a) * 180) / Math.PI;
}
