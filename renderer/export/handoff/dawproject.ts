import { strToU8, zipSync } from 'fflate';
import { decibels } from '#contract';
import { gainOf } from '../../mix/levels.ts';
import { type TempoMap, usualBpm } from '../../song/tempo-map.ts';
import { type Handoff, type HandoffMarker, handoffRemark, type HandoffTrack, plainLine, secondsIn } from './handoff.ts';

/** So that the same song gives the same bytes; a ZIP knows no earlier year. */
const madeAt = new Date(1980, 0, 1);

/**
 * A DAWproject 1.0 file (https://github.com/bitwig/dawproject): a ZIP with `project.xml` and `metadata.xml`. The sound stays in
 * the files beside it. The format names no pan law: a panned track sounds as the DAW that opens it pans.
 */
export function dawproject(handoff: Handoff): Uint8Array {
  const files = { 'metadata.xml': metadataXml(handoff), 'project.xml': projectXml(handoff) };
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: madeAt });
}

function metadataXml(handoff: Handoff): string {
  const { title, artist } = handoff;
  return xmlDocument(
    element('MetaData', {}, [
      element('Title', {}, title),
      ...(artist === null ? [] : [element('Artist', {}, artist)]),
      element('Comment', {}, handoffRemark(handoff)),
    ]),
  );
}

const masterChannelId = 'masterChannel';

/** Elements stand in the order that the schema wants. All times are seconds. */
function projectXml(handoff: Handoff): string {
  const { appVersion, tempoMap, tracks } = handoff;
  const markers = markersOf(handoff);
  return xmlDocument(
    element('Project', { version: '1.0' }, [
      element('Application', { name: 'Stemroom', version: appVersion }),
      ...(tempoMap === null ? [] : [transport(tempoMap)]),
      element('Structure', {}, [...chordTrack(handoff), ...tracks.map(trackElement), masterTrack(handoff)]),
      element('Arrangement', { id: 'arrangement' }, [
        element('Lanes', { timeUnit: 'seconds', id: 'lanes' }, [
          ...chordLane(handoff),
          ...tracks.map((track, index) => laneElement(handoff, track, index)),
        ]),
        ...(markers.length === 0 ? [] : [markersElement(markers)]),
        ...(tempoMap === null ? [] : tempoAutomation(tempoMap)),
      ]),
    ]),
  );
}

function transport({ tempi, meter }: TempoMap): XmlElement {
  const bpm = usualBpm(tempi);
  return element('Transport', {}, [
    element('Tempo', { unit: 'bpm', value: bpm, min: 10, max: 999, id: 'tempo', name: 'Tempo' }),
    element('TimeSignature', { numerator: meter.beats, denominator: meter.unit, id: 'timeSignature' }),
  ]);
}

/** Tempi and time signatures that change, each held until the next. */
function tempoAutomation({ tempi, meters }: TempoMap): readonly XmlElement[] {
  const tempo = tempi.map(({ seconds, bpm }) =>
    element('RealPoint', { time: seconds, value: bpm, interpolation: 'hold' }),
  );
  const signatures = meters.map(({ seconds, beats, unit }) =>
    element('TimeSignaturePoint', { time: seconds, numerator: beats, denominator: unit }),
  );
  return [
    ...(tempi.length === 1 ? [] : [points('TempoAutomation', 'tempo', { unit: 'bpm' }, tempo)]),
    ...(meters.length === 1 ? [] : [points('TimeSignatureAutomation', 'timeSignature', {}, signatures)]),
  ];
}

const points = (name: string, parameter: string, more: XmlAttributes, of: readonly XmlElement[]): XmlElement =>
  element(name, { ...more, timeUnit: 'seconds', id: `${parameter}Changes` }, [element('Target', { parameter }), ...of]);

const chordTrackId = 'chords';

/** A track without sound, whose empty clips bear the names of the chords: the format has no place for chords. */
function chordTrack({ chords }: Handoff): readonly XmlElement[] {
  if (chords.length === 0) return [];
  const channel = { audioChannels: 2, destination: masterChannelId, role: 'regular', solo: false };
  return [
    element('Track', { contentType: 'notes', loaded: true, id: chordTrackId, name: 'Chords' }, [
      channelElement(`${chordTrackId}Channel`, channel, { levelDb: 0, pan: 0, isMuted: false }),
    ]),
  ];
}

function chordLane(handoff: Handoff): readonly XmlElement[] {
  if (handoff.chords.length === 0) return [];
  const clips = handoff.chords.map(({ name, startFrames, endFrames }, index) => {
    const duration = secondsIn(handoff, endFrames - startFrames);
    const span = { time: secondsIn(handoff, startFrames), duration, contentTimeUnit: 'seconds', playStart: 0 };
    return element('Clip', { ...span, name }, [element('Notes', { id: `chord${String(index)}` })]);
  });
  return [element('Lanes', { track: chordTrackId, id: 'chordLane' }, [element('Clips', { id: 'chordClips' }, clips)])];
}

function trackElement(track: HandoffTrack, index: number): XmlElement {
  const { name, colour, levelDb, pan, isMuted, isSoloed } = track;
  const id = `track${String(index)}`;
  const channel = { audioChannels: 2, destination: masterChannelId, role: 'regular', solo: isSoloed };
  return element('Track', { contentType: 'audio', loaded: true, id, name, color: colour }, [
    channelElement(`${id}Channel`, channel, { levelDb, pan, isMuted }),
  ]);
}

function masterTrack({ masterDb }: Handoff): XmlElement {
  const channel = { audioChannels: 2, role: 'master', solo: false };
  return element('Track', { contentType: 'audio', loaded: true, id: 'masterTrack', name: 'Master' }, [
    channelElement(masterChannelId, channel, { levelDb: masterDb, pan: 0, isMuted: false }),
  ]);
}

function channelElement(
  id: string,
  attributes: Readonly<Record<string, string | number | boolean>>,
  { levelDb, pan, isMuted }: Pick<HandoffTrack, 'levelDb' | 'pan' | 'isMuted'>,
): XmlElement {
  const volume = gainOf(decibels(levelDb));
  return element('Channel', { ...attributes, id }, [
    element('Mute', { value: isMuted, id: `${id}Mute`, name: 'Mute' }),
    element('Pan', { unit: 'normalized', value: (pan + 1) / 2, min: 0, max: 1, id: `${id}Pan`, name: 'Pan' }),
    element('Volume', {
      ...{ unit: 'linear', value: volume, min: 0, max: Math.max(2, volume) },
      ...{ id: `${id}Volume`, name: 'Volume' },
    }),
  ]);
}

function laneElement(handoff: Handoff, track: HandoffTrack, index: number): XmlElement {
  const { name, fileName, lengthFrames } = track;
  const id = String(index);
  const duration = secondsIn(handoff, lengthFrames);
  const sound = element(
    'Audio',
    { channels: 2, sampleRate: handoff.sampleRate, duration, timeUnit: 'seconds', id: `audio${id}` },
    [element('File', { path: fileName, external: true })],
  );
  const span = { time: 0, duration, contentTimeUnit: 'seconds', playStart: 0, playStop: duration };
  return element('Lanes', { track: `track${id}`, id: `lane${id}` }, [
    element('Clips', { id: `clips${id}` }, [element('Clip', { ...span, name }, [sound])]),
    ...volumePoints(handoff, track, id),
  ]);
}

/** Points take the place of the fader, so that they carry its level. */
function volumePoints(handoff: Handoff, { gains, levelDb }: HandoffTrack, id: string): readonly XmlElement[] {
  if (gains.length === 0) return [];
  const fader = gainOf(decibels(levelDb));
  const target = element('Target', { parameter: `track${id}ChannelVolume` });
  const values = gains.map(({ frame, gain }) =>
    element('RealPoint', { time: secondsIn(handoff, frame), value: gain * fader, interpolation: 'linear' }),
  );
  return [element('Points', { unit: 'linear', timeUnit: 'seconds', id: `volume${id}` }, [target, ...values])];
}

function markersOf(handoff: Handoff): readonly HandoffMarker[] {
  const { loop, firstBeatFrames, sections } = handoff;
  const at = (name: string, frame: number, colour: string | null = null): HandoffMarker => ({
    ...{ name, seconds: secondsIn(handoff, frame), colour },
  });
  return [
    ...(firstBeatFrames === null ? [] : [at('First beat', firstBeatFrames)]),
    ...(loop === null ? [] : [at('Loop start', loop.startFrames), at('Loop end', loop.endFrames)]),
    ...sections.map(({ name, startFrames, colour }) => at(name, startFrames, colour)),
  ];
}

function markersElement(markers: readonly HandoffMarker[]): XmlElement {
  const marks = markers.map(({ name, seconds, colour }) =>
    element('Marker', { time: seconds, name, ...(colour === null ? {} : { color: colour }) }),
  );
  return element('Markers', { timeUnit: 'seconds', id: 'markers' }, marks);
}

type XmlAttributes = Readonly<Record<string, string | number | boolean>>;

/** An element of XML 1.0, written on lines of its own. Text and attributes are one line each. */
type XmlElement = {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly content: readonly XmlElement[] | string;
};

function element(
  name: string,
  attributes: XmlAttributes = {},
  content: readonly XmlElement[] | string = [],
): XmlElement {
  return { name, attributes, content };
}

/** A whole document, in UTF-8. */
function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '').join('\n')}\n`;
}

function written({ name, attributes, content }: XmlElement, indent: string): readonly string[] {
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const opening = `${indent}<${name}${words.join('')}`;
  if (typeof content === 'string') return [`${opening}>${escaped(content)}</${name}>`];
  if (content.length === 0) return [`${opening}/>`];
  return [`${opening}>`, ...content.flatMap((inner) => written(inner, `${indent}  `)), `${indent}</${name}>`];
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML knows no way to write most control characters and half a surrogate pair at all (XML 1.0, section 2.2). */
function escaped(text: string): string {
  return plainLine(text)
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
