import { failure } from '#contract';
import type { ByteSource } from '../engine/decoding/byte-source.ts';
import { fetchByteSource } from '../engine/decoding/fetch-byte-source.ts';
import { RequestWeight } from './request-weight.ts';
import type { DecodeOrder } from './bounce-protocol.ts';
import { ParcelOutlet } from './parcel-outlet.ts';
import { sendGroup } from './send-group.ts';

const weight = new RequestWeight();

/** Reads as `fetchByteSource` does. */
function weighedSource(url: string, byteLength: number): ByteSource {
  const source = fetchByteSource(url, byteLength);
  return {
    byteLength,
    read: (offset, length) => {
      weight.add(length);
      return source.read(offset, length);
    },
  };
}

addEventListener('message', ({ data, ports }: MessageEvent<DecodeOrder>) => {
  const outlets = ports.map((port, index) => new ParcelOutlet(port, data.outlets[index]?.length ?? 0));
  sendGroup(data, weighedSource, outlets).catch((reason: unknown) => {
    const detail = reason instanceof Error ? reason.message : '';
    for (const outlet of outlets) outlet.failed(failure('diskError', detail));
  });
});
