import {
  fail,
  type ExportTicket,
  type Failure,
  type Frames,
  type Hertz,
  type Mix,
  type Result,
  type Session,
} from '#contract';
import { isSilent } from '../mix/audibility.ts';
import { playedFrames } from '../mix/pace.ts';
import type { BounceOutcome, Ports } from './ports.ts';
import { playable } from './session.svelte.ts';
import { wavBytes } from './wav-bytes.ts';

export type ExportRequest = {
  readonly session: Session;
  readonly mix: Mix;
  readonly region: { readonly startFrames: Frames; readonly endFrames: Frames };
  readonly sampleRate: Hertz;
};

export type ExportPhase =
  | { readonly state: 'choosing' }
  /** The system's save dialog is open. */
  | { readonly state: 'asking' }
  | {
      readonly state: 'running';
      readonly fileName: string;
      readonly fraction: number;
      readonly secondsLeft: number | null;
    }
  | {
      readonly state: 'done';
      readonly fileName: string;
      readonly ticket: ExportTicket;
      readonly outcome: BounceOutcome;
    }
  | { readonly state: 'failed'; readonly failure: Failure };

/** One export at a time, from the choice of a file to a whole file. */
export class ExportState {
  readonly #ports: Pick<Ports, 'api' | 'bounce'>;
  readonly #verified: (session: Session) => Promise<Session>;
  phase = $state.raw<ExportPhase>({ state: 'choosing' });
  #running = new AbortController();

  /** `verified`: the session as it is when its files have been compared with their hashes. */
  constructor(ports: Pick<Ports, 'api' | 'bounce'>, verified: (session: Session) => Promise<Session>) {
    this.#ports = ports;
    this.#verified = verified;
  }

  get isBusy(): boolean {
    return this.phase.state === 'running' || this.phase.state === 'asking';
  }

  async start(request: ExportRequest): Promise<void> {
    if (this.isBusy) return;
    if (isSilent(request.mix)) {
      this.phase = { state: 'failed', failure: fail('allSilent').failure };
      return;
    }
    this.phase = { state: 'asking' };
    const { startFrames, endFrames } = request.region;
    const target = await this.#ports.api.beginExport({
      names: [`${request.session.title}.wav`],
      report: null,
      expectedBytes: wavBytes(playedFrames(endFrames - startFrames, request.mix.speed)),
    });
    if (!target.ok) {
      this.phase = { state: 'failed', failure: target.failure };
      return;
    }
    const file = target.value?.files[0];
    if (file === undefined) this.phase = { state: 'choosing' };
    else await this.#write(request, file.ticket, file.fileName);
  }

  cancel(): void {
    this.#running.abort();
  }

  /** Back to the choice, for the next export; a running one goes on. */
  reset(): void {
    if (!this.isBusy) this.phase = { state: 'choosing' };
  }

  async #write(request: ExportRequest, ticket: ExportTicket, fileName: string): Promise<void> {
    const { signal } = (this.#running = new AbortController());
    const startedMs = performance.now();
    this.phase = { state: 'running', fileName, fraction: 0, secondsLeft: null };
    const onProgress = (fraction: number): void => {
      if (this.phase.state !== 'running') return;
      this.phase = { ...this.phase, fraction, secondsLeft: secondsLeft(fraction, performance.now() - startedMs) };
    };
    const written = await this.#bounce(request, ticket, onProgress, signal);
    const ended: Result<BounceOutcome> = signal.aborted ? fail('cancelled') : await this.#finish(ticket, written);
    if (ended.ok) {
      this.phase = { state: 'done', fileName, ticket, outcome: ended.value };
      return;
    }
    await this.#ports.api.endExport({ ticket, isKept: false });
    this.phase =
      ended.failure.kind === 'cancelled' ? { state: 'choosing' } : { state: 'failed', failure: ended.failure };
  }

  /** A stem that turned out to be damaged is not left out in silence. */
  async #bounce(
    { session, mix, region, sampleRate }: ExportRequest,
    ticket: ExportTicket,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<Result<BounceOutcome>> {
    const stems = playable(session);
    const whole = playable(await this.#verified(session)).map(({ id }) => id);
    const damaged = stems.find(({ id }) => !whole.includes(id));
    const name = session.stems.find(({ id }) => id === damaged?.id)?.name ?? '';
    if (damaged !== undefined) return fail('damaged', name);
    return this.#ports.bounce({ stems, mix, region, sampleRate, ticket }, onProgress, signal);
  }

  async #finish(ticket: ExportTicket, written: Result<BounceOutcome>): Promise<Result<BounceOutcome>> {
    if (!written.ok) return written;
    const finished = await this.#ports.api.endExport({ ticket, isKept: true });
    return finished.ok ? written : finished;
  }
}

/** Null in the first moments, when a guess would jump about. */
function secondsLeft(fraction: number, elapsedMs: number): number | null {
  if (fraction < 0.03 || elapsedMs < 500) return null;
  return ((elapsedMs / fraction) * (1 - fraction)) / 1000;
}
