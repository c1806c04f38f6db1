import { afterEach, describe, expect, test } from 'vitest';
import { fail, failure } from '#contract';
import {
  type Chunk,
  ChunkReceiver,
  ChunkSender,
  failingTogether,
  type SubmixMessage,
} from '../../../renderer/export/chunk-channel.ts';

const ports: MessagePort[] = [];

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A channel over a real pair of ports. */
function channel(submixCount = 1, chunksAhead?: number) {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  return {
    ...{ port1, port2 },
    sender: new ChunkSender<string, number>(port1, submixCount, chunksAhead),
    receiver: new ChunkReceiver<string, number>(port2),
  };
}

async function taken(sender: ChunkSender<string, number>): Promise<Chunk> {
  const chunk = await sender.take();
  if (!chunk.ok) throw new Error(chunk.failure.kind);
  return chunk.value;
}

/** Sends a chunk of four frames; each submix holds its own level. */
async function sendLevels(sender: ChunkSender<string, number>, ...levels: readonly number[]): Promise<void> {
  const chunk = await taken(sender);
  for (const [submix, { left, right }] of chunk.entries()) {
    left.fill(levels[submix] ?? NaN, 0, 4);
    right.fill(-(levels[submix] ?? NaN), 0, 4);
  }
  sender.send(chunk, 4);
}

function levelOf(message: SubmixMessage<string, number>): readonly number[] {
  if (message.about !== 'chunk') throw new Error(message.about);
  const { left, right, count, release } = message.chunk;
  const [one = NaN, other = NaN] = [left[count - 1], right[count - 1]];
  release();
  return [one, other];
}

/** Undefined while it waits. */
const now = <Value>(waiting: Promise<Value>): Promise<Value | undefined> =>
  Promise.race([
    waiting,
    new Promise<undefined>((resolve) => {
      setImmediate(() => setImmediate(resolve, undefined));
    }),
  ]);

describe('a chunk channel', () => {
  test('carries openings, sound and closings to the readers of each submix, in order', async () => {
    const { sender, receiver } = channel(2);
    const readers = [receiver.read(0), receiver.read(1), receiver.read(1)];
    sender.open(['drums', 'vocals']);
    await sendLevels(sender, 0.25, 0.5);
    sender.close([1, 2]);
    const all = await Promise.all(
      readers.map(async (reader) => [await reader.next(), levelOf(await reader.next()), await reader.next()]),
    );
    const vocals = [{ about: 'opening', opening: 'vocals' }, [0.5, -0.5], { about: 'closing', closing: 2 }];
    expect(all).toEqual([
      [{ about: 'opening', opening: 'drums' }, [0.25, -0.25], { about: 'closing', closing: 1 }],
      vocals,
      vocals,
    ]);
  });

  test('holds the sender up until every reader has released a chunk', async () => {
    const { sender, receiver } = channel(1, 2);
    const [quick, late] = [receiver.read(0), receiver.read(0)];
    sender.open(['']);
    await sendLevels(sender, 0.1);
    await sendLevels(sender, 0.2);
    const third = taken(sender);
    await quick.next();
    levelOf(await quick.next());
    expect(await now(third)).toBeUndefined();
    await late.next();
    levelOf(await late.next());
    expect(await third).toHaveLength(1);
  });

  test('never waits for a reader that has stopped', async () => {
    const { sender, receiver } = channel(1, 1);
    const reader = receiver.read(0);
    sender.open(['']);
    await sendLevels(sender, 0.1);
    await reader.next();
    reader.stop();
    for (const level of [0.2, 0.3, 0.4]) await sendLevels(sender, level);
  });

  test('tells the sender when all is worked off', async () => {
    const { sender, receiver } = channel();
    const reader = receiver.read(0);
    sender.open(['']);
    sender.close([0]);
    const finished = sender.finished();
    await reader.next();
    await reader.next();
    expect(await now(finished)).toBeUndefined();
    receiver.finish();
    expect(await finished).toEqual({ ok: true });
  });
});

describe('a failure of a chunk channel', () => {
  const full = failure('diskFull');

  test('of the sender reaches every reader, at once or behind what came before, and each time', async () => {
    const { sender, receiver } = channel();
    const [one, other] = [receiver.read(0), receiver.read(0)];
    const waiting = one.next();
    sender.fail(full);
    sender.fail(failure('internal', 'later'));
    expect(await waiting).toEqual({ about: 'failed', failure: full });
    for (const reader of [one, other, other]) expect(await reader.next()).toEqual({ about: 'failed', failure: full });
    expect(await sender.take()).toEqual({ ok: false, failure: full });
  });

  test.each(['take', 'finished'] as const)('of the receiver reaches a sender that waits in %s', async (call) => {
    const { sender, receiver } = channel(1, 1);
    const reader = receiver.read(0);
    sender.open(['']);
    await taken(sender);
    const waiting = sender[call]();
    receiver.fail(full);
    expect(await waiting).toEqual({ ok: false, failure: full });
    expect(await reader.next()).toEqual({ about: 'failed', failure: full });
  });

  test.each(['sender', 'receiver'] as const)('is that the worker of the %s is gone', async (end) => {
    const { sender, receiver, port1, port2 } = channel(1, 1);
    const reader = receiver.read(0);
    await taken(sender);
    const [next, take] = [reader.next(), sender.take()];
    (end === 'sender' ? port1 : port2).close();
    const gone = { kind: 'internal', detail: 'a worker of the export is gone' };
    expect(await next).toEqual({ about: 'failed', failure: gone });
    expect(await take).toEqual({ ok: false, failure: gone });
  });

  test('is not that a worker is gone once it has closed its channel', async () => {
    const { sender, receiver, port1, port2 } = channel();
    const reader = receiver.read(0);
    sender.open(['']);
    sender.close([3]);
    await reader.next();
    expect(await reader.next()).toEqual({ about: 'closing', closing: 3 });
    const closed = new Promise((resolve) => {
      port2.addEventListener('close', resolve);
    });
    port1.close();
    await closed;
    expect(await now(reader.next())).toBeUndefined();
  });

  test.each(['sender', 'receiver'] as const)('is a message that cannot be read by the %s', async (end) => {
    const { sender, receiver, port1, port2 } = channel(1, 1);
    const reader = receiver.read(0);
    await taken(sender);
    const [next, take] = [reader.next(), sender.take()];
    (end === 'sender' ? port1 : port2).dispatchEvent(new Event('messageerror'));
    const unread = { kind: 'internal', detail: 'a message between two workers cannot be read' };
    expect(await next).toEqual({ about: 'failed', failure: unread });
    expect(await take).toEqual({ ok: false, failure: unread });
  });

  test('is a submix that the sender does not make', async () => {
    const { sender, receiver } = channel();
    const reader = receiver.read(1);
    sender.open(['only one']);
    expect(await reader.next()).toMatchObject({ about: 'failed', failure: { kind: 'internal' } });
    expect(await sender.finished()).toMatchObject({ ok: false, failure: { kind: 'internal' } });
  });

  test('is that of the work behind it, whether it fails or throws', async () => {
    for (const work of [() => Promise.resolve(fail('diskFull')), () => Promise.reject(new Error('thrown'))]) {
      const { sender, receiver } = channel();
      const reader = receiver.read(0);
      const outcome = await failingTogether([sender], work);
      if (outcome.ok) throw new Error('It succeeded.');
      expect(await reader.next()).toEqual({ about: 'failed', failure: outcome.failure });
      expect(['diskFull', 'internal']).toContain(outcome.failure.kind);
    }
  });
});
