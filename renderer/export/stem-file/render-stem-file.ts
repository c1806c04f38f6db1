import {
  exportUrl,
  fail,
  ok,
  stemFileFormat,
  stemGroups,
  type ExportTicket,
  type FileTags,
  type LevelStretch,
  type Mix,
  type Result,
} from '#contract';
import { stemGroupMix, type StemAssignment } from '../../mix/stem-groups.ts';
import { renderFiles } from '../render-files.ts';
import type { RenderJob, RenderReport } from '../render-job.ts';
import { readTemporaryFile, removeTemporaryFilesOf, type ReadableFile } from '../temporary-files.ts';
import { putPiece } from '../transfer.ts';
import { writeStemFile } from './write-stem-file.ts';

/** A song as one file of five tracks: its mix, and the four parts that add up to the mix. */
export type StemFileJob = Pick<RenderJob, 'stems' | 'region' | 'sampleRate' | 'fileRate'> & {
  readonly ticket: ExportTicket;
  readonly mix: Mix;
  readonly groups: StemAssignment;
  readonly tags: FileTags;
  readonly stretches?: readonly LevelStretch[];
  /** The lyrics for players of karaoke, as `karaText` returns them; null: none. */
  readonly kara: string | null;
};

/** What a stem file is made with. */
export type StemFileTools = {
  readonly renderFiles: typeof renderFiles;
  /** Opens a finished part; rejects when it is not there. */
  readonly openPart: (temporaryName: string) => Promise<ReadableFile>;
  /** Removes the parts whose names begin so. */
  readonly removeParts: (prefix: string) => Promise<void>;
  readonly put: typeof putPiece;
};

const appTools: StemFileTools = {
  renderFiles,
  openPart: readTemporaryFile,
  removeParts: removeTemporaryFilesOf,
  put: putPiece,
};

/** Rendering the tracks as a share of the whole; the rest is joining them to one file. */
const renderedShare = 0.95;

/**
 * Writes a stem file into the file of its ticket: renders the mix and its parts as AAC into temporary files, each stem decoded
 * once, and joins them to one file. A part in which nothing sounds is a silent track; when no stem can be opened nothing is
 * written. `onProgress` gets fractions from 0 to 1. Returns the report of the mix. Fails as `renderFiles` does, and with
 * `tooLarge` for more than 4 GiB; the caller finishes or cancels the export.
 */
export async function renderStemFile(
  { ticket, mix, groups, tags, kara, stretches = [], ...song }: StemFileJob,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
  tools = appTools,
): Promise<Result<RenderReport>> {
  const prefix = `${crypto.randomUUID()}-part-`;
  const mixes = [mix, ...stemGroups.map((group) => stemGroupMix(mix, groups, group))];
  const names = mixes.map((_, index) => `${prefix}${String(index)}`);
  // One cover is enough for one file.
  const { cover, ...words } = tags;
  const targets = mixes.map((own, index) => {
    const part = { temporaryName: names[index] ?? '', mayBeSilent: index > 0 };
    const ownTags = index === 0 && cover !== undefined ? { ...words, cover } : words;
    return { ticket, mix: own, stretches, loudness: null, tags: ownTags, part };
  });
  const onRendered = (fraction: number): void => {
    onProgress(renderedShare * fraction);
  };
  try {
    const rendered = await tools.renderFiles({ ...song, format: stemFileFormat, targets }, onRendered, signal);
    if (!rendered.ok) return rendered;
    const [report] = rendered.value;
    if (report === undefined) return fail('internal', 'a mix without a report');
    if (report.stems === 0) return ok(report);
    const parts = await Promise.all(names.map((name) => tools.openPart(name)));
    const written = await writeStemFile(
      parts,
      (offset, bytes) =>
        signal.aborted ? Promise.resolve(fail('cancelled')) : tools.put(exportUrl(ticket, offset), bytes),
      kara,
    );
    if (!written.ok) return written;
    onProgress(1);
    return ok(report);
  } finally {
    void tools.removeParts(prefix);
  }
}
