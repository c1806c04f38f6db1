import '../../../renderer/trusted-types.ts';
import { flatMix } from '#contract';
import { createPlayer } from '../../../renderer/engine/create-player.ts';
import { analyseSong } from '../../../renderer/engine/analysis/analyse-song.ts';
import { makeWaveformPeaks } from '../../../renderer/engine/waveform-peaks.ts';
import {
  killFillersAt,
  latestDevice,
  letThingsFail,
  loseDevicesAtOnce,
  refuseDevices,
  unloadWorkers,
} from './failures.ts';
import type { HarnessApi } from './harness-api.ts';
import { renderOffline, urlOf } from './render-offline.ts';
import { tapReader, watchReaders } from './tap.ts';

watchReaders();
letThingsFail();

/** The device of a virtual machine leaves gaps with less in hand; what is tested here is the engine before it. */
const calmLatencySeconds = 0.05;

const api: HarnessApi = {
  createPlayer: (options) => createPlayer({ latencySeconds: calmLatencySeconds, ...options }),
  flatMix,
  renderOffline,
  urlOf: (sha256) => new URL(urlOf(sha256), location.href).href,
  valueOf(opened) {
    if (!opened.ok) throw new Error(`${opened.failure.kind} ${opened.failure.detail}`);
    return opened.value;
  },
  async until(isSo) {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
  },
  tapReader,
  refuseDevices,
  loseDevicesAtOnce,
  latestDevice,
  killFillersAt,
  unloadWorkers,
  analyse: (song, sourceOf) => analyseSong(song, () => undefined, new AbortController().signal, sourceOf),
  makeWaveformPeaks: (audio, url) => makeWaveformPeaks({ audio }, undefined, url),
  async deliverAll(name, sounds) {
    for (const [index, sound] of sounds.entries())
      await fetch(`/result/${name}-${String(index)}`, { method: 'PUT', body: Float32Array.from(sound) });
  },
  async deliver(name, { left, right }) {
    const interleaved = new Float32Array(left.length * 2);
    left.forEach((sample, frame) => (interleaved[frame * 2] = sample));
    right.forEach((sample, frame) => (interleaved[frame * 2 + 1] = sample));
    await fetch(`/result/${name}`, { method: 'PUT', body: interleaved });
  },
};

Object.assign(globalThis, { harness: api });
