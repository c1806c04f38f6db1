import { fail, ok, type Result } from '#contract';
import type { FileEncoder, OpenEncoder } from '../../codecs/shared/file-encoder.ts';
import { allOrFirstFailure, chunkFrames, ChunkReceiver, ChunkSender, failingTogether } from '../chunk-channel.ts';
import type { EncodeTask } from '../plan/worker-plan.ts';

/** Chunks that a writer may be ahead of its encoder. */
const chunksAhead = 4;

/**
 * An encoder in another worker, behind this port, which knows its file and puts the bytes itself. `encode` answers as soon as the
 * sound is on its way: a failure of the encoder comes with a later call, at the latest with `finish`.
 */
export const encoderBehind =
  (port: MessagePort): OpenEncoder =>
  () => {
    const sender = new ChunkSender<null, null>(port, 1, chunksAhead);
    sender.open([null]);
    return Promise.resolve(
      ok({
        encode: (left, right, count) => sendAll(sender, left, right, count),
        finish: () => {
          sender.close([null]);
          return sender.finished();
        },
      }),
    );
  };

async function sendAll(
  sender: ChunkSender<null, null>,
  left: Float64Array,
  right: Float64Array,
  count: number,
): Promise<Result<undefined>> {
  for (let at = 0; at < count; at += chunkFrames) {
    const end = Math.min(count, at + chunkFrames);
    const chunk = await sender.take();
    if (!chunk.ok) return chunk;
    for (const buffer of chunk.value) {
      buffer.left.set(left.subarray(at, end));
      buffer.right.set(right.subarray(at, end));
    }
    sender.send(chunk.value, end - at);
  }
  return ok();
}

/**
 * Encodes the files of a task, for the `encoderBehind` at the other end of each port. Each encoder is opened when its sound begins.
 * Fails as soon as one of them does.
 */
export function encodeFiles(
  { files }: EncodeTask,
  ports: readonly MessagePort[],
  open: (file: EncodeTask['files'][number]) => Promise<Result<FileEncoder>>,
): Promise<Result<undefined>> {
  const encoding = files.map((file, index) => {
    const port = ports[index];
    if (port === undefined) return Promise.resolve(fail('internal', 'an encoder without a port'));
    const receiver = new ChunkReceiver<null, null>(port);
    return failingTogether([receiver], () => encodeFile(receiver, () => open(file)));
  });
  return allOrFirstFailure(encoding);
}

async function encodeFile(
  receiver: ChunkReceiver<null, null>,
  open: () => Promise<Result<FileEncoder>>,
): Promise<Result<undefined>> {
  const reader = receiver.read(0);
  const opening = await reader.next();
  if (opening.about === 'failed') return { ok: false, failure: opening.failure };
  const opened = await open();
  if (!opened.ok) return opened;
  const encoder = opened.value;
  for (;;) {
    const message = await reader.next();
    switch (message.about) {
      case 'opening':
        return fail('internal', 'a second opening');
      case 'chunk': {
        const { left, right, count, release } = message.chunk;
        const encoded = await encoder.encode(left, right, count);
        if (!encoded.ok) return encoded;
        release();
        break;
      }
      case 'closing': {
        const finished = await encoder.finish();
        if (finished.ok) receiver.finish();
        return finished;
      }
      case 'failed':
        return { ok: false, failure: message.failure };
    }
  }
}
