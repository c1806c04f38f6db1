import { strFromU8, unzipSync } from 'fflate';
import { parseMidi } from 'midi-file';
import { describe, expect, it } from 'vitest';
import { emptySheet } from '#contract';
import { dawproject } from '../../../renderer/export/handoff/dawproject.ts';
import { type Handoff, planHandoff } from '../../../renderer/export/handoff/handoff.ts';
import { midiFile } from '../../../renderer/export/handoff/midi-file.ts';
import { reaperProject } from '../../../renderer/export/handoff/reaper-project.ts';
import { type BeatGrid, firstBeatOf, secondsOfBeat } from '../../../renderer/song/beat-grid.ts';
import { tempoMapOf } from '../../../renderer/song/tempo-map.ts';
import { drifting, heard, mappedSong, songWith } from './a-handoff.ts';
import { breaches } from './dawproject-rules.ts';
import { lineOf, readReaper } from './read-reaper.ts';
import { everyNode, readXml } from './read-xml.ts';

/** Tempi and time signatures as a project has them: times in seconds or, for MIDI, in quarter notes turned into seconds. */
type Read = {
  readonly tempi: readonly { readonly seconds: number; readonly bpm: number }[];
  readonly meters: readonly { readonly seconds: number; readonly beats: number; readonly unit: number }[];
};

function fromReaper(handoff: Handoff): Read {
  const project = readReaper(reaperProject(handoff));
  const [bpm = NaN, beats = NaN, unit = NaN] = lineOf(project, 'TEMPO').map(Number);
  const envelope = project.chunks.find(({ name }) => name === 'TEMPOENVEX');
  if (envelope === undefined) return { tempi: [{ seconds: 0, bpm }], meters: [{ seconds: 0, beats, unit }] };
  const points = envelope.lines.filter(([name]) => name === 'PT').map((words) => words.slice(1).map(Number));
  expect(points.every(([, , shape]) => shape === 1)).toBe(true);
  return {
    tempi: points.map(([seconds = NaN, tempo = NaN]) => ({ seconds, bpm: tempo })),
    meters: points.flatMap(([seconds = NaN, , , signature]) =>
      signature === undefined ? [] : [{ seconds, beats: signature % 65_536, unit: Math.floor(signature / 65_536) }],
    ),
  };
}

function fromDawproject(handoff: Handoff): Read {
  const nodes = everyNode(readXml(strFromU8(unzipSync(dawproject(handoff))['project.xml'] ?? new Uint8Array())));
  const of = (name: string, key: string): readonly number[] =>
    nodes.filter((node) => node.name === name).map(({ attributes }) => Number(attributes[key]));
  const points = nodes.find(({ name }) => name === 'TempoAutomation')?.children.slice(1) ?? [];
  const tempi = points.map(({ attributes }) => ({ seconds: Number(attributes.time), bpm: Number(attributes.value) }));
  const times = of('TimeSignaturePoint', 'time');
  const meters = times.map((seconds, index) => ({
    ...{ seconds, beats: of('TimeSignaturePoint', 'numerator')[index] ?? NaN },
    unit: of('TimeSignaturePoint', 'denominator')[index] ?? NaN,
  }));
  const whole = {
    beats: of('TimeSignature', 'numerator')[0] ?? NaN,
    unit: of('TimeSignature', 'denominator')[0] ?? NaN,
  };
  return {
    tempi: tempi.length > 0 ? tempi : [{ seconds: 0, bpm: of('Tempo', 'value')[0] ?? NaN }],
    meters: meters.length > 0 ? meters : [{ seconds: 0, ...whole }],
  };
}

/** What stands in the tracks of a MIDI file, at seconds that follow from its tempi. */
function eventsOf(handoff: Handoff) {
  const { header, tracks } = parseMidi(midiFile(handoff));
  const timed = tracks.map((events) => {
    let ticks = 0;
    return events.map((event) => ({ event, ticks: (ticks += event.deltaTime) }));
  });
  const tempi = (timed[0] ?? []).flatMap(({ event, ticks }) =>
    event.type === 'setTempo' ? [{ ticks, micros: event.microsecondsPerBeat }] : [],
  );
  const secondsAt = (to: number): number =>
    tempi.reduce((sum, { ticks, micros }, index) => {
      const end = Math.min(to, tempi[index + 1]?.ticks ?? Infinity);
      return sum + (Math.max(0, end - ticks) / (header.ticksPerBeat ?? NaN)) * micros * 1e-6;
    }, 0);
  return { header, tracks: timed.map((all) => all.map(({ event, ticks }) => ({ event, seconds: secondsAt(ticks) }))) };
}

function fromMidi(handoff: Handoff): Read {
  const [conductor = []] = eventsOf(handoff).tracks;
  return {
    tempi: conductor.flatMap(({ event, seconds }) =>
      event.type === 'setTempo' ? [{ seconds, bpm: 6e7 / event.microsecondsPerBeat }] : [],
    ),
    meters: conductor.flatMap(({ event, seconds }) =>
      event.type === 'timeSignature' ? [{ seconds, beats: event.numerator, unit: event.denominator }] : [],
    ),
  };
}

/** Where a sequencer draws the bar lines, by adding up beats of the signature at the tempi. */
function barLines({ tempi, meters }: Read, untilSeconds: number): readonly number[] {
  const quartersAt = (to: number): number =>
    tempi.reduce((sum, { seconds, bpm }, index) => {
      const end = Math.min(to, tempi[index + 1]?.seconds ?? Infinity);
      return sum + (Math.max(0, end - seconds) * bpm) / 60;
    }, 0);
  const secondsAt = (quarters: number): number => {
    const start = tempi.findLast(({ seconds }) => quartersAt(seconds) <= quarters + 1e-9) ?? { seconds: 0, bpm: NaN };
    return start.seconds + ((quarters - quartersAt(start.seconds)) * 60) / start.bpm;
  };
  const changes = meters.map((meter) => ({ ...meter, quarters: quartersAt(meter.seconds) }));
  const lines: number[] = [];
  for (let quarters = 0; secondsAt(quarters) < untilSeconds;) {
    lines.push(secondsAt(quarters));
    const meter = changes.findLast((change) => change.quarters <= quarters + 1e-4);
    quarters += ((meter?.beats ?? NaN) * 4) / (meter?.unit ?? NaN);
  }
  return lines;
}

const readers = { REAPER: fromReaper, DAWproject: fromDawproject, MIDI: fromMidi } as const;
const mapped = planHandoff(mappedSong);

describe.each(Object.entries(readers))('the beat grid in %s', (_, read) => {
  it('has its bar lines where those of the song are in the files: with a pick-up, a drift and another metre', () => {
    const lines = barLines(read(mapped), 6.75);
    const bars = [1, 2, 3, 4, 5, 6].map((bar) => (secondsOfBeat(drifting, firstBeatOf(drifting, bar)) - 0.5) / 2);
    expect(lines.slice(0, 1)).toEqual([0]);
    const inside = bars.filter((seconds) => seconds < 6.75);
    expect(lines.slice(1).map((seconds) => Math.round(seconds * 1000))).toEqual(
      inside.map((seconds) => expect.closeTo(seconds * 1000, -1) as number),
    );
    for (const [index, seconds] of inside.entries())
      expect(Math.abs((lines[index + 1] ?? NaN) - seconds)).toBeLessThan(0.0035);
    expect(inside.length).toBeGreaterThan(4);
    expect(read(mapped).meters.map(({ beats, unit }) => `${String(beats)}/${String(unit)}`)).toEqual([
      '3/8',
      '4/4',
      '6/8',
    ]);
  });

  it('is one tempo and one time signature for a steady song that begins on a bar', () => {
    const grid: BeatGrid = { bpm: 97, beatSeconds: [0] };
    const sheet = { ...emptySheet, grid: { ...grid, downbeat: 0, meters: [{ bar: 1, beats: 3, unit: 4 as const }] } };
    const { tempi, meters } = read(planHandoff(songWith([], {}, { sheet })));
    expect(tempi).toEqual([{ seconds: 0, bpm: expect.closeTo(97, 3) as number }]);
    expect(meters).toEqual([{ seconds: 0, beats: 3, unit: 4 }]);
  });
});

describe('sections and chords in what a DAW is given', () => {
  it('are regions and a track of empty items in REAPER, whose bars are counted as in the song', () => {
    const project = readReaper(reaperProject(mapped));
    const regions = project.lines.filter(([name, number]) => name === 'MARKER' && Number(number) > 2);
    expect(regions.map((words) => words.slice(1, 5))).toEqual([
      ['3', '0', 'Verse "1" & <2>', '1'],
      ['3', '2.25', '', '1'],
      ['4', '2.25', 'Chorus', '1'],
      ['4', '6.75', '', '1'],
    ]);
    expect(Number(regions[0]?.[5])).toBeGreaterThan(0x1000000);
    expect(lineOf(project, 'PROJOFFS')).toEqual(['0', '-1', '0']);
    const [chords] = project.chunks.filter(({ name }) => name === 'TRACK');
    expect(chords === undefined ? [] : lineOf(chords, 'NAME')).toEqual(['Chords']);
    expect(
      (chords?.chunks ?? []).map((item) => [
        item.chunks[0]?.lines[0]?.[1],
        ...[...lineOf(item, 'POSITION'), ...lineOf(item, 'LENGTH')].map(Number),
      ]),
    ).toEqual([
      ['Bm7', 0, 2.25],
      ['G/D', 2.25, 1.5],
      ['C', 4.75, 2],
    ]);
  });

  it('are markers in their colours and a track of named clips in a DAWproject that keeps the rules', () => {
    const project = readXml(strFromU8(unzipSync(dawproject(mapped))['project.xml'] ?? new Uint8Array()));
    expect(breaches(project)).toEqual([]);
    const nodes = everyNode(project);
    const markers = nodes.filter(({ name }) => name === 'Marker').map(({ attributes }) => attributes);
    expect(markers.slice(1)).toMatchObject([
      { name: 'Verse "1" & <2>', time: '0' },
      { name: 'Chorus', time: '2.25' },
    ]);
    expect(new Set(markers.slice(1).map(({ color }) => color)).size).toBe(2);
    const lane = nodes.find(({ attributes }) => attributes.track === 'chords');
    expect(lane?.children[0]?.children.map(({ attributes: { name, time } }) => [name, time])).toEqual([
      ['Bm7', '0'],
      ['G/D', '2.25'],
      ['C', '4.75'],
    ]);
  });

  it('are markers and texts in a MIDI file of format 1, silence between chords too', () => {
    const { header, tracks } = eventsOf(mapped);
    expect([header.format, tracks.length]).toEqual([1, 2]);
    const texts = tracks.map((events) =>
      events.flatMap(({ event, seconds }) => ('text' in event ? [[event.type, event.text, seconds] as const] : [])),
    );
    const near = (seconds: number): number => expect.closeTo(seconds, 2) as number;
    expect(texts).toEqual([
      [
        ['trackName', 'Ferry "Lights" & <more>', 0],
        ['marker', 'Verse "1" & <2>', 0],
        ['marker', 'Chorus', near(2.25)],
      ],
      [
        ['trackName', 'Chords', 0],
        ['text', 'Bm7', 0],
        ['text', 'G/D', near(2.25)],
        ['text', 'N.C.', near(3.75)],
        ['text', 'C', near(4.75)],
      ],
    ]);
  });

  it('leave nothing behind where none are known', () => {
    const bare = planHandoff(songWith([], {}, { analysis: { ...heard, tempo: null } }));
    expect(reaperProject(bare)).not.toMatch(/TEMPO|MARKER|Chords/);
    expect(fromMidi(bare)).toEqual({ tempi: [{ seconds: 0, bpm: 120 }], meters: [] });
  });
});

describe('a file that begins anywhere in a bar', () => {
  it('has every bar line within 5 ms, at tempi that sequencers take', () => {
    for (const unit of [4, 8] as const) {
      const grid: BeatGrid = { bpm: 113, beatSeconds: [0.3], meters: [{ bar: 1, beats: unit === 4 ? 4 : 6, unit }] };
      for (let startSeconds = 0; startSeconds < 4; startSeconds += 0.0173) {
        const map = tempoMapOf(grid, { startSeconds, endSeconds: startSeconds + 9, speed: 1 });
        const lines = barLines(map, 9);
        const bars = [1, 2, 3, 4, 5, 6].map((bar) => secondsOfBeat(grid, firstBeatOf(grid, bar)) - startSeconds);
        for (const bar of bars.filter((seconds) => seconds > -0.005 && seconds < 9)) {
          expect(Math.min(...lines.map((line) => Math.abs(line - bar))), String(startSeconds)).toBeLessThan(0.006);
        }
        expect(Math.max(...map.tempi.map(({ bpm }) => bpm))).toBeLessThan(960);
      }
    }
  });
});
