import {
  endingOf,
  type ExportChoices,
  type ExportFormat,
  type Failure,
  fileRateOf,
  type FileTags,
  type Frames,
  type Hertz,
  type LoudnessTarget,
  type Mix,
  type Mp3Quality,
  partsOfName,
  safeFileName,
  type Scene,
  type Section,
  type Session,
  type SongAnalysis,
  stemFileEnding,
  stemFileFormat,
  type SongSheet,
  stemGroups,
  type StemId,
  words,
} from '#contract';
import { dawproject } from '../../export/handoff/dawproject.ts';
import { planHandoff, trackFileMix } from '../../export/handoff/handoff.ts';
import { midiFile } from '../../export/handoff/midi-file.ts';
import { reaperProject } from '../../export/handoff/reaper-project.ts';
import { planClick } from '../../export/plan/click-plan.ts';
import { audibleStems } from '../../export/plan/submix-plan.ts';
import type { TargetClick } from '../../export/render-job.ts';
import { isSilent } from '../../mix/audibility.ts';
import { withSoundReset } from '../../mix/mix-edits.ts';
import { mixInWords } from '../../mix/mix-text.ts';
import { gridOf } from '../../song/beat-grid.ts';
import { keySign, keyText, tuneOf } from '../../song/musical-key.ts';
import { withScene } from '../../mix/scenes.ts';
import { fileNameOf, type NameValues } from '../../mix/name-template.ts';
import { playedFrames } from '../../mix/speed-and-key.ts';
import { type StemAssignment, stemGroupsOf } from '../../mix/stem-groups.ts';
import { type Variant, variantMix, variantName, variantsOf } from '../../mix/variants.ts';

/** The song as it was when Export was pressed. */
export type ExportSong = {
  /** Its stems are in the order and by the names of the mixer. */
  readonly session: Session;
  readonly mix: Mix;
  readonly sheet: SongSheet;
  readonly analysis: SongAnalysis | null;
  /** Half open, in frames at `sampleRate`. */
  readonly region: { readonly startFrames: Frames; readonly endFrames: Frames };
  /** Sections that get files of their own in place of `region`; not there: none was chosen. */
  readonly parts?: readonly Section[];
  /** The scenes that get files of their own; not there: all of the sheet. */
  readonly scenes?: readonly Scene[];
  /** The name of the section that `region` is, for the names of files. */
  readonly part?: string;
  /** The song's rate. */
  readonly sampleRate: Hertz;
  /** Stems whose files are here but cannot be decoded, and why. */
  readonly undecodable: ReadonlyMap<StemId, Failure>;
  readonly appVersion: string;
};

/** Stems that can have a file of their own: they are here and can be decoded. */
export function stemsOf({ session, undecodable }: Pick<ExportSong, 'session' | 'undecodable'>): Session['stems'] {
  return session.stems.filter(({ id, file }) => file.state === 'saved' && !undecodable.has(id));
}

/** The key under which the choice of a version is kept from song to song: `instrumental`, `minus:drums`. */
export function variantKey(variant: Variant): string {
  return 'stemId' in variant ? `${variant.kind}:${variant.stemId}` : variant.kind;
}

/** Names of the audio files, by stem, as they were written. A stem without a file is left out. */
type FileNames = ReadonlyMap<StemId, string>;

/** A small file about the others, such as a DAW project. */
type ExportDocument = {
  readonly name: string;
  readonly region: ExportSong['region'];
  readonly bytes: (fileNames: FileNames) => Uint8Array<ArrayBuffer>;
};

type HandoffNames = {
  readonly folder: string;
  /** Paths that begin with the folder. */
  readonly files: readonly string[];
};

/** A folder with the title of the song, in it a file for each stem. */
function handoffNames({ session, part }: ExportSong, wanted: readonly Wanted[], ending: string): HandoffNames {
  const folder = safeFileName(part === undefined ? session.title : `${session.title} - ${part}`);
  const files = wanted.map((one) => `${folder}/${safeFileName(`${shownName(one)}.${ending}`)}`);
  return { folder, files };
}

/** The projects for REAPER and for every DAW that reads DAWproject, and the tempo map as a MIDI file, in the folder of the files. */
function handoffDocuments(song: ExportSong, choices: ExportChoices, names: HandoffNames): readonly ExportDocument[] {
  const { session, mix, sheet, analysis, region, sampleRate, appVersion } = song;
  const { folder } = names;
  const handoff = (fileNames: FileNames): ReturnType<typeof planHandoff> =>
    planHandoff({
      title: session.title,
      artist: choices.artist.trim() === '' ? null : choices.artist.trim(),
      ...{ appVersion, mix, sheet, analysis, region, songRate: sampleRate },
      fileRate: fileRateOf(choices.rate, sampleRate, choices.format),
      stems: stemsOf(song).flatMap(({ id, kind, name }) => {
        // The project lies in the same folder, whatever number that has got.
        const fileName = fileNames.get(id)?.replace(/^.*\//, '');
        return fileName === undefined ? [] : [{ id, kind, name, fileName }];
      }),
    });
  const isTimed = gridOf(analysis, sheet) !== null || sheet.sections.length > 0 || sheet.chords.length > 0;
  const name = (ending: string): string => `${folder}/${safeFileName(`${session.title}.${ending}`)}`;
  return [
    { name: name('rpp'), region, bytes: (fileNames) => new TextEncoder().encode(reaperProject(handoff(fileNames))) },
    { name: name('dawproject'), region, bytes: (fileNames) => Uint8Array.from(dawproject(handoff(fileNames))) },
    ...(isTimed ? [{ name: name('mid'), region, bytes: (fileNames: FileNames) => midiFile(handoff(fileNames)) }] : []),
  ];
}

/** One audio file. */
export type PlannedFile = {
  readonly name: string;
  /** The part of the song in it; files of one section have the same object. */
  readonly region: ExportSong['region'];
  /** Its only stem; null for a mix of several. */
  readonly stemId: StemId | null;
  /** The version of the song, in words. */
  readonly variant: string;
  readonly mix: Mix;
  readonly stretches: SongSheet['stretches'];
  readonly loudness: LoudnessTarget | null;
  readonly tags: FileTags;
  /** Silent frames before the sound, at the song's rate, in which the count-in is. */
  readonly leadFrames: number;
  readonly click: TargetClick | null;
  /** Nothing but the click is in it. */
  readonly isClickAlone: boolean;
};

export type ExportPlan = {
  readonly format: ExportFormat;
  readonly fileRate: Hertz;
  readonly files: readonly PlannedFile[];
  /** Stems that should be in the files and are not here, or cannot be decoded. */
  readonly missing: readonly StemId[];
  /** The parts that stems are in, when the only file is a stem file; null otherwise. */
  readonly groups: StemAssignment | null;
  /** Written once the files have their names. */
  readonly documents: readonly ExportDocument[];
  /** The name of the loudness report; null: none is wanted. */
  readonly report: string | null;
};

/** A mix that gets a file. `name`: of its version or scene; null: the mix itself. `stemId`: its only stem; null: a mix of several. */
type Wanted = { readonly name: string | null; readonly stemId: StemId | null; readonly mix: Mix };

const shownName = ({ name }: Wanted): string => name ?? variantName({ kind: 'mix' }, []);

/** The ticked versions of this song, in the order on screen, those of missing stems included. */
function tickedVariants({ session }: ExportSong, versions: readonly string[]): readonly Variant[] {
  return variantsOf(session.stems).filter((variant) => versions.includes(variantKey(variant)));
}

/** Whether the export offers the click: the song has a beat grid, and click or count-in are in use. */
export function offersClick({ analysis, sheet }: Pick<ExportSong, 'analysis' | 'sheet'>): boolean {
  return gridOf(analysis, sheet) !== null && (sheet.click.isOn || sheet.countIn.bars > 0);
}

/** The choices without scenes, versions and click that this song does not offer, since they are kept from song to song. */
export function offeredChoices(song: ExportSong, choices: ExportChoices): ExportChoices {
  const offered = new Set(variantsOf(stemsOf(song)).map(variantKey));
  const click = offersClick(song) ? {} : ({ click: 'none', countInBars: 0 } as const);
  const kind = choices.kind === 'scenes' && song.sheet.scenes.length === 0 ? 'mix' : choices.kind;
  return { ...choices, ...click, kind, versions: choices.versions.filter((key) => offered.has(key)) };
}

/** Whether these files can have a click and a count-in. */
export const mayHaveClick = ({ kind }: Pick<ExportChoices, 'kind'>): boolean => kind !== 'daw' && kind !== 'stemFile';

/** Whether loudness normalisation applies; stems keep their loudness, so that they still add up to the mix. */
export const mayBeLoud = ({ kind }: Pick<ExportChoices, 'kind'>): boolean =>
  kind === 'mix' || kind === 'scenes' || kind === 'versions';

/** Whether the automation is in the sound; a DAW gets it as envelopes. */
const isAutomated = ({ kind, stemsAre }: ExportChoices): boolean =>
  kind !== 'daw' && (kind !== 'stems' || stemsAre === 'asMixed');

/** The click and the lead of every file, at the speed of a mix; null for neither. */
function clickFor(song: ExportSong, choices: ExportChoices, mix: Mix): ReturnType<typeof planClick> | null {
  const { sheet, region, sampleRate } = song;
  const grid = gridOf(song.analysis, sheet);
  const { click, countInBars } = choices;
  const isWanted = click === 'ownFile' || (mayBeLoud(choices) && (click === 'inMix' || countInBars > 0));
  if (grid === null || !mayHaveClick(choices) || !isWanted) return null;
  return planClick({ grid, click: sheet.click, isOn: click !== 'none', countInBars, mix, region, sampleRate });
}

function wantedOf(song: ExportSong, { kind, versions, stemsAre, forward }: ExportChoices): readonly Wanted[] {
  const { mix, sheet } = song;
  const { stems } = song.session;
  const whole: Wanted = { name: null, stemId: null, mix };
  const versionOf = (of: Mix, variant: Variant): Wanted => ({
    name: variant.kind === 'mix' ? null : variantName(variant, stems),
    stemId: variant.kind === 'only' ? variant.stemId : null,
    mix: variantMix(of, stems, variant, forward),
  });
  switch (kind) {
    case 'mix':
    case 'stemFile':
      return [whole];
    case 'scenes':
      return (song.scenes ?? sheet.scenes).map((scene) => ({ ...whole, name: scene.name, mix: withScene(mix, scene) }));
    case 'versions':
      return tickedVariants(song, versions).map((variant) => versionOf(mix, variant));
    case 'stems': {
      const base = stemsAre === 'asMixed' ? mix : withSoundReset(mix);
      return stems.map(({ id }) => versionOf(base, { kind: 'only', stemId: id }));
    }
    case 'daw':
      return stems.map(({ id, name }) => ({ name, stemId: id, mix: trackFileMix(mix, id) }));
  }
}

/** The stems of a song that sound in a mix, missing ones included. */
export const stemsIn = (
  { session, sampleRate }: Pick<ExportSong, 'session' | 'sampleRate'>,
  mix: Mix,
): readonly StemId[] => audibleStems(session.stems, mix, sampleRate).map(({ stem }) => stem.id);

/** Stems that belong in the files and are missing or damaged. */
function missingFrom(song: ExportSong, { kind }: ExportChoices, wanted: readonly Wanted[]): readonly StemId[] {
  const here = new Set(stemsOf(song).map(({ id }) => id));
  const sounding = new Set(wanted.flatMap(({ mix }) => stemsIn(song, mix)));
  const isEach = kind === 'stems' || kind === 'daw';
  return song.session.stems.flatMap(({ id }) => (!here.has(id) && (isEach || sounding.has(id)) ? [id] : []));
}

/** The values that the name template can use. */
function nameValues(song: ExportSong, { name, mix }: Wanted, artist: string): NameValues {
  const { bpm, key } = tuneOf(song.analysis, mix);
  return {
    title: song.session.title,
    variant: namedPart(name, song.part),
    artist: artist.trim() === '' ? null : artist.trim(),
    key: key === null ? null : keyText(key),
    bpm: bpm === null ? null : String(bpm),
  };
}

/** A version and a section of it: "Instrumental, Chorus"; null for the whole mix. */
const namedPart = (variant: string | null, part: string | undefined): string | null =>
  part === undefined ? variant : variant === null ? part : words().notices.exports.versionOfSection(variant, part);

function tagsOf(song: ExportSong, wanted: Wanted, artist: string): FileTags {
  const { name, mix } = wanted;
  const { session, analysis } = song;
  const { bpm, key } = tuneOf(analysis, mix);
  const here = stemsOf(song).map(({ id }) => id);
  const strips = mix.strips.filter(({ stemId }) => here.includes(stemId));
  const nameOf = (id: Mix['strips'][number]['stemId']): string =>
    session.stems.find((stem) => stem.id === id)?.name ?? id;
  const remark = namedPart(name, song.part);
  return {
    title: remark === null ? session.title : `${session.title} (${remark})`,
    artist: artist.trim() === '' ? null : artist.trim(),
    comment: `${shownName(wanted)}: ${mixInWords({ ...mix, strips }, nameOf)}`,
    bpm,
    key: key === null ? null : keySign(key),
  };
}

/**
 * Every file that these choices write. Files that would hold nothing but silence, because the fader of their only stem is off
 * or none of their stems is here, are left out; when nothing is left, `files` is empty.
 */
export function planExport(song: ExportSong, choices: ExportChoices): ExportPlan {
  const { parts, ...rest } = song;
  if (parts === undefined) return planStretch(song, choices);
  const names = partNames(parts);
  const plans = parts.map(({ startFrames, endFrames }, index) =>
    planStretch({ ...rest, region: { startFrames, endFrames }, part: names[index] ?? '' }, choices),
  );
  const whole = planStretch(rest, choices);
  return {
    ...whole,
    files: plans.flatMap(({ files }) => files),
    missing: plans.length === 0 ? [] : whole.missing,
    documents: plans.flatMap(({ documents }) => documents),
    report: plans.length === 1 ? (plans[0]?.report ?? null) : whole.report,
  };
}

/** The names of sections, numbered where several have the same: "Chorus 1", "Chorus 2". */
function partNames(parts: readonly Section[]): readonly string[] {
  return parts.map(({ name }, index) => {
    if (parts.filter((one) => one.name === name).length === 1) return name;
    return `${name} ${String(parts.slice(0, index + 1).filter((one) => one.name === name).length)}`;
  });
}

function planStretch(song: ExportSong, choices: ExportChoices): ExportPlan {
  const { kind, artist } = choices;
  const isStemFile = kind === 'stemFile';
  const format = isStemFile ? stemFileFormat : choices.format;
  const loudness = mayBeLoud(choices) && choices.isLoudnessSet ? choices.loudness : null;
  const ending = isStemFile ? stemFileEnding : endingOf(format);
  const here = new Set(stemsOf(song).map(({ id }) => id));
  const all = wantedOf(song, choices).filter(({ mix }) => !isSilent(mix));
  const wanted = all.filter(({ mix }) => stemsIn(song, mix).some((id) => here.has(id)));
  const names = kind === 'daw' ? handoffNames(song, wanted, ending) : null;
  const files = wanted.map((one, index): PlannedFile => ({
    ...clickOf(song, choices, one.mix),
    region: song.region,
    name: names?.files[index] ?? fileNameOf(choices.nameTemplate, nameValues(song, one, artist), ending),
    stemId: one.stemId,
    variant: namedPart(shownName(one), song.part) ?? '',
    mix: one.mix,
    stretches: isAutomated(choices) ? song.sheet.stretches : [],
    loudness,
    tags: tagsOf(song, one, artist),
  }));
  return {
    format,
    fileRate: fileRateOf(choices.rate, song.sampleRate, format, isStemFile),
    files: [...files, ...clickFiles(song, choices, wanted, ending)],
    missing: missingFrom(song, choices, all),
    groups: isStemFile ? stemGroupsOf(stemsOf(song), choices.groups) : null,
    documents: names === null ? [] : handoffDocuments(song, choices, names),
    report: choices.writesReport ? `${names === null ? '' : `${names.folder}/`}${reportName(song, files)}` : null,
  };
}

/** The lead of a file, and the click when it is in each of them. */
function clickOf(
  song: ExportSong,
  choices: ExportChoices,
  mix: Mix,
): Pick<PlannedFile, 'leadFrames' | 'click' | 'isClickAlone'> {
  const { click = null, leadFrames = 0 } = clickFor(song, choices, mix) ?? {};
  const isInIt = mayBeLoud(choices) && choices.click !== 'ownFile';
  return { leadFrames, click: isInIt ? click : null, isClickAlone: false };
}

/** The file of the click beside the others, as long as they are. */
function clickFiles(
  song: ExportSong,
  choices: ExportChoices,
  [first]: readonly Wanted[],
  ending: string,
): readonly PlannedFile[] {
  const made = first === undefined ? null : clickFor(song, choices, first.mix);
  if (first === undefined || made === null || choices.click !== 'ownFile') return [];
  const strips = first.mix.strips.map((strip) => ({ ...strip, isMuted: true, isSoloed: false }));
  const artist = choices.artist.trim() === '' ? null : choices.artist.trim();
  const { bpm } = tuneOf(song.analysis, first.mix);
  const comment = words().notices.exports.click;
  const variant = namedPart(comment, song.part) ?? comment;
  const values = { ...nameValues(song, first, choices.artist), variant };
  const tags = { title: `${song.session.title} (${comment})`, artist, comment, bpm, key: null };
  const name = fileNameOf(choices.nameTemplate, values, ending);
  const mix = { ...first.mix, strips };
  const { region } = song;
  return [
    { name, region, stemId: null, variant, mix, stretches: [], loudness: null, tags, ...made, isClickAlone: true },
  ];
}

/** The length of a file in frames at its own rate. */
export function fileFramesOf({ sampleRate }: ExportSong, file: PlannedFile, fileRate: Hertz): number {
  const { region } = file;
  const played = playedFrames(region.endFrames - region.startFrames, file.mix.speed);
  return Math.round(((file.leadFrames + played) * fileRate) / sampleRate);
}

function reportName({ session }: ExportSong, files: readonly PlannedFile[]): string {
  const [only, ...more] = files;
  if (only !== undefined && more.length === 0) return `${partsOfName(only.name).base}.json`;
  const values = { title: session.title, variant: 'Loudness', artist: null, key: null, bpm: null };
  return fileNameOf('{title} - {variant}', values, 'json');
}

/** What LAME averages on music at its variable qualities, in kbit/s. */
const usualKbps = { V2: 190, V0: 245 } as const;

/** FLAC takes about this share of the bytes of music. */
const flacShare = 0.7;

/** About how many bytes a file of `lengthFrames` will have, tags not counted: for the taskbar and for the space on the disk. */
export function encodedBytes(format: ExportFormat, rate: Hertz, lengthFrames: number): number {
  switch (format.kind) {
    case 'wav':
      return (lengthFrames * format.bits) / 4;
    case 'flac':
      return Math.ceil((lengthFrames * format.bits * flacShare) / 4);
    case 'mp3':
      return bytesAt(kbpsOf(format.quality), rate, lengthFrames);
    case 'opus':
    case 'aac':
      return bytesAt(format.kbps, rate, lengthFrames);
  }
}

const kbpsOf = (quality: Mp3Quality): number =>
  quality === 'V0' || quality === 'V2' ? usualKbps[quality] : Number(quality);

const bytesAt = (kbps: number, rate: Hertz, lengthFrames: number): number =>
  Math.ceil((lengthFrames / rate) * kbps * 125);

/** About how many bytes all files of sound will have, tags not counted. */
export function expectedBytesOf(song: ExportSong, plan: ExportPlan): number {
  const { format, fileRate, files, groups } = plan;
  const tracks = groups === null ? 1 : 1 + stemGroups.length;
  return files.reduce(
    (sum, file) => sum + tracks * encodedBytes(format, fileRate, fileFramesOf(song, file, fileRate)),
    0,
  );
}
