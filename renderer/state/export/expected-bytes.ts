import { fileFramesOf, type ExportPlan } from './export-plan.ts';
import type { ExportSong } from './export-song.ts';

/** What all files will about come to; null while that cannot be told. */
export function expectedBytesOf(song: ExportSong, plan: ExportPlan): number | null {
  let sum = 0;
  for (const file of plan.files) {
    const bytes = bytesOf(plan, fileFramesOf(song, file, plan.fileRate));
    if (bytes === null) return null;
    sum += bytes;
  }
  return sum;
}

function bytesOf({ format, fileRate }: ExportPlan, lengthFrames: number): number | null {
  const seconds = lengthFrames / fileRate;
  switch (format.kind) {
    case 'wav':
      return 44 + (lengthFrames * 2 * format.bits) / 8;
    case 'flac':
      return null;
    case 'mp3':
      return format.quality === 'V0' || format.quality === 'V2' ? null : (Number(format.quality) * 1000 * seconds) / 8;
    case 'opus':
    case 'aac':
      return (format.kbps * 1000 * seconds) / 8;
  }
}
