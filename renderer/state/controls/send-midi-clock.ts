import type { BeatGrid } from '../../song/beat-grid.ts';
import { ClockWriter, clockPulses } from '../../song/midi-clock.ts';
import type { ControlsState } from './controls.svelte.ts';
import type { SessionState } from '../song/session.svelte.ts';
import type { TransportState } from '../song/transport.svelte.ts';

type Neighbours = {
  readonly session: SessionState;
  readonly transport: TransportState;
  readonly controls: ControlsState;
};

/** How often the MIDI clock looks ahead. */
const clockEveryMs = 25;

/** Sends MIDI clock on the beats of a grid to what is heard, until the returned function is called, which sends Stop. */
export function sendMidiClock({ session, transport, controls }: Neighbours, grid: BeatGrid | null): () => void {
  const writer = new ClockWriter((bytes, atMs) => {
    controls.sendClock(bytes, atMs);
  });
  const pulses = grid === null ? null : clockPulses(grid, transport.lengthSeconds);
  const tick = (): void => {
    const { mixer } = session;
    const { sampleRate } = transport;
    const loop = mixer?.mix.loop ?? null;
    const isLooped = loop?.isOn === true && mixer?.sheet.practice.chain.length === 0;
    const moment = {
      isPlaying: transport.motion === 'playing',
      seconds: transport.playheadSeconds(),
      speed: transport.pass?.speed ?? mixer?.mix.speed ?? 1,
      loop: isLooped ? { start: loop.startFrames / sampleRate, end: loop.endFrames / sampleRate } : null,
      pulses,
    };
    writer.tick(moment, performance.now());
  };
  const timer = setInterval(tick, clockEveryMs);
  return () => {
    clearInterval(timer);
    writer.stop(performance.now());
  };
}
