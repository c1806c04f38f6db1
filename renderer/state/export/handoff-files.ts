import { fileRateOf, safeFileName, type ExportChoices, type Session, type StemId } from '#contract';
import { dawproject } from '../../bounce/handoff/dawproject.ts';
import { planHandoff } from '../../bounce/handoff/plan-handoff.ts';
import { reaperProject } from '../../bounce/handoff/reaper-project.ts';
import { variantName, type Variant } from '../../mix/variants.ts';
import { stemsOf, type ExportSong } from './export-song.ts';

/** A small file that tells of the others. */
export type ExportDocument = {
  readonly name: string;
  /** `fileNames`: those of the files of sound, by their stems, as they turned out. A stem without a file is left out. */
  readonly bytes: (fileNames: ReadonlyMap<StemId, string>) => Uint8Array<ArrayBuffer>;
};

export type HandoffNames = {
  readonly folder: string;
  /** With the folder before them. */
  readonly files: readonly string[];
};

/** A folder with the title of the song, in it a file for each stem. */
export function handoffNames(session: Session, variants: readonly Variant[], ending: string): HandoffNames {
  const folder = safeFileName(session.title);
  const files = variants.map(
    (variant) => `${folder}/${safeFileName(`${variantName(variant, session.stems)}.${ending}`)}`,
  );
  return { folder, files };
}

/** The projects for REAPER and for every DAW that reads DAWproject, in the folder of the files. */
export function handoffDocuments(
  song: ExportSong,
  choices: ExportChoices,
  names: HandoffNames,
): readonly ExportDocument[] {
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
