import type { Failure } from '#contract';
import { chunkFrames, parcelsAhead, type Parcel, type ParcelMessage } from './bounce-protocol.ts';
import type { StereoSum } from './mix-kernel.ts';
import type { SumMembers } from './stem-group.ts';

/** A parcel as it comes back, to be filled again. */
export type EmptyParcel = { readonly sums: readonly StereoSum[] };

/** Where a worker's sound leaves it: told what is in it, then parcels that are taken empty and sent filled, then the end. */
export class ParcelOutlet {
  readonly #port: MessagePort;
  readonly #free: EmptyParcel[] = [];
  #wake: () => void = () => undefined;

  /** `sumCount`: in every parcel. */
  constructor(port: MessagePort, sumCount: number) {
    this.#port = port;
    for (let parcel = 0; parcel < parcelsAhead; parcel++) {
      this.#free.push({ sums: Array.from({ length: sumCount }, emptySum) });
    }
    port.onmessage = ({ data }: MessageEvent<EmptyParcel>) => {
      this.#free.push(data);
      this.#wake();
    };
  }

  opened(members: readonly SumMembers[]): void {
    this.#tell({ about: 'opened', members });
  }

  /** Sums to fill; waits for some when all are under way. */
  async take(): Promise<readonly StereoSum[]> {
    for (;;) {
      const parcel = this.#free.shift();
      if (parcel !== undefined) return parcel.sums;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  send(sums: readonly StereoSum[], count: number): void {
    this.#tell({ about: 'parcel', parcel: { sums, count } }, buffersOf({ sums }));
  }

  end(concealedFrames: readonly number[]): void {
    this.#tell({ about: 'end', concealedFrames });
  }

  failed(failure: Failure): void {
    this.#tell({ about: 'failed', failure });
  }

  #tell(message: ParcelMessage, moved: ArrayBuffer[] = []): void {
    this.#port.postMessage(message, moved);
  }
}

/** What moves with a parcel. */
export const buffersOf = ({ sums }: Pick<Parcel, 'sums'>): ArrayBuffer[] =>
  sums.flatMap(({ left, right }) => [left.buffer, right.buffer]);

const emptySum = (): StereoSum => ({ left: new Float64Array(chunkFrames), right: new Float64Array(chunkFrames) });
