import type { Failure } from '#contract';
import type { FilledParcel, Parcel, ParcelMessage } from './bounce-protocol.ts';
import type { StereoSum } from './mix-kernel.ts';
import type { ConcealedStem, SumMembers } from './stem-group.ts';
import { WaitingQueue } from './waiting-queue.ts';

/** What is told of one sum, in order. */
export type SumMessage =
  | ({ readonly about: 'opened' } & SumMembers)
  | { readonly about: 'chunk'; readonly chunk: SumChunk }
  | { readonly about: 'end'; readonly concealed: readonly ConcealedStem[] }
  | { readonly about: 'failed'; readonly failure: Failure };

/** `count` frames of a sum. They are not to be changed: others may read them too. */
export type SumChunk = StereoSum & {
  readonly count: number;
  /** To be called when the sound has been taken out of it. */
  readonly handBack: () => void;
};

/** One sum that another worker gives, read message by message. */
export type Feed = {
  next(): Promise<SumMessage>;
  /** Nothing more will be read: what comes goes back at once, so that nobody waits for it. */
  stop(): void;
};

/** What comes through a port from a `ParcelOutlet`, for any number of readers. A parcel goes back when all of them are done with it. */
export class ParcelFeed {
  readonly #port: MessagePort;
  #parcels: readonly Parcel[] = [];
  readonly #readers: { readonly part: number; readonly queue: SumQueue }[] = [];

  /** All readers must be there before the first message is heard: `read` them in the same turn. */
  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<ParcelMessage>) => {
      this.#hear(data);
    };
  }

  /** The sum at this place of the parcels. Several may read the same one. */
  read(part: number): Feed {
    const queue = new SumQueue();
    this.#readers.push({ part, queue });
    return queue;
  }

  #hear(message: ParcelMessage): void {
    switch (message.about) {
      case 'opened':
        this.#parcels = message.parcels;
        this.#tell((part) => ({ about: 'opened', ...(message.members[part] ?? { stems: 0, problems: [] }) }));
        return;
      case 'parcel':
        this.#handOut(message);
        return;
      case 'end':
        this.#tell((part) => ({ about: 'end', concealed: message.concealed[part] ?? [] }));
        return;
      case 'failed':
        this.#tell(() => message);
    }
  }

  #handOut({ place, count }: FilledParcel): void {
    let readers = this.#readers.length;
    const handBack = (): void => {
      readers--;
      if (readers === 0) this.#port.postMessage(place);
    };
    this.#tell((part) => {
      const sum = this.#parcels[place]?.[part];
      if (sum === undefined) throw new RangeError(`There is no sum ${String(part)} in the parcel.`);
      return { about: 'chunk', chunk: { ...sum, count, handBack } };
    });
  }

  #tell(messageFor: (part: number) => SumMessage): void {
    for (const { part, queue } of this.#readers) queue.push(messageFor(part));
  }
}

class SumQueue implements Feed {
  readonly #waiting = new WaitingQueue<SumMessage>();
  #hasStopped = false;

  push(message: SumMessage): void {
    if (!this.#hasStopped) this.#waiting.give(message);
    else if (message.about === 'chunk') message.chunk.handBack();
  }

  stop(): void {
    this.#hasStopped = true;
    for (const message of this.#waiting.takeAll()) if (message.about === 'chunk') message.chunk.handBack();
  }

  next(): Promise<SumMessage> {
    return this.#waiting.take();
  }
}

/** The feeds of these ports; gives the sum at a place. */
export function feedsOf(
  ports: readonly MessagePort[],
): (place: { readonly feed: number; readonly part: number }) => Feed {
  const feeds = ports.map((port) => new ParcelFeed(port));
  return ({ feed, part }) => {
    const found = feeds[feed];
    if (found === undefined) throw new RangeError(`There is no port ${String(feed)}.`);
    return found.read(part);
  };
}
