import type { Frames, Hertz, Mix, Session, SongAnalysis } from '#contract';

/** What is exported, as it was when Export was pressed. */
export type ExportSong = {
  readonly session: Session;
  readonly mix: Mix;
  readonly analysis: SongAnalysis | null;
  /** Half open, in frames at `sampleRate`. */
  readonly region: { readonly startFrames: Frames; readonly endFrames: Frames };
  /** The song's. */
  readonly sampleRate: Hertz;
  readonly appVersion: string;
};

/** Stems that are here; the others cannot be in any file. */
export const savedStems = ({ stems }: Session): Session['stems'] => stems.filter(({ file }) => file.state === 'saved');
