import { everyNode, type Node } from './read-xml.ts';

/** What DAWproject 1.0 says of an element: its children in their order (`*`: any number), and its attributes (`!`: required). */
type Rule = { readonly children: readonly string[]; readonly attributes: readonly string[] };

const referenceable = ['id', 'name', 'color', 'comment'];
const parameter = [...referenceable, 'parameterID'];
const timeline = [...referenceable, 'timeUnit', 'track'];

/** Those of the elements that we write, read off the format's published schema. */
const rules: Readonly<Record<string, Rule>> = {
  Project: {
    children: ['Application', 'Transport', 'Structure', 'Arrangement', 'Scenes'],
    attributes: ['version!'],
  },
  Application: { children: [], attributes: ['name!', 'version!'] },
  Transport: { children: ['Tempo', 'TimeSignature'], attributes: [] },
  Tempo: { children: [], attributes: [...parameter, 'max', 'min', 'unit!', 'value'] },
  TimeSignature: { children: [], attributes: [...parameter, 'denominator!', 'numerator!'] },
  Structure: { children: ['Track*'], attributes: [] },
  Track: { children: ['Channel', 'Track*'], attributes: [...referenceable, 'contentType', 'loaded'] },
  Channel: {
    children: ['Devices', 'Mute', 'Pan', 'Sends', 'Volume'],
    attributes: [...referenceable, 'audioChannels', 'destination', 'role', 'solo'],
  },
  Mute: { children: [], attributes: [...parameter, 'value'] },
  Pan: { children: [], attributes: [...parameter, 'max', 'min', 'unit!', 'value'] },
  Volume: { children: [], attributes: [...parameter, 'max', 'min', 'unit!', 'value'] },
  Arrangement: {
    children: ['Lanes', 'Markers', 'TempoAutomation', 'TimeSignatureAutomation'],
    attributes: referenceable,
  },
  Lanes: { children: ['Lanes*', 'Clips*', 'Points*'], attributes: timeline },
  Points: { children: ['Target!', 'RealPoint*'], attributes: [...timeline, 'unit'] },
  Target: { children: [], attributes: ['parameter', 'expression', 'channel', 'key', 'controller'] },
  TempoAutomation: { children: ['Target!', 'RealPoint*'], attributes: [...timeline, 'unit'] },
  TimeSignatureAutomation: { children: ['Target!', 'TimeSignaturePoint*'], attributes: [...timeline, 'unit'] },
  TimeSignaturePoint: { children: [], attributes: ['time!', 'numerator!', 'denominator!'] },
  Notes: { children: ['Note*'], attributes: timeline },
  RealPoint: { children: [], attributes: ['time!', 'value!', 'interpolation'] },
  Clips: { children: ['Clip*'], attributes: timeline },
  Clip: {
    children: ['Audio', 'Notes'],
    attributes: [
      ...['name', 'color', 'comment', 'time!', 'duration', 'contentTimeUnit', 'playStart', 'playStop', 'loopStart'],
      ...['loopEnd', 'fadeTimeUnit', 'fadeInTime', 'fadeOutTime', 'enable', 'reference'],
    ],
  },
  Audio: { children: ['File!'], attributes: [...timeline, 'duration!', 'channels!', 'sampleRate!', 'algorithm'] },
  File: { children: [], attributes: ['path!', 'external'] },
  Markers: { children: ['Marker*'], attributes: timeline },
  Marker: { children: [], attributes: ['name', 'color', 'comment', 'time!'] },
};

const words: Readonly<Record<string, RegExp>> = {
  id: /^[A-Za-z_][\w.-]*$/,
  color: /^#[0-9a-f]{6}$/,
  unit: /^(linear|normalized|percent|decibel|hertz|semitones|seconds|beats|bpm)$/,
  timeUnit: /^(beats|seconds)$/,
  contentTimeUnit: /^(beats|seconds)$/,
  role: /^(regular|master|effect|submix|vca)$/,
  solo: /^(true|false)$/,
  interpolation: /^(hold|linear)$/,
  external: /^(true|false)$/,
  contentType: /^(audio|automation|notes|video|markers|tracks)( (audio|automation|notes|video|markers|tracks))*$/,
  audioChannels: /^\d+$/,
  channels: /^\d+$/,
  sampleRate: /^\d+$/,
  numerator: /^\d+$/,
  denominator: /^\d+$/,
  time: /^\d+(\.\d+)?(e-\d+)?$/,
  duration: /^\d+(\.\d+)?(e-\d+)?$/,
};

/** Each breach of the format's rules in a project.xml, as a sentence. */
export function breaches(project: Node): readonly string[] {
  const nodes = everyNode(project);
  const ids = nodes.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id]));
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} is there twice`);
  const lost = nodes.flatMap(({ name, attributes }) =>
    ['destination', 'track', 'reference', 'parameter']
      .filter((key) => attributes[key] !== undefined && !ids.includes(attributes[key]))
      .map((key) => `${name} ${key} leads nowhere`),
  );
  return [...nodes.flatMap(breachesOf), ...twice, ...lost];
}

function breachesOf({ name, attributes, children }: Node): readonly string[] {
  const rule = rules[name];
  if (rule === undefined) return [`${name} is no element`];
  const known = rule.attributes.map((attribute) => attribute.replace('!', ''));
  const order = rule.children.map((child) => child.replace(/[*!]$/, ''));
  const places = children.map((child) => order.indexOf(child.name));
  return [
    ...Object.keys(attributes).flatMap((key) => (known.includes(key) ? [] : [`${name} has ${key}`])),
    ...rule.attributes.flatMap((key) =>
      key.endsWith('!') && !(key.slice(0, -1) in attributes) ? [`${name} lacks ${key}`] : [],
    ),
    ...Object.entries(attributes).flatMap(([key, value]) =>
      words[key]?.test(value) === false ? [`${name} ${key} is ${value}`] : [],
    ),
    ...places.flatMap((place, index) =>
      place === -1 || place < (places[index - 1] ?? 0)
        ? [`${name}: ${String(children[index]?.name)} is out of place`]
        : [],
    ),
    ...rule.children.flatMap((child, place) => {
      const count = places.filter((other) => other === place).length;
      if (child.endsWith('!') && count === 0) return [`${name} lacks ${child}`];
      return !child.endsWith('*') && count > 1 ? [`${name}: ${child} is there twice`] : [];
    }),
  ];
}
