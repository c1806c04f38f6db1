import { failure } from '#contract';
import { fetchByteSource } from '../engine/decoding/fetch-byte-source.ts';
import type { DecodeOrder } from './bounce-protocol.ts';
import { ChunkOutlet } from './chunk-outlet.ts';
import { sendGroup } from './send-group.ts';

addEventListener('message', ({ data, ports }: MessageEvent<DecodeOrder>) => {
  const outlets = ports.map((port) => new ChunkOutlet(port));
  sendGroup(data, fetchByteSource, outlets).catch((reason: unknown) => {
    const detail = reason instanceof Error ? reason.message : '';
    for (const outlet of outlets) outlet.failed(failure('diskError', detail));
  });
});
