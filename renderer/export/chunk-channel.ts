import { fail, failure, ok, type Failure, type Result } from '#contract';

// [Note: chunk channel] One protocol joins the workers of an export: decode -> bus -> write -> encode. The sender announces what it
// will carry (`opening`), fills chunks of sound in memory that both workers share, and says what it found (`closing`). The
// receiver releases each chunk for the sender to fill again: that is the back-pressure. Sound is never copied into a message.
// Each end may fail the channel, and a channel fails by itself when a message cannot be read or the worker at the other end is
// gone; from then on whatever waits at either end gets that failure.

/** Frames of a chunk: a third of a second at 48 kHz. Only the last chunk of a channel is shorter. */
export const chunkFrames = 16_384;

/** Planar stereo in double precision. */
export type StereoBuffer = { readonly left: Float64Array; readonly right: Float64Array };

/** The same frames of every submix that a channel carries. Only one worker uses a chunk at a time. */
export type Chunk = readonly StereoBuffer[];

/** Everything about submixes is in the order in which the chunks hold them. */
type FromSender<Opening, Closing> =
  | { readonly about: 'opening'; readonly opening: readonly Opening[]; readonly chunks: readonly Chunk[] }
  /** The first `count` frames of the chunk in this slot are filled. */
  | { readonly about: 'chunk'; readonly slot: number; readonly count: number }
  | { readonly about: 'closing'; readonly closing: readonly Closing[] }
  | { readonly about: 'failed'; readonly failure: Failure };

type FromReceiver =
  /** The chunk in this slot may be filled again. */
  | { readonly about: 'released'; readonly slot: number }
  /** Everything that was sent is worked off. */
  | { readonly about: 'finished' }
  | { readonly about: 'failed'; readonly failure: Failure };

/** The sending end. One call waits at a time. */
export class ChunkSender<Opening, Closing> {
  readonly #port: MessagePort;
  readonly #chunks: readonly Chunk[];
  readonly #free: Chunk[];
  /** What the receiver made of it; null while it is at work. */
  #outcome: Result<undefined> | null = null;
  #wake: () => void = () => undefined;

  /** `submixCount`: in every chunk. `chunksAhead`: how many chunks the sender may be ahead of the receiver. */
  constructor(port: MessagePort, submixCount: number, chunksAhead = 3) {
    this.#port = port;
    this.#chunks = Array.from({ length: chunksAhead }, () => Array.from({ length: submixCount }, sharedBuffer));
    this.#free = [...this.#chunks];
    listen<FromReceiver>(port, {
      hear: (message) => {
        this.#hear(message);
      },
      lose: (reason) => {
        this.fail(reason);
      },
    });
  }

  /** Announces each submix. Call it once, before anything is sent. */
  open(opening: readonly Opening[]): void {
    this.#post({ about: 'opening', opening, chunks: this.#chunks });
  }

  /** A chunk to fill; waits while all of them are on their way. Fails with what failed the channel. */
  async take(): Promise<Result<Chunk>> {
    for (;;) {
      if (this.#outcome?.ok === false) return this.#outcome;
      const chunk = this.#free.shift();
      if (chunk !== undefined) return ok(chunk);
      await this.#change();
    }
  }

  /** Sends a chunk from `take`, of which `count` frames are filled. */
  send(chunk: Chunk, count: number): void {
    this.#post({ about: 'chunk', slot: this.#chunks.indexOf(chunk), count });
  }

  /** Ends the channel, with what was found in each submix. */
  close(closing: readonly Closing[]): void {
    this.#post({ about: 'closing', closing });
  }

  /** Waits until the receiver has worked everything off. Fails with what failed the channel. */
  async finished(): Promise<Result<undefined>> {
    for (;;) {
      if (this.#outcome !== null) return this.#outcome;
      await this.#change();
    }
  }

  /** Fails both ends; the first failure counts. */
  fail(reason: Failure): void {
    if (this.#outcome !== null) return;
    this.#settle({ ok: false, failure: reason });
    this.#post({ about: 'failed', failure: reason });
  }

  #hear(message: FromReceiver): void {
    switch (message.about) {
      case 'released': {
        const chunk = this.#chunks[message.slot];
        if (chunk === undefined) this.fail(failure('internal', `there is no chunk ${String(message.slot)}`));
        else this.#free.push(chunk);
        this.#wake();
        return;
      }
      case 'finished':
        this.#settle(ok());
        return;
      case 'failed':
        this.#settle({ ok: false, failure: message.failure });
    }
  }

  #settle(outcome: Result<undefined>): void {
    this.#outcome ??= outcome;
    this.#wake();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  #post(message: FromSender<Opening, Closing>): void {
    this.#port.postMessage(message);
  }
}

/** What a reader gets of its submix, in order: the opening, chunks, the closing. `failed` may come at any time and is final. */
export type SubmixMessage<Opening, Closing> =
  | { readonly about: 'opening'; readonly opening: Opening }
  | { readonly about: 'chunk'; readonly chunk: ReceivedChunk }
  | { readonly about: 'closing'; readonly closing: Closing }
  | { readonly about: 'failed'; readonly failure: Failure };

/** `count` frames of one submix. Read only: other readers may have the same ones. */
export type ReceivedChunk = StereoBuffer & {
  readonly count: number;
  /** Call it once the sound is taken out. */
  readonly release: () => void;
};

/** The receiving end. A chunk goes back when all readers have released it. */
export class ChunkReceiver<Opening, Closing> {
  readonly #port: MessagePort;
  #chunks: readonly Chunk[] = [];
  #hasClosed = false;
  #hasFailed = false;
  readonly #readers: ChunkReader<Opening, Closing>[] = [];

  /** Make all readers, by `read`, in the same turn: what was sent before a reader was made does not reach it. */
  constructor(port: MessagePort) {
    this.#port = port;
    listen<FromSender<Opening, Closing>>(port, {
      hear: (message) => {
        this.#hear(message);
      },
      lose: (reason) => {
        if (!this.#hasClosed) this.fail(reason);
      },
    });
  }

  /** A reader of the submix at this place of the chunks. Several may read the same one. */
  read(submix: number): ChunkReader<Opening, Closing> {
    const reader = new ChunkReader<Opening, Closing>(submix);
    this.#readers.push(reader);
    return reader;
  }

  /** Tells the sender that everything it sent is worked off. */
  finish(): void {
    this.#post({ about: 'finished' });
  }

  /** Fails both ends; the first failure counts. */
  fail(reason: Failure): void {
    if (this.#hasFailed) return;
    this.#failReaders(reason);
    this.#post({ about: 'failed', failure: reason });
  }

  #hear(message: FromSender<Opening, Closing>): void {
    if (this.#hasFailed) return;
    switch (message.about) {
      case 'opening':
        this.#chunks = message.chunks;
        this.#pushToEach(message.opening, (opening) => ({ about: 'opening', opening }));
        return;
      case 'chunk': {
        let readers = this.#readers.length;
        const release = (): void => {
          readers--;
          if (readers === 0) this.#post({ about: 'released', slot: message.slot });
        };
        this.#pushToEach(this.#chunks[message.slot] ?? [], (buffer) => ({
          about: 'chunk',
          chunk: { ...buffer, count: message.count, release },
        }));
        return;
      }
      case 'closing':
        this.#hasClosed = true;
        this.#pushToEach(message.closing, (closing) => ({ about: 'closing', closing }));
        return;
      case 'failed':
        this.#failReaders(message.failure);
    }
  }

  /** Pushes to each reader the part of its submix. */
  #pushToEach<Part>(parts: readonly Part[], messageOf: (part: Part) => SubmixMessage<Opening, Closing>): void {
    for (const reader of this.#readers) {
      const part = parts[reader.submix];
      if (part === undefined) this.fail(failure('internal', `there is no submix ${String(reader.submix)}`));
      else reader.push(messageOf(part));
    }
  }

  #failReaders(reason: Failure): void {
    this.#hasFailed = true;
    for (const reader of this.#readers) reader.push({ about: 'failed', failure: reason });
  }

  #post(message: FromReceiver): void {
    this.#port.postMessage(message);
  }
}

/** One submix of a channel, message by message. */
export class ChunkReader<Opening, Closing> {
  /** Its place in the chunks. */
  readonly submix: number;
  readonly #queue: SubmixMessage<Opening, Closing>[] = [];
  #hasStopped = false;
  #wake: () => void = () => undefined;

  constructor(submix: number) {
    this.submix = submix;
  }

  /** For the receiver. */
  push(message: SubmixMessage<Opening, Closing>): void {
    if (!this.#hasStopped) this.#queue.push(message);
    else if (message.about === 'chunk') message.chunk.release();
    this.#wake();
  }

  /** Waits for the next message. One call at a time. A failure comes again each time. */
  async next(): Promise<SubmixMessage<Opening, Closing>> {
    for (;;) {
      const [message] = this.#queue;
      if (message?.about !== 'failed') this.#queue.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Releases what has come and whatever comes, so that the sender never waits for this reader. */
  stop(): void {
    this.#hasStopped = true;
    for (const message of this.#queue.splice(0)) if (message.about === 'chunk') message.chunk.release();
  }
}

/** Where a submix comes from: a port that leads to this worker, and the place in the chunks that come through it. */
export type SubmixPlace = { readonly channel: number; readonly submix: number };

/** Receivers at these ports. Returns a function that makes a reader of the submix at a place; call it in the same turn. */
export function receiversAt<Opening, Closing>(
  ports: readonly MessagePort[],
): (place: SubmixPlace) => ChunkReader<Opening, Closing> {
  const receivers = ports.map((port) => new ChunkReceiver<Opening, Closing>(port));
  return ({ channel, submix }) => {
    const receiver = receivers[channel];
    if (receiver === undefined) throw new RangeError(`There is no port ${String(channel)}.`);
    return receiver.read(submix);
  };
}

type Listener<Message> = {
  readonly hear: (message: Message) => void;
  /** Nothing more can be expected from the other end. */
  readonly lose: (reason: Failure) => void;
};

function listen<Message>(port: MessagePort, { hear, lose }: Listener<Message>): void {
  port.onmessage = ({ data }: MessageEvent<Message>) => {
    hear(data);
  };
  port.onmessageerror = () => {
    lose(failure('internal', 'a message between two workers cannot be read'));
  };
  port.addEventListener('close', () => {
    lose(failure('internal', 'a worker of the export is gone'));
  });
}

/** A chunk of one submix in memory that two workers share: to transfer it would cost as much as to add it up. */
const sharedBuffer = (): StereoBuffer => ({ left: sharedSamples(), right: sharedSamples() });

const sharedSamples = (): Float64Array =>
  new Float64Array(new SharedArrayBuffer(chunkFrames * Float64Array.BYTES_PER_ELEMENT));

/** Runs a worker's part of a job. When it fails or throws, the channels at `ends` fail with it. */
export async function failingTogether(
  ends: readonly { fail(reason: Failure): void }[],
  work: () => Promise<Result<undefined>>,
): Promise<Result<undefined>> {
  const outcome = await work().catch((reason: unknown) => fail('internal', messageOf(reason)));
  if (!outcome.ok) for (const end of ends) end.fail(outcome.failure);
  return outcome;
}

/** Succeeds when all parts of a worker's task do; fails as soon as one of them fails or rejects. */
export function allOrFirstFailure(parts: readonly Promise<Result<undefined>>[]): Promise<Result<undefined>> {
  return new Promise((resolve, reject) => {
    for (const part of parts) {
      part.then((outcome) => {
        if (!outcome.ok) resolve(outcome);
      }, reject);
    }
    Promise.all(parts).then(() => {
      resolve(ok());
    }, reject);
  });
}

/** What a caught or rejected value says. */
export const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));
