import { stemGroups } from '#contract';
import { encodedBytes } from '../../bounce/encoding/encoded-bytes.ts';
import { fileFramesOf, type ExportPlan } from './export-plan.ts';
import type { ExportSong } from './export-song.ts';

/** What all files of sound will about come to. */
export function expectedBytesOf(song: ExportSong, plan: ExportPlan): number {
  const { format, fileRate, files, groups } = plan;
  const tracks = groups === null ? 1 : 1 + stemGroups.length;
  return files.reduce(
    (sum, file) => sum + tracks * encodedBytes(format, fileRate, fileFramesOf(song, file, fileRate)),
    0,
  );
}
