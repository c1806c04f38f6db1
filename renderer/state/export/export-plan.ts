import {
  endingOf,
  type ExportChoices,
  type ExportFormat,
  fileRateOf,
  type FileTags,
  type Hertz,
  type LoudnessTarget,
  type Mix,
  partsOfName,
  safeFileName,
  type Session,
  stemFileEnding,
  stemFileFormat,
  type StemId,
} from '#contract';
import { audibleStems } from '../../export/plan/audible-stems.ts';
import { dawproject } from '../../export/handoff/dawproject.ts';
import { planHandoff, trackFileMix } from '../../export/handoff/handoff.ts';
import { reaperProject } from '../../export/handoff/reaper-project.ts';
import { isSilent } from '../../mix/audibility.ts';
import { withSoundReset } from '../../mix/mix-edits.ts';
import { mixInWords } from '../../mix/mix-text.ts';
import { keySign, keyText, tuneOf } from '../../mix/musical-key.ts';
import { fileNameOf, type NameValues } from '../../mix/name-template.ts';
import { playedFrames } from '../../mix/speed-and-key.ts';
import { type StemAssignment, stemGroupsOf } from '../../mix/stem-groups.ts';
import { type Variant, variantMix, variantName, variantsOf } from '../../mix/variants.ts';
import { type ExportSong, stemsOf } from './export-song.ts';

/** How a version is remembered from song to song: `instrumental`, `minus:drums`. */
export function variantKey(variant: Variant): string {
  return variant.kind === 'only' || variant.kind === 'minus' ? `${variant.kind}:${variant.stemId}` : variant.kind;
}

/** A small file that tells of the others. */
type ExportDocument = {
  readonly name: string;
  /** `fileNames`: those of the files of sound, by their stems, as they turned out. A stem without a file is left out. */
  readonly bytes: (fileNames: ReadonlyMap<StemId, string>) => Uint8Array<ArrayBuffer>;
};

type HandoffNames = {
  readonly folder: string;
  /** With the folder before them. */
  readonly files: readonly string[];
};

/** A folder with the title of the song, in it a file for each stem. */
function handoffNames(session: Session, variants: readonly Variant[], ending: string): HandoffNames {
  const folder = safeFileName(session.title);
  const files = variants.map(
    (variant) => `${folder}/${safeFileName(`${variantName(variant, session.stems)}.${ending}`)}`,
  );
  return { folder, files };
}

/** The projects for REAPER and for every DAW that reads DAWproject, in the folder of the files. */
function handoffDocuments(song: ExportSong, choices: ExportChoices, names: HandoffNames): readonly ExportDocument[] {
  const { session, mix, analysis, region, sampleRate, appVersion } = song;
  const { folder } = names;
  const handoff = (fileNames: ReadonlyMap<StemId, string>): ReturnType<typeof planHandoff> =>
    planHandoff({
      title: session.title,
      artist: choices.artist.trim() === '' ? null : choices.artist.trim(),
      ...{ appVersion, mix, analysis, region, songRate: sampleRate },
      fileRate: fileRateOf(choices.rate, sampleRate, choices.format),
      stems: stemsOf(song).flatMap(({ id, kind, name }) => {
        // The project lies in the same folder, whatever number that has got.
        const fileName = fileNames.get(id)?.replace(/^.*\//, '');
        return fileName === undefined ? [] : [{ id, kind, name, fileName }];
      }),
    });
  const name = (ending: string): string => `${folder}/${safeFileName(`${session.title}.${ending}`)}`;
  return [
    { name: name('rpp'), bytes: (fileNames) => new TextEncoder().encode(reaperProject(handoff(fileNames))) },
    { name: name('dawproject'), bytes: (fileNames) => Uint8Array.from(dawproject(handoff(fileNames))) },
  ];
}

/** One file of sound. */
export type PlannedFile = {
  readonly name: string;
  /** The stem that it is of; null: it is of several. */
  readonly stemId: StemId | null;
  /** What of the song it holds, in words. */
  readonly variant: string;
  readonly mix: Mix;
  readonly loudness: LoudnessTarget | null;
  readonly tags: FileTags;
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

type Wanted = { readonly variant: Variant; readonly mix: Mix };

/** Versions of this song that are ticked, in the order in which they are shown; of stems that are not here as well. */
function tickedVariants({ session }: ExportSong, versions: readonly string[]): readonly Variant[] {
  return variantsOf(session.stems).filter((variant) => versions.includes(variantKey(variant)));
}

/** The choices without versions that this song does not offer: ticks are kept from song to song. */
export function offeredChoices(song: ExportSong, choices: ExportChoices): ExportChoices {
  const offered = new Set(variantsOf(stemsOf(song)).map(variantKey));
  return { ...choices, versions: choices.versions.filter((key) => offered.has(key)) };
}

/** Whether what is written may be brought to a loudness; stems keep theirs, so that they still make the mix together. */
export const mayBeLoud = ({ kind }: Pick<ExportChoices, 'kind'>): boolean => kind === 'mix' || kind === 'versions';

function wantedOf(song: ExportSong, { kind, versions, stemsAre }: ExportChoices): readonly Wanted[] {
  const { mix } = song;
  const { stems } = song.session;
  const alone = stems.map(({ id }) => ({ kind: 'only', stemId: id }) as const);
  switch (kind) {
    case 'mix':
    case 'stemFile':
      return [{ variant: { kind: 'mix' }, mix }];
    case 'versions':
      return tickedVariants(song, versions).map((variant) => ({ variant, mix: variantMix(mix, stems, variant) }));
    case 'stems': {
      const base = stemsAre === 'asMixed' ? mix : withSoundReset(mix);
      return alone.map((variant) => ({ variant, mix: variantMix(base, stems, variant) }));
    }
    case 'daw':
      return alone.map((variant) => ({ variant, mix: trackFileMix(mix, variant.stemId) }));
  }
}

/** The stems of a song that sound in a mix, whether they are here or not. */
export const stemsIn = ({ session }: Pick<ExportSong, 'session'>, mix: Mix): readonly StemId[] =>
  audibleStems(session.stems, mix).map(({ stem }) => stem.id);

/** What the files would have more of, were every stem of the song here and whole. */
function missingFrom(song: ExportSong, { kind }: ExportChoices, wanted: readonly Wanted[]): readonly StemId[] {
  const here = new Set(stemsOf(song).map(({ id }) => id));
  const sounding = new Set(wanted.flatMap(({ mix }) => stemsIn(song, mix)));
  const isEach = kind === 'stems' || kind === 'daw';
  return song.session.stems.flatMap(({ id }) => (!here.has(id) && (isEach || sounding.has(id)) ? [id] : []));
}

/** What the template may say of one file. */
function nameValues(song: ExportSong, { variant, mix }: Wanted, artist: string): NameValues {
  const { bpm, key } = tuneOf(song.analysis, mix);
  return {
    title: song.session.title,
    variant: variant.kind === 'mix' ? null : variantName(variant, song.session.stems),
    artist: artist.trim() === '' ? null : artist.trim(),
    key: key === null ? null : keyText(key),
    bpm: bpm === null ? null : String(bpm),
  };
}

function tagsOf(song: ExportSong, { variant, mix }: Wanted, artist: string): FileTags {
  const { session, analysis } = song;
  const { bpm, key } = tuneOf(analysis, mix);
  const name = variantName(variant, session.stems);
  const here = stemsOf(song).map(({ id }) => id);
  const strips = mix.strips.filter(({ stemId }) => here.includes(stemId));
  const nameOf = (id: Mix['strips'][number]['stemId']): string =>
    session.stems.find((stem) => stem.id === id)?.name ?? id;
  return {
    title: variant.kind === 'mix' ? session.title : `${session.title} (${name})`,
    artist: artist.trim() === '' ? null : artist.trim(),
    comment: `${name}: ${mixInWords({ ...mix, strips }, nameOf)}`,
    bpm,
    key: key === null ? null : keySign(key),
  };
}

/**
 * All that is written for these choices. Files that would hold nothing but silence, because the fader of their only stem is off
 * or none of their stems is here, are left out; when nothing is left, `files` is empty.
 */
export function planExport(song: ExportSong, choices: ExportChoices): ExportPlan {
  const { kind, artist } = choices;
  const isStemFile = kind === 'stemFile';
  const format = isStemFile ? stemFileFormat : choices.format;
  const loudness = mayBeLoud(choices) && choices.isLoudnessSet ? choices.loudness : null;
  const ending = isStemFile ? stemFileEnding : endingOf(format);
  const here = new Set(stemsOf(song).map(({ id }) => id));
  const all = wantedOf(song, choices).filter(({ mix }) => !isSilent(mix));
  const wanted = all.filter(({ mix }) => stemsIn(song, mix).some((id) => here.has(id)));
  const names =
    kind === 'daw'
      ? handoffNames(
          song.session,
          wanted.map(({ variant }) => variant),
          ending,
        )
      : null;
  const files = wanted.map((one, index) => ({
    name: names?.files[index] ?? fileNameOf(choices.nameTemplate, nameValues(song, one, artist), ending),
    stemId: one.variant.kind === 'only' ? one.variant.stemId : null,
    variant: variantName(one.variant, song.session.stems),
    mix: one.mix,
    loudness,
    tags: tagsOf(song, one, artist),
  }));
  return {
    format,
    fileRate: fileRateOf(choices.rate, song.sampleRate, format, isStemFile),
    files,
    missing: missingFrom(song, choices, all),
    groups: isStemFile ? stemGroupsOf(stemsOf(song), choices.groups) : null,
    documents: names === null ? [] : handoffDocuments(song, choices, names),
    report: choices.writesReport ? `${names === null ? '' : `${names.folder}/`}${reportName(song, files)}` : null,
  };
}

/** Frames of each file. */
export function fileFramesOf({ region, sampleRate }: ExportSong, { mix }: PlannedFile, fileRate: Hertz): number {
  return Math.round((playedFrames(region.endFrames - region.startFrames, mix.speed) * fileRate) / sampleRate);
}

function reportName({ session }: ExportSong, files: readonly PlannedFile[]): string {
  const [only, ...more] = files;
  if (only !== undefined && more.length === 0) return `${partsOfName(only.name).base}.json`;
  const values = { title: session.title, variant: 'Loudness', artist: null, key: null, bpm: null };
  return fileNameOf('{title} - {variant}', values, 'json');
}
