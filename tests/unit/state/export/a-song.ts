import { emptySheet, flatMix, frames, hertz, type SongAnalysis } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import type { ExportSong } from '../../../../renderer/state/export/export-plan.ts';
import { sessionOf, stemOf } from '../../../fakes/sessions.ts';

export const session = sessionOf({
  title: 'Night Drive',
  stems: [stemOf('vocals'), stemOf('drums'), stemOf('bass'), stemOf('guitar', 'missing')],
});

const analysis: SongAnalysis = {
  stems: [],
  tempo: { bpm: 112, confidence: 0.9, beatSeconds: [0.5] },
  key: { tonic: 9, mode: 'minor', confidence: 0.9 },
  residualDb: null,
  stated: { bpm: null, key: null },
};

/** A song of three stems that are here and one that is not, at 48 kHz; 4800 frames of it. */
export const song: ExportSong = {
  session,
  mix: flatMix(session.stems.map(({ id }) => id)),
  sheet: emptySheet,
  analysis,
  region: { startFrames: frames(200), endFrames: frames(5000) },
  sampleRate: hertz(48_000),
  undecodable: new Map(),
  appVersion: '1.2.3',
};

/** The same with so many stems, all of them here. */
export function songOf(stemCount: number): ExportSong {
  const stems = Array.from({ length: stemCount }, (_, index) => ({
    ...stemOf('synth'),
    id: stemIdSchema.parse(`synth-${String(index)}`),
    name: `Synth ${String(index)}`,
  }));
  return { ...song, session: { ...session, stems }, mix: flatMix(stems.map(({ id }) => id)) };
}
