import type { HeardClock } from '../device/heard-clock.ts';
import { CueFollower } from './cue-follower.ts';
import { cueQuantum, CueRing } from './cue-ring.ts';
import { type CueReaderMessage, cueReaderName, type CueReaderOptions } from './cue-worklets.ts';
import type { CueSource } from './cue-source.ts';

/** The open cue device: its context, its clock of what is audible, and the level that all feeds go through. */
export type CueDevice = { readonly context: AudioContext; readonly heard: HeardClock; readonly level: GainNode };

/** How a cue runs beside the main output. */
export type CueFacts = {
  /** How much faster the cue device runs, in parts per million; null: not known yet. */
  readonly driftPpm: number | null;
  /** How much later than the main output the cue is heard on purpose. */
  readonly lagSeconds: number;
  /** How far it is from there now; null: not measured now. */
  readonly offsetSeconds: number | null;
  readonly dropouts: number;
};

/** The way of one song's cue through a ring to the cue device. */
export class CueFeed {
  readonly #source: CueSource;
  readonly #device: CueDevice;
  readonly #ring: CueRing;
  readonly #node: AudioWorkletNode;
  readonly #follower = new CueFollower();
  #shifts = 0;
  /** Of the last leap, which the reader may take up later than the next order. */
  #shiftFrames = 0;
  #lastMs = performance.now();
  #offset: number | null = null;

  /** The worklets of the device's context are loaded. */
  constructor(source: CueSource, memory: SharedArrayBuffer, device: CueDevice) {
    this.#source = source;
    this.#device = device;
    this.#ring = new CueRing(memory);
    const processorOptions: CueReaderOptions = { ring: memory, ringRate: source.context.sampleRate };
    this.#node = new AudioWorkletNode(device.context, cueReaderName, {
      numberOfInputs: 0,
      outputChannelCount: [2],
      processorOptions,
    });
    this.#node.connect(device.level);
  }

  facts(): CueFacts {
    return {
      driftPpm: this.#follower.driftPpm,
      lagSeconds: this.#follower.lagSeconds,
      offsetSeconds: this.#offset,
      dropouts: this.#ring.readReport()?.dropouts ?? 0,
    };
  }

  /** Compares what both devices let be heard now, and steers the reader. Call it several times a second. */
  follow(): void {
    const nowMs = performance.now();
    const elapsedSeconds = Math.min((nowMs - this.#lastMs) / 1000, 2);
    this.#lastMs = nowMs;
    const { context: main } = this.#source;
    const { context: cue } = this.#device;
    const mainFrame = this.#source.heard.frame();
    const cueFrame = this.#device.heard.frame();
    const report = this.#ring.readReport();
    this.#offset = null;
    if (main.state !== 'running' || cue.state !== 'running' || report === null) {
      this.#follower.interrupt();
      return;
    }
    const hasStopped = cue.currentTime * cue.sampleRate - report.contextFrame > cue.sampleRate / 5;
    // The sound after the last leap has not left the device yet.
    if (hasStopped || cueFrame < report.lastJump + cueQuantum) return;
    const { sampleRate } = main;
    const heardPosition = report.position + (cueFrame - report.contextFrame) * report.rate;
    const moment = {
      elapsedSeconds,
      mainSeconds: mainFrame / sampleRate,
      cueSeconds: heardPosition / sampleRate,
      headroomSeconds: report.headroom / sampleRate,
      dropouts: report.dropouts,
    };
    const { correction, leapSeconds } = this.#follower.follow(moment);
    this.#offset = moment.cueSeconds - moment.mainSeconds + this.#follower.lagSeconds;
    if (leapSeconds !== 0) {
      this.#shifts += 1;
      this.#shiftFrames = Math.round(leapSeconds * sampleRate);
    }
    this.#ring.order({ correction, shiftFrames: this.#shiftFrames, shifts: this.#shifts });
  }

  dispose(): void {
    this.#node.port.postMessage({ kind: 'retire' } satisfies CueReaderMessage);
    this.#node.disconnect();
  }
}
