import { describe, expect, it, vi } from 'vitest';
import { frames, hertz, ok, type Result, type StemFacts } from '#contract';
import type { OverviewPort } from '../../../renderer/state/ports.ts';
import { ShapesState } from '../../../renderer/state/waveforms.svelte.ts';
import { FakeBridge } from '../../fakes/fake-bridge.ts';
import { sessionOf } from '../../fakes/sessions.ts';

const facts: StemFacts = { sampleRate: hertz(44_100), channels: 2, lengthFrames: frames(100) };
const shape = { peak: 0.5, columns: () => new Int8Array() };
type Made = Result<{ readonly shape: typeof shape; readonly facts: StemFacts }>;

/** Overviews that are made when `finish` is called, one after another. */
function slowOverviews() {
  const waiting: ((made: Made) => void)[] = [];
  const port: OverviewPort = {
    load: () => Promise.resolve(null),
    make: () => new Promise((resolve) => waiting.push(resolve)),
  };
  const finish = async (): Promise<void> => {
    await vi.waitFor(() => {
      expect(waiting).not.toEqual([]);
    });
    waiting.shift()?.(ok({ shape, facts }));
  };
  return { port, finish };
}

describe('the shapes of a song', () => {
  it('are all made when the song was left meanwhile and is opened again', async () => {
    const song = sessionOf();
    const { port, finish } = slowOverviews();
    const shapes = new ShapesState(port, new FakeBridge().api());
    let isFirstWanted = true;
    void shapes.want(song, () => isFirstWanted);
    isFirstWanted = false;
    void shapes.want(song, () => true);
    await finish();
    await finish();
    await vi.waitFor(() => {
      expect(song.stems.map((stem) => shapes.of(stem))).toEqual([shape, shape]);
    });
  });
});
