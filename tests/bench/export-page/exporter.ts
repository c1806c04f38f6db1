import type { ExportFormat, LoudnessTarget } from '#contract';
import type { RenderReport } from '../../../renderer/export/render-job.ts';

export type ExportRequest = {
  /** Of a song in the library. */
  readonly title: string;
  readonly lengthFrames: number;
  /** Of the song, and of the file. */
  readonly sampleRate: number;
  /** The song as it came, or every one of its stems left out once. */
  readonly mixes: 'one' | 'minus';
  readonly format: ExportFormat;
  readonly loudness: LoudnessTarget | null;
};

/** What the bench asks of the page of the app. */
export type Exporter = {
  /** From the start of the export until all files are whole and in place. */
  export(order: ExportRequest): Promise<{ readonly tookMs: number; readonly reports: readonly RenderReport[] }>;
  /** As long, for the encoder alone: it is given the first stem of a song, a WAV of 16 bits, which has been read before. */
  encode(order: Pick<ExportRequest, 'title' | 'format'>): Promise<{ readonly tookMs: number }>;
};
