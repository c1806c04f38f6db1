import { decibels } from '#contract';
import { gainOf } from '../../mix/levels.ts';
import { usualBpm } from '../../song/tempo-map.ts';
import { type Handoff, handoffRemark, type HandoffTrack, plainLine, secondsIn } from './handoff.ts';

/** A line, or a chunk: its opening words and what stands in it. */
type Line = string | { readonly opens: string; readonly lines: readonly Line[] };

/**
 * A REAPER project (.rpp) with one track for each file. What is left out takes REAPER's defaults. The pan law is that of 0 dB,
 * where the middle changes nothing; a panned track brings its own. Items keep to time, so that a tempo that is put right later
 * does not stretch them.
 */
export function reaperProject(handoff: Handoff): string {
  const { sampleRate, masterDb, tracks } = handoff;
  const lines: readonly Line[] = [
    { opens: 'NOTES 0 2', lines: [`|${plainLine(handoff.title)}`, `|${handoffRemark(handoff)}`] },
    'PANLAW 1',
    'PANMODE 3',
    'TIMELOCKMODE 0',
    `SAMPLERATE ${String(sampleRate)} 1 0`,
    ...tempoLines(handoff),
    ...loopLines(handoff),
    'MASTER_NCH 2 2',
    `MASTER_VOLUME ${reaperGain(masterDb)} 0 -1 -1 1`,
    ...markerLines(handoff),
    ...chordTrack(handoff),
    ...tracks.map((track) => trackChunk(handoff, track)),
  ];
  // The platform says in which order the bytes of a colour stand.
  return `${written({ opens: 'REAPER_PROJECT 0.1 "7.0/win64" 0', lines }, '').join('\n')}\n`;
}

function written(line: Line, indent: string): readonly string[] {
  if (typeof line === 'string') return [indent + line];
  return [`${indent}<${line.opens}`, ...line.lines.flatMap((inner) => written(inner, `${indent}  `)), `${indent}>`];
}

const reaperGain = (levelDb: number): string => reaperNumber(gainOf(decibels(levelDb)));
const flag = (isSet: boolean): string => (isSet ? '1' : '0');

function loopLines(handoff: Handoff): readonly string[] {
  const { loop } = handoff;
  if (loop === null) return [];
  const span = `${timeOf(handoff, loop.startFrames)} ${timeOf(handoff, loop.endFrames)}`;
  return [`LOOP ${flag(loop.isOn)}`, `SELECTION ${span}`, `SELECTION2 ${span}`];
}

/**
 * The tempo, and an envelope of it where it changes or a bar is cut short by the start of the files. Shape 1 holds a tempo until the next one;
 * a time signature is 65536 times its lower number plus its upper one. The bars are counted as in the song.
 */
function tempoLines({ tempoMap }: Handoff): readonly Line[] {
  if (tempoMap === null) return [];
  const { tempi, meters, meter, firstBar } = tempoMap;
  const tempo = `TEMPO ${reaperNumber(usualBpm(tempi))} ${String(meter.beats)} ${String(meter.unit)}`;
  const offset = firstBar === 1 ? [] : [`PROJOFFS 0 ${String(firstBar - 1)} 0`];
  if (tempi.length === 1 && meters.length === 1) return [...offset, tempo];
  const times = [...new Set([...tempi, ...meters].map(({ seconds }) => seconds))].sort((one, other) => one - other);
  const points = times.map((seconds) => {
    const bpm = tempi.findLast((one) => one.seconds <= seconds)?.bpm ?? 120;
    const change = meters.find((one) => one.seconds === seconds);
    const signature = change === undefined ? '' : ` ${String(change.unit * 65_536 + change.beats)}`;
    return `PT ${reaperNumber(seconds)} ${reaperNumber(bpm)} 1${signature}`;
  });
  return [...offset, tempo, { opens: 'TEMPOENVEX', lines: ['ACT 1 -1', 'DEFSHAPE 1 -1 -1', ...points] }];
}

/** A track without sound, whose empty items show the chords as their notes. */
function chordTrack(handoff: Handoff): readonly Line[] {
  if (handoff.chords.length === 0) return [];
  const items = handoff.chords.map(({ name, startFrames, endFrames }): Line => ({
    opens: 'ITEM',
    lines: [
      `POSITION ${timeOf(handoff, startFrames)}`,
      `LENGTH ${timeOf(handoff, endFrames - startFrames)}`,
      { opens: 'NOTES', lines: [`|${plainLine(name)}`] },
      'IMGRESOURCEFLAGS 0',
    ],
  }));
  return [{ opens: 'TRACK', lines: ['NAME "Chords"', 'MAINSEND 1 0', ...items] }];
}

/** A region is two markers of one number: the first has its name and start, the second its end. */
function markerLines(handoff: Handoff): readonly string[] {
  const { loop, firstBeatFrames, sections } = handoff;
  return [
    ...(firstBeatFrames === null ? [] : [`MARKER 1 ${timeOf(handoff, firstBeatFrames)} "First beat" 0`]),
    ...(loop === null
      ? []
      : [`MARKER 2 ${timeOf(handoff, loop.startFrames)} "Loop" 1`, `MARKER 2 ${timeOf(handoff, loop.endFrames)} "" 1`]),
    ...sections.flatMap(({ name, startFrames, endFrames, colour }, index) => {
      const number = String(index + 3);
      const start = `${timeOf(handoff, startFrames)} ${reaperWord(name)} 1 ${String(reaperColour(colour))}`;
      return [`MARKER ${number} ${start}`, `MARKER ${number} ${timeOf(handoff, endFrames)} "" 1`];
    }),
  ];
}

const timeOf = (handoff: Handoff, frame: number): string => reaperNumber(secondsIn(handoff, frame));

function trackChunk(handoff: Handoff, track: HandoffTrack): Line {
  return {
    opens: 'TRACK',
    lines: [
      `NAME ${reaperWord(track.name)}`,
      `PEAKCOL ${String(reaperColour(track.colour))}`,
      ...panLines(track),
      `MUTESOLO ${flag(track.isMuted)} ${flag(track.isSoloed)} 0`,
      'NCHAN 2',
      'MAINSEND 1 0',
      ...envelopeChunks(handoff, track),
      itemChunk(handoff, track),
    ],
  };
}

/** The fader stays beside the envelope, which multiplies it. Shape 0 is a straight line, as is the gain of a stretch. */
function envelopeChunks(handoff: Handoff, { gains }: HandoffTrack): readonly Line[] {
  if (gains.length === 0) return [];
  const points = gains.map(({ frame, gain }) => `PT ${timeOf(handoff, frame)} ${reaperNumber(gain)} 0`);
  return [{ opens: 'VOLENV2', lines: ['ACT 1 -1', 'VIS 1 1 1', 'DEFSHAPE 0 -1 -1', ...points] }];
}

/** A track in the middle has REAPER's usual knob; a panned one has two, and no other law than its own. */
function panLines({ levelDb, pan }: HandoffTrack): readonly string[] {
  if (pan === 0) return [`VOLPAN ${reaperGain(levelDb)} 0 -1 -1 1`];
  const { left, right } = dualPanOf(pan);
  const numbers = [pan, threeDecibelLaw, left, right].map(reaperNumber);
  return ['PANMODE 6', 'PANLAWFLAGS 0', `VOLPAN ${reaperGain(levelDb)} ${numbers.join(' ')}`];
}

/** Without fades: the file begins and ends as the stem does. */
function itemChunk(handoff: Handoff, { name, fileName, lengthFrames }: HandoffTrack): Line {
  return {
    opens: 'ITEM',
    lines: [
      'POSITION 0',
      `LENGTH ${timeOf(handoff, lengthFrames)}`,
      'LOOP 0',
      'FADEIN 1 0 0 1 0 0 0',
      'FADEOUT 1 0 0 1 0 0 0',
      `NAME ${reaperWord(name)}`,
      'SOFFS 0',
      'PLAYRATE 1 1 0 -1 0 0.0025',
      'CHANMODE 0',
      { opens: `SOURCE ${sourceKind(fileName)}`, lines: [`FILE ${reaperWord(fileName)}`] },
    ],
  };
}

const sourceKind = (fileName: string): string => (/\.flac$/i.test(fileName) ? 'FLAC' : 'WAVE');

/** Where the two channels of a track stand, -1 to +1 each. */
type DualPan = { readonly left: number; readonly right: number };

/** REAPER's `D_PANLAW` of -3 dB: what a channel in the middle is multiplied by. At the edges it is 1. */
export const threeDecibelLaw = Math.SQRT1_2;

/**
 * Our panning (`panMatrix`) as REAPER's dual pan says it: the near channel stays at its edge, the far one moves towards it. With
 * the law of -3 dB and a sine taper a channel at `p` goes to the left by cos((1 + p) π / 4) and to the right by sin of the same,
 * which is the folding of StereoPannerNode to the last digit. REAPER's usual balance would drop what the far channel holds.
 */
export function dualPanOf(pan: number): DualPan {
  return { left: Math.max(2 * pan - 1, -1), right: Math.min(2 * pan + 1, 1) };
}

/**
 * A text as one word of a REAPER project, which knows no escapes: a word stands in double quotes, or in single ones when it has
 * double ones, or in backticks when it has both; of three kinds one has to go. A line end would end the word.
 */
function reaperWord(text: string): string {
  const line = plainLine(text);
  if (!line.includes('"')) return `"${line}"`;
  if (!line.includes("'")) return `'${line}'`;
  return `\`${line.replaceAll('`', "'")}\``;
}

/** A number without an exponent, to a picosecond. */
function reaperNumber(value: number): string {
  const written = value.toFixed(12).replace(/\.?0+$/, '');
  return written === '-0' ? '0' : written;
}

/** A colour `#rrggbb` as REAPER keeps it: red in the lowest byte, and a bit that says that there is one. */
function reaperColour(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return (red ?? 0) + (green ?? 0) * 0x100 + (blue ?? 0) * 0x10000 + 0x1000000;
}
