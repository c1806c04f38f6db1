import { frames, mostChained } from '#contract';
import { loopBetween } from '../../mix/mix-edits.ts';
import { chainedSections, parseBound } from '../../song/practice.ts';
import type { SessionState } from './session.svelte.ts';
import type { TransportState } from './transport.svelte.ts';
import type { ViewState } from '../view.svelte.ts';

type Neighbours = {
  readonly session: SessionState;
  readonly transport: TransportState;
  readonly view: ViewState;
};

/** The loop of the open song, and the chain of sections that it plays: set by sections, by what is typed, and at the playhead. */
export class LoopPractice {
  readonly #session: SessionState;
  readonly #transport: TransportState;
  readonly #view: ViewState;

  constructor({ session, transport, view }: Neighbours) {
    this.#session = session;
    this.#transport = transport;
    this.#view = view;
  }

  /** Loops a section; `isExtended`: the loop reaches over it and what it is on already. Goes there when the playhead is outside. */
  loopSection(index: number, isExtended: boolean): void {
    const { mixer } = this.#session;
    const section = mixer?.sheet.sections[index];
    if (mixer === null || section === undefined) return;
    const { loop } = mixer.mix;
    const from = isExtended && loop?.isOn === true ? loop : section;
    const startFrames = frames(Math.min(from.startFrames, section.startFrames));
    const endFrames = frames(Math.min(this.#transport.lengthFrames, Math.max(from.endFrames, section.endFrames)));
    if (endFrames <= startFrames) return;
    mixer.setLoop({ startFrames, endFrames, isOn: true });
    const at = this.#transport.playhead();
    if (at < startFrames || at >= endFrames) this.#transport.seek(startFrames);
  }

  /** Adds a section to the end of the chain that the loop plays. The first one follows the section that is looped already. */
  chainSection(index: number): void {
    const { mixer } = this.#session;
    const sections = mixer?.sheet.sections ?? [];
    const section = sections[index];
    if (mixer === null || section === undefined) return;
    const { loop } = mixer.mix;
    const { chain } = mixer.sheet.practice;
    const looped = sections.findIndex(
      ({ startFrames, endFrames }) =>
        loop?.isOn === true && startFrames === loop.startFrames && endFrames === loop.endFrames,
    );
    const before = chain.length > 0 ? chain : looped < 0 ? [] : [looped];
    this.#playChain([...before, index].slice(0, mostChained));
  }

  /** Takes the section at a place of the chain out of it. Of the last one the loop stays. */
  unchain(place: number): void {
    this.#playChain(this.#session.mixer?.sheet.practice.chain.filter((_, at) => at !== place) ?? []);
  }

  #playChain(chain: readonly number[]): void {
    const { mixer } = this.#session;
    const parts = chainedSections(mixer?.sheet.sections ?? [], chain);
    const [first] = parts;
    if (mixer === null) return;
    if (first === undefined) mixer.setLoop(mixer.mix.loop);
    else {
      const { startFrames, endFrames } = first;
      mixer.setChain(chain, { startFrames, endFrames, isOn: true });
      const at = this.#transport.playhead();
      const isIn = parts.some((part) => at >= part.startFrames && at < part.endFrames);
      if (!isIn) this.#transport.seek(startFrames);
    }
  }

  /** Opens the panel of the loop; without one, the whole song is looped first. */
  edit(): void {
    const { mixer } = this.#session;
    const { lengthFrames } = this.#transport;
    const whole = loopBetween(frames(0), lengthFrames, lengthFrames);
    if (mixer === null || whole === null) return;
    if (mixer.mix.loop === null) mixer.setLoop({ ...whole, isOn: false });
    this.#view.wantsLoop = true;
  }

  /** Sets an edge of the loop, which is on then, to what was typed, bars or a time; false when it is neither, or not a place for that edge. */
  typeBound(edge: 'start' | 'end', text: string): boolean {
    const { mixer, grid } = this.#session;
    const { lengthFrames, sampleRate } = this.#transport;
    const loop = mixer?.mix.loop ?? null;
    const to = parseBound(text, edge, grid, sampleRate);
    if (mixer === null || to === null) return false;
    const startFrames = edge === 'start' ? to : (loop?.startFrames ?? frames(0));
    const endFrames = frames(Math.min(edge === 'end' ? to : (loop?.endFrames ?? lengthFrames), lengthFrames));
    if (startFrames >= endFrames) return false;
    const region = loopBetween(startFrames, endFrames, lengthFrames);
    if (region !== null) mixer.setLoop(region);
    return region !== null;
  }

  /** Sets the start or the end of the loop at the playhead. */
  setEdgeHere(edge: 'start' | 'end'): void {
    const { mixer } = this.#session;
    const { lengthFrames } = this.#transport;
    if (mixer === null || lengthFrames === 0) return;
    const at = this.#transport.playhead();
    const { loop } = mixer.mix;
    const other = edge === 'start' ? (loop?.endFrames ?? lengthFrames) : (loop?.startFrames ?? frames(0));
    const isOutside = edge === 'start' ? other <= at : other >= at;
    const far = isOutside ? (edge === 'start' ? lengthFrames : frames(0)) : other;
    const region = loopBetween(at, far, lengthFrames);
    if (region !== null) mixer.setLoop(region);
  }
}
