import type { Failure } from '#contract';
import { chunkFrames, parcelsAhead, type Parcel, type ParcelMessage } from './bounce-protocol.ts';
import type { StereoSum } from './mix-kernel.ts';
import type { ConcealedStem, SumMembers } from './stem-group.ts';
import { WaitingQueue } from './waiting-queue.ts';

/** Where a worker's sound leaves it: told what is in it, then parcels that are taken empty and sent filled, then the end. */
export class ParcelOutlet {
  readonly #port: MessagePort;
  readonly #parcels: readonly Parcel[];
  readonly #free: WaitingQueue<Parcel>;

  /** `sumCount`: in every parcel. */
  constructor(port: MessagePort, sumCount: number) {
    this.#port = port;
    this.#parcels = Array.from({ length: parcelsAhead }, () => Array.from({ length: sumCount }, sharedSum));
    this.#free = new WaitingQueue(this.#parcels);
    port.onmessage = ({ data: place }: MessageEvent<number>) => {
      const parcel = this.#parcels[place];
      if (parcel === undefined) throw new RangeError(`There is no parcel ${String(place)}.`);
      this.#free.give(parcel);
    };
  }

  opened(members: readonly SumMembers[]): void {
    this.#tell({ about: 'opened', members, parcels: this.#parcels });
  }

  /** Sums to fill; waits for some when all are under way. */
  take(): Promise<Parcel> {
    return this.#free.take();
  }

  /** A parcel that was taken; `count` frames of it are filled. */
  send(parcel: Parcel, count: number): void {
    this.#tell({ about: 'parcel', place: this.#parcels.indexOf(parcel), count });
  }

  /** `concealed`: what was damaged in each of the sums. */
  end(concealed: readonly (readonly ConcealedStem[])[]): void {
    this.#tell({ about: 'end', concealed });
  }

  failed(failure: Failure): void {
    this.#tell({ about: 'failed', failure });
  }

  #tell(message: ParcelMessage): void {
    this.#port.postMessage(message);
  }
}

/** Room for a chunk that two workers can look into: what is moved from one to the other costs as much as adding it up. */
export const sharedSum = (): StereoSum => ({ left: sharedChunk(), right: sharedChunk() });

const sharedChunk = (): Float64Array =>
  new Float64Array(new SharedArrayBuffer(chunkFrames * Float64Array.BYTES_PER_ELEMENT));
