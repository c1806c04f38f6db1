import {
  exportUrl,
  fail,
  stemFileFormat,
  stemGroups,
  type ExportTicket,
  type FileTags,
  type Mix,
  type Result,
} from '#contract';
import { stemGroupMix, type StemAssignment } from '../../mix/stem-groups.ts';
import { bounceFiles } from '../bounce-files.ts';
import type { BounceJob } from '../bounce-job.ts';
import type { BounceReport } from '../bounce-protocol.ts';
import { putPiece } from '../upload.ts';
import { removeScratchOf } from '../scratch.ts';
import { openScratchPart } from './scratch-pieces.ts';
import type { FilePart } from './sound-track.ts';
import { writeStemFile } from './write-stem-file.ts';

/** A song as one file of five tracks: its mix, and the four parts that are together the mix. */
export type StemFileJob = Pick<BounceJob, 'stems' | 'region' | 'sampleRate' | 'fileRate'> & {
  readonly ticket: ExportTicket;
  readonly mix: Mix;
  readonly groups: StemAssignment;
  readonly tags: FileTags;
};

/** What a stem file is made with. */
export type StemFileTools = {
  readonly bounce: typeof bounceFiles;
  /** A finished part; rejects when it cannot be had. */
  readonly openPart: (scratchName: string) => Promise<FilePart>;
  /** Removes the parts whose names begin so. */
  readonly removeParts: (prefix: string) => Promise<void>;
  readonly put: typeof putPiece;
};

const appTools: StemFileTools = {
  bounce: bounceFiles,
  openPart: openScratchPart,
  removeParts: removeScratchOf,
  put: putPiece,
};

/** What making the tracks takes of the whole; the rest is laying them into one file. */
const bouncedShare = 0.95;

/**
 * Writes a stem file into the file of its ticket: bounces the mix and its parts as AAC into scratch, each stem decoded once, and
 * lays them into one file. A part in which nothing sounds is a silent track; when no stem can be opened nothing is written.
 * Returns the report of the mix. Fails as `bounceFiles`
 * does, and with `tooLarge` for more than 4 GiB; the caller finishes or cancels the export.
 */
export async function bounceStemFile(
  { ticket, mix, groups, tags, ...song }: StemFileJob,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
  tools = appTools,
): Promise<Result<BounceReport>> {
  const prefix = `${crypto.randomUUID()}-part-`;
  const mixes = [mix, ...stemGroups.map((group) => stemGroupMix(mix, groups, group))];
  const names = mixes.map((_, index) => `${prefix}${String(index)}`);
  // One picture is enough for one file.
  const { cover, ...words } = tags;
  const targets = mixes.map((own, index) => {
    const part = { scratchName: names[index] ?? '', mayBeSilent: index > 0 };
    const ownTags = index === 0 && cover !== undefined ? { ...words, cover } : words;
    return { ticket, mix: own, loudness: null, tags: ownTags, part };
  });
  const onBounced = (fraction: number): void => {
    onProgress(bouncedShare * fraction);
  };
  try {
    const bounced = await tools.bounce({ ...song, format: stemFileFormat, targets }, onBounced, signal);
    if (!bounced.ok) return bounced;
    const [report] = bounced.value;
    if (report === undefined) return fail('internal', 'a mix without a report');
    if (report.stems === 0) return { ok: true, value: report };
    const parts = await Promise.all(names.map((name) => tools.openPart(name)));
    const written = await writeStemFile(parts, (offset, bytes) =>
      signal.aborted ? Promise.resolve(fail('cancelled')) : tools.put(exportUrl(ticket, offset), bytes),
    );
    if (!written.ok) return written;
    onProgress(1);
    return { ok: true, value: report };
  } finally {
    void tools.removeParts(prefix);
  }
}
