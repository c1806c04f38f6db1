import { failure } from '#contract';
import { flowReader } from '../codecs/flow-reader.ts';
import type { DecodeOrder } from './bounce-protocol.ts';
import { ParcelOutlet } from './parcel-outlet.ts';
import { sendGroup } from './send-group.ts';

addEventListener('message', ({ data, ports }: MessageEvent<DecodeOrder>) => {
  const outlets = ports.map((port, index) => new ParcelOutlet(port, data.outlets[index]?.length ?? 0));
  sendGroup(data, flowReader, outlets).catch((reason: unknown) => {
    const detail = reason instanceof Error ? reason.message : '';
    for (const outlet of outlets) outlet.failed(failure('diskError', detail));
  });
});
