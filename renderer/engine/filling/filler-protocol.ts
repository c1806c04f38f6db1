import type { AudioContainer, Failure, Frames, Hertz, StemFacts } from '#contract';
import type { BytePlace } from '../../codecs/library-byte-source.ts';
import type { PoolMemory, SongMemory } from '../pages/pages.ts';

export type StemToOpen = {
  readonly row: number;
  readonly place: BytePlace;
  readonly byteLength: number;
  readonly container: AudioContainer;
};

export type OpenedRow = {
  readonly row: number;
  readonly outcome:
    | { readonly ok: true; readonly facts: StemFacts; readonly lengthFrames: Frames }
    | { readonly ok: false; readonly failure: Failure };
};

export type FillOrder = {
  readonly song: SongMemory;
  readonly pool: PoolMemory;
  readonly command: SharedArrayBuffer;
  readonly log: SharedArrayBuffer;
  readonly sampleRate: Hertz;
  /** This filler's share of the pool. */
  readonly firstSlot: number;
  readonly slotCount: number;
};

/** Each is answered once, in order: with what came of its rows, or with the failure of all of it. */
export type FillerRequest =
  /** Opens stems at their own rate, in place of those that are open or beside them. */
  | { readonly kind: 'open'; readonly stems: readonly StemToOpen[]; readonly manner: 'anew' | 'beside' }
  /** Brings every open stem to the song's rate. */
  | { readonly kind: 'tune'; readonly songRate: Hertz }
  /** Starts filling, or goes on in a larger table. */
  | { readonly kind: 'fill'; readonly order: FillOrder }
  /** Lets go of stems that nobody hears any more: silent from now on. */
  | { readonly kind: 'drop'; readonly rows: readonly number[] }
  | { readonly kind: 'close' };

export type FillerReport =
  | { readonly kind: 'answer'; readonly rows: readonly OpenedRow[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'lost'; readonly row: number; readonly failure: Failure }
  /** Damaged frames met so far in this row. */
  | { readonly kind: 'concealed'; readonly row: number; readonly frames: number };
