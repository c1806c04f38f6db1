import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decibels } from '#contract';
import { dawproject } from '../../../renderer/export/handoff/dawproject.ts';
import { type Handoff, planHandoff } from '../../../renderer/export/handoff/handoff.ts';
import { gainOf } from '../../../renderer/mix/levels.ts';
import { aHandoff, automatedSong, oddNames, songWith } from './a-handoff.ts';
import { breaches } from './dawproject-rules.ts';
import { everyNode, readXml, type Node } from './read-xml.ts';

function filesOf(handoff: Handoff): {
  readonly names: readonly string[];
  readonly project: Node;
  readonly metadata: Node;
} {
  const files = unzipSync(dawproject(handoff));
  const read = (name: string): Node => readXml(strFromU8(files[name] ?? new Uint8Array()));
  return { names: Object.keys(files).sort(), project: read('project.xml'), metadata: read('metadata.xml') };
}

const named = (project: Node, name: string): readonly Node[] => everyNode(project).filter((node) => node.name === name);
const { names, project, metadata } = filesOf(aHandoff);

describe('a DAWproject', () => {
  it('keeps the rules of the format: elements, their order, required attributes, ids and references', () => {
    expect(names).toEqual(['metadata.xml', 'project.xml']);
    expect(breaches(project)).toEqual([]);
    expect(breaches(filesOf(planHandoff(songWith([], {}, { analysis: null }))).project)).toEqual([]);
    expect(metadata.children.map(({ name }) => name)).toEqual(['Title', 'Comment']);
  });

  it('has a track for each stem and a master, with the faders of the mix', () => {
    const tracks = named(project, 'Track');
    const shown = oddNames.map((name) => name.replaceAll(/[\n\t\u0000]/g, ' ').replace('\ud800', '\ufffd'));
    expect(tracks.map(({ attributes }) => attributes.name)).toEqual([...shown, 'Master']);
    const values = (name: string): readonly unknown[] => named(project, name).map(({ attributes }) => attributes.value);
    expect(Number(values('Volume')[0])).toBeCloseTo(gainOf(decibels(-6)), 12);
    expect(values('Volume')[1]).toBe('0');
    expect(Number(values('Volume').at(-1))).toBeCloseTo(gainOf(decibels(3)), 12);
    expect(values('Pan').slice(0, 4)).toEqual(['0.25', '0.5', '1', '0.5']);
    expect(values('Mute').slice(0, 2)).toEqual(['true', 'false']);
    expect(named(project, 'Channel').map(({ attributes }) => attributes.solo)).toEqual([
      'false',
      'true',
      ...oddNames.slice(2).map(() => 'false'),
      'false',
    ]);
    expect(tracks[0]?.attributes.color).toBe(aHandoff.tracks[0]?.colour);
  });

  it('keeps the level of the loudest fader within the range it states', () => {
    const loud = filesOf(planHandoff(songWith([{ levelDb: decibels(6) }]))).project;
    for (const { attributes } of named(loud, 'Volume')) {
      expect(Number(attributes.value)).toBeLessThanOrEqual(Number(attributes.max));
    }
  });

  it('refers to each file beside it, whole, from the start, in seconds', () => {
    const sounds = named(project, 'Audio');
    expect(sounds).toHaveLength(oddNames.length);
    for (const [index, sound] of sounds.entries()) {
      expect(sound.attributes).toMatchObject({
        channels: '2',
        sampleRate: '44100',
        duration: '20',
        timeUnit: 'seconds',
      });
      expect(sound.children[0]?.attributes).toEqual({
        path: aHandoff.tracks[index]?.fileName.replace('\ud800', '\ufffd'),
        external: 'true',
      });
    }
    for (const { attributes } of named(project, 'Clip')) {
      expect(attributes).toMatchObject({ time: '0', duration: '20', playStart: '0', contentTimeUnit: 'seconds' });
    }
  });

  it('has the tempo, markers, title and artist where they are known', () => {
    expect(named(project, 'Tempo')[0]?.attributes).toMatchObject({ unit: 'bpm', value: '60' });
    expect(named(project, 'Marker').map(({ attributes }) => [attributes.name, attributes.time])).toEqual([
      ['First beat', '0.5'],
      ['Loop start', '2'],
      ['Loop end', '4'],
    ]);
    const known = filesOf({ ...aHandoff, artist: 'The "Ferry" & Co' });
    expect(known.metadata.children.map(({ name, text }) => [name, text])).toEqual([
      ['Title', 'Ferry "Lights" & <more>'],
      ['Artist', 'The "Ferry" & Co'],
      ['Comment', 'Made by Stemroom 1.2.3. B minor, 60 bpm.'],
    ]);
  });

  it('has the automation as points of the volume, fader included', () => {
    const automated = filesOf(planHandoff(automatedSong)).project;
    expect(breaches(automated)).toEqual([]);
    const [first, second, ...more] = named(automated, 'Points');
    expect(more).toEqual([]);
    expect(first?.children[0]?.attributes.parameter).toBe('track0ChannelVolume');
    const points = (first?.children.slice(1) ?? []).map(({ attributes }) => attributes);
    const fader = gainOf(decibels(-6));
    expect(points.map(({ value }) => Number(value) / fader)).toEqual(
      [1, 0.251189, 0.251189, 1, 1, 0, 0, 1, 1].map((gain) => expect.closeTo(gain, 5) as number),
    );
    expect(points.every(({ interpolation }) => interpolation === 'linear')).toBe(true);
    expect(second?.children.at(-1)?.attributes).toMatchObject({ time: '18', value: '0' });
  });

  it('is the same file for the same song', () => {
    expect(dawproject(aHandoff)).toEqual(dawproject(aHandoff));
  });
});
