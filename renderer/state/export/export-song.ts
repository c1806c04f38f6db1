import type { Failure, Frames, Hertz, Mix, Session, SongAnalysis, StemId } from '#contract';

/** What is exported, as it was when Export was pressed. */
export type ExportSong = {
  readonly session: Session;
  readonly mix: Mix;
  readonly analysis: SongAnalysis | null;
  /** Half open, in frames at `sampleRate`. */
  readonly region: { readonly startFrames: Frames; readonly endFrames: Frames };
  /** The song's. */
  readonly sampleRate: Hertz;
  /** Stems that are here and cannot be decoded, and why. */
  readonly undecodable: ReadonlyMap<StemId, Failure>;
  readonly appVersion: string;
};

/** Stems that can have a file of their own: they are here and can be decoded. */
export function stemsOf({ session, undecodable }: Pick<ExportSong, 'session' | 'undecodable'>): Session['stems'] {
  return session.stems.filter(({ id, file }) => file.state === 'saved' && !undecodable.has(id));
}
