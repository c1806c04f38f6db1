import { failure } from '#contract';
import type { BusOrder } from './bounce-protocol.ts';
import { ChunkOutlet } from './chunk-outlet.ts';
import { GroupFeed } from './group-feed.ts';
import { openStretch } from './open-stretch.ts';
import { sendBus } from './send-bus.ts';

addEventListener('message', ({ data, ports: [onward, ...sums] }: MessageEvent<BusOrder>) => {
  if (onward === undefined) throw new Error('A bus needs a port to the writing worker.');
  const outlet = new ChunkOutlet(onward);
  const feeds = sums.map((port) => new GroupFeed(port));
  sendBus(data, feeds, outlet, openStretch).then(
    (sent) => {
      if (!sent.ok) outlet.failed(sent.failure);
    },
    (reason: unknown) => {
      outlet.failed(failure('internal', reason instanceof Error ? reason.message : ''));
    },
  );
});
