import { describe, expect, it, vi } from 'vitest';
import { frames, hertz, ok, type Result, type StemFacts } from '#contract';
import type { WaveformPort } from '../../../renderer/state/ports.ts';
import { WaveformsState } from '../../../renderer/state/song/waveforms.svelte.ts';
import { FakeBridge } from '../../fakes/fake-bridge.ts';
import { sessionOf } from '../../fakes/sessions.ts';

const facts: StemFacts = { sampleRate: hertz(44_100), channels: 2, lengthFrames: frames(100) };
const waveform = { peak: 0.5, columns: () => new Int8Array() };
type Made = Result<{ readonly waveform: typeof waveform; readonly facts: StemFacts }>;

/** Overviews that are made when `finish` is called, one after another. */
function slowOverviews() {
  const waiting: ((made: Made) => void)[] = [];
  const port: WaveformPort = {
    load: () => Promise.resolve(null),
    make: () => new Promise((resolve) => waiting.push(resolve)),
  };
  const finish = async (): Promise<void> => {
    await vi.waitFor(() => {
      expect(waiting).not.toEqual([]);
    });
    waiting.shift()?.(ok({ waveform, facts }));
  };
  return { port, finish };
}

describe('the waveforms of a song', () => {
  it('are all made when the song was left meanwhile and is opened again', async () => {
    const song = sessionOf();
    const { port, finish } = slowOverviews();
    const waveforms = new WaveformsState(port, new FakeBridge().api());
    let isFirstWanted = true;
    void waveforms.want(song, () => isFirstWanted);
    isFirstWanted = false;
    void waveforms.want(song, () => true);
    await finish();
    await finish();
    await vi.waitFor(() => {
      expect(song.stems.map((stem) => waveforms.of(stem))).toEqual([waveform, waveform]);
    });
  });
});
