import { extname } from 'node:path';
import {
  aacKbps,
  type CountIn,
  countInBars,
  defaultExportChoices,
  endingOf,
  type ExportChoices,
  type ExportClick,
  type ExportFormat,
  type ExportKind,
  type ExportRate,
  type Forward,
  highestCeilingDb,
  leastForwardDb,
  longestArtist,
  longestSceneName,
  longestSectionName,
  longestTemplate,
  loudestTargetLufs,
  type LoudnessTarget,
  lowestCeilingDb,
  mostForwardDb,
  mostGroups,
  mp3Qualities,
  opusKbps,
  quietestTargetLufs,
  stemFileEnding,
  stemFileFormat,
  stemGroups,
  type StemTreatment,
  words,
} from '#contract';
import { type Command, type MixSource, type Options, optionsOf, UsageError } from './options.ts';

const kinds = /^(wav|flac|mp3|opus|aac|m4a|(?=v))-?(.*)$/;

/**
 * Parses the name of a format, such as `wav`, `wav16`, `flac24`, `mp3-320`, `V0`, `opus-160`, `aac`; null for an unknown one. A kind alone
 * gives its usual quality.
 */
export function parseFormat(word: string): ExportFormat | null {
  const [, kind = 'unknown', detail = ''] = kinds.exec(word.toLowerCase()) ?? [];
  switch (kind) {
    case 'wav': {
      const bits = oneOf([16, 24, 32] as const, detail, 24);
      return bits === null ? null : { kind, bits };
    }
    case 'flac': {
      const bits = oneOf([16, 24] as const, detail, 24);
      return bits === null ? null : { kind, bits };
    }
    case '':
    case 'mp3': {
      const quality = oneOf(mp3Qualities, detail.toUpperCase(), 'V0');
      return quality === null ? null : { kind: 'mp3', quality };
    }
    case 'opus': {
      const kbps = oneOf(opusKbps, detail, 160);
      return kbps === null ? null : { kind, kbps };
    }
    case 'aac':
    case 'm4a': {
      const kbps = oneOf(aacKbps, detail, 256);
      return kbps === null ? null : { kind: 'aac', kbps };
    }
    default:
      return null;
  }
}

/** The format of a file's ending; null for any other ending, such as the `.v2` of `take.v2`. */
function formatOfEnding(ending: string): ExportFormat | null {
  return /^(wav|flac|mp3|opus|m4a|aac)$/i.test(ending) ? parseFormat(ending) : null;
}

/** The value written this way; `usual` for an empty text, null for anything else. */
function oneOf<Value extends string | number>(values: readonly Value[], written: string, usual: Value): Value | null {
  return written === '' ? usual : (values.find((value) => String(value) === written) ?? null);
}

/** Parses a list such as `synth:bass,fx:drums` into groups by stem. Throws `UsageError`. */
function parseGroups(list: string): ExportChoices['groups'] {
  const pairs = list.split(',').map((word): readonly [string, ExportChoices['groups'][string]] => {
    const [, stem = '', name = ''] = /^(.+):([^:]+)$/s.exec(word) ?? [];
    const group = stemGroups.find((one) => one === name.trim().toLowerCase());
    if (stem.trim() === '' || group === undefined) {
      throw new UsageError(words().commandLine.wrong.notGroups('--groups', 'synth:bass', stemGroups));
    }
    return [stem.trim(), group];
  });
  if (pairs.length > mostGroups) throw new UsageError(words().commandLine.wrong.tooManyGroups('--groups'));
  return Object.fromEntries(pairs);
}

/** A command, or a sentence that says what is wrong. */
type ParsedCommand = { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly wrong: string };

/** Parses the arguments of a command; options may come in any order. */
export function parseCommand(typed: readonly string[]): ParsedCommand {
  try {
    return { ok: true, command: commandOf(optionsOf(typed)) };
  } catch (error) {
    if (error instanceof UsageError) return { ok: false, wrong: error.message };
    throw error;
  }
}

function commandOf(options: Options): Command {
  const { wrong } = words().commandLine;
  if (options.has('help')) return { do: 'help' };
  const song = options.get('export');
  if (options.has('list')) {
    if (options.size > 1) throw new UsageError(wrong.standsAlone('--list'));
    return { do: 'list' };
  }
  if (song === undefined || song === '') throw new UsageError(wrong.needsSong('--export'));
  const out = options.get('out') ?? null;
  if (out === null && options.has('overwrite')) throw new UsageError(wrong.overwriteWithoutOut('--overwrite', '--out'));
  const { mix, versions } = mixOf(options);
  const isStemFile = wantsStemFile(options.get('format'), out);
  const kind = kindOf(options, versions, isStemFile);
  if (options.has('loop') && options.has('section'))
    throw new UsageError(wrong.eitherLoopOrSection('--loop', '--section'));
  const groups = options.get('groups');
  if (groups !== undefined && !isStemFile)
    throw new UsageError(wrong.groupsWithoutStemFile('--groups', '--format stem'));
  return {
    do: 'export',
    ...{ song, mix, versions, out, kind },
    stemsAre: stemsOf(options.get('stems') ?? ''),
    groups: groups === undefined ? {} : parseGroups(groups),
    isLoopOnly: options.has('loop'),
    section: textOf('section', options.get('section'), longestSectionName),
    scene: textOf('scene', options.get('scene'), longestSceneName),
    forward: forwardOf(options, versions),
    format: formatOf(options.get('format'), out),
    rate: rateOf(options.get('rate') ?? 'song'),
    loudness: loudnessOf(kind, options.get('loudness'), options.get('ceiling')),
    nameTemplate: textOf('name', options.get('name'), longestTemplate),
    artist: textOf('artist', options.get('artist'), longestArtist),
    writesReport: options.has('report'),
    click: clickOf(kind, options.get('click')),
    countInBars: countInOf(kind, options.get('count-in') ?? '0'),
    isStrict: options.has('strict'),
    mayOverwrite: options.has('overwrite'),
  };
}

const oneVersion = /^((minus|only|forward):.+|instrumental|acapp?ella|drums-and-bass)$/i;
/** As long as the name of a stem may be. */
const longestStemWord = 300;
const someVersions = /^(all|each|minus|forward)$/i;

function mixOf(options: Options): { readonly mix: MixSource; readonly versions: readonly string[] } {
  const word = options.get('mix') ?? 'saved';
  const list = options.get('variants');
  const stem = textOf('forward', options.get('forward'), longestStemWord)?.trim();
  const listed = [...(list === undefined ? [] : versionsIn(list)), ...(stem === undefined ? [] : [`forward:${stem}`])];
  if (oneVersion.test(word)) {
    if (listed.length > 0)
      throw new UsageError(words().commandLine.wrong.eitherOneVersionOrOthers('--mix', '--variants', '--forward'));
    return { mix: { from: 'song' }, versions: [word] };
  }
  if (word === 'saved') return { mix: { from: 'song' }, versions: listed };
  if (word === 'all') return { mix: { from: 'flat' }, versions: listed };
  if (word.toLowerCase().endsWith('.json')) return { mix: { from: 'file', path: word }, versions: listed };
  throw new UsageError(words().commandLine.wrong.unknownValue('--mix', word));
}

function versionsIn(list: string): readonly string[] {
  const versions = list.split(',').map((word) => word.trim());
  const unknown = versions.find((word) => !oneVersion.test(word) && !someVersions.test(word));
  if (unknown !== undefined) throw new UsageError(words().commandLine.wrong.unknownValue('--variants', unknown));
  return versions;
}

/** How much lower the others are, and whether they are on the other side. */
function forwardOf(options: Options, versions: readonly string[]): Forward {
  const { lowerDb } = defaultExportChoices.forward;
  const others = options.get('others');
  const isForward = versions.some((version) => /^forward(:|$)/i.test(version));
  if (!isForward && (others !== undefined || options.has('split'))) {
    throw new UsageError(words().commandLine.wrong.othersWithoutForward('--others', '--split', '--forward'));
  }
  return {
    lowerDb:
      others === undefined ? lowerDb : numberIn('others', others.replace(/^[-−]/, ''), leastForwardDb, mostForwardDb),
    isSplit: options.has('split'),
  };
}

function kindOf(options: Options, versions: readonly string[], isStemFile: boolean): ExportKind {
  const asked: readonly ExportKind[] = [
    ...(versions.length > 0 ? (['versions'] as const) : []),
    ...(options.has('stems') ? (['stems'] as const) : []),
    ...(options.has('daw') ? (['daw'] as const) : []),
    ...(isStemFile ? (['stemFile'] as const) : []),
  ];
  if (asked.length > 1) throw new UsageError(words().commandLine.wrong.eitherKind('--stems', '--daw', '--format stem'));
  return asked[0] ?? (options.has('scene') ? 'scenes' : 'mix');
}

function stemsOf(word: string): StemTreatment {
  switch (word) {
    case '':
    case 'as-mixed':
      return 'asMixed';
    case 'untouched':
      return 'untouched';
    default:
      throw new UsageError(words().commandLine.wrong.unknownValue('--stems', word));
  }
}

/** Without `--format` the ending of `--out` decides. */
const wantsStemFile = (word: string | undefined, out: string | null): boolean =>
  word === undefined ? out?.toLowerCase().endsWith(`.${stemFileEnding}`) === true : word.toLowerCase() === 'stem';

function formatOf(word: string | undefined, out: string | null): ExportFormat {
  const ending = extname(out ?? '').slice(1);
  const asked = formatOfEnding(ending);
  if (wantsStemFile(word, out)) {
    if (asked !== null) throw new UsageError(words().commandLine.wrong.endingHoldsNoStems(`.${ending}`));
    return stemFileFormat;
  }
  const format = word === undefined ? (asked ?? defaultExportChoices.format) : parseFormat(word);
  if (format === null) throw new UsageError(words().commandLine.wrong.unknownValue('--format', word ?? ''));
  if (asked !== null && endingOf(asked) !== endingOf(format)) {
    throw new UsageError(words().commandLine.wrong.endingHoldsNot(`.${ending}`, endingOf(format).toUpperCase()));
  }
  return format;
}

function clickOf(kind: ExportKind, word: string | undefined): ExportClick {
  const { wrong } = words().commandLine;
  if (word === undefined) return 'none';
  if (kind === 'daw' || kind === 'stemFile') throw new UsageError(wrong.notForThisKind('--click'));
  switch (word) {
    case 'file':
      return 'ownFile';
    case '':
    case 'mix':
      if (kind === 'stems') throw new UsageError(wrong.clickOfStems('--click file'));
      return 'inMix';
    default:
      throw new UsageError(wrong.notClick('--click', 'mix', 'file', word));
  }
}

function countInOf(kind: ExportKind, word: string): CountIn['bars'] {
  const bars = countInBars.find((one) => String(one) === word);
  if (bars === undefined)
    throw new UsageError(words().commandLine.wrong.notCountIn('--count-in', countInBars.slice(1).map(String), word));
  if (bars > 0 && (kind === 'daw' || kind === 'stemFile')) {
    throw new UsageError(words().commandLine.wrong.notForThisKind('--count-in'));
  }
  return bars;
}

function rateOf(word: string): ExportRate {
  switch (word) {
    case 'song':
      return 'song';
    case '44100':
      return 44_100;
    case '48000':
      return 48_000;
    default:
      throw new UsageError(words().commandLine.wrong.notRate('--rate', 'song', ['44100', '48000'], word));
  }
}

function loudnessOf(kind: ExportKind, target: string | undefined, ceiling: string | undefined): LoudnessTarget | null {
  if (target === undefined || target === 'off') {
    if (ceiling !== undefined)
      throw new UsageError(words().commandLine.wrong.ceilingWithoutLoudness('--ceiling', '--loudness'));
    return null;
  }
  if (kind !== 'mix' && kind !== 'scenes' && kind !== 'versions')
    throw new UsageError(words().commandLine.wrong.loudnessOfStems('--loudness'));
  const { ceilingDb } = defaultExportChoices.loudness;
  return {
    integratedLufs: numberIn('loudness', target, quietestTargetLufs, loudestTargetLufs),
    ceilingDb: ceiling === undefined ? ceilingDb : numberIn('ceiling', ceiling, lowestCeilingDb, highestCeilingDb),
  };
}

function numberIn(name: string, word: string, least: number, most: number): number {
  const plain = word.replace('−', '-');
  const value = Number(plain);
  if (!/^[+-]?\d+(\.\d+)?$/.test(plain) || value < least || value > most) {
    throw new UsageError(words().commandLine.wrong.notNumber(`--${name}`, least, most, word));
  }
  return value;
}

function textOf(name: string, word: string | undefined, longest: number): string | null {
  if (word === undefined) return null;
  if (word.trim() === '' || word.length > longest) {
    throw new UsageError(words().commandLine.wrong.notText(`--${name}`, longest));
  }
  return word;
}
