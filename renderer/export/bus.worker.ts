import { failure } from '#contract';
import type { BusesOrder } from './bounce-protocol.ts';
import { openStretch } from './open-stretch.ts';
import { feedsOf } from './parcel-feed.ts';
import { ParcelOutlet } from './parcel-outlet.ts';
import { sendBus } from './send-bus.ts';

addEventListener('message', ({ data: { buses }, ports }: MessageEvent<BusesOrder>) => {
  const onward = ports.slice(ports.length - buses.length);
  const sumAt = feedsOf(ports.slice(0, ports.length - buses.length));
  const started = buses.map((order) => ({ order, feeds: order.inputs.map(sumAt) }));
  for (const [bus, { order, feeds }] of started.entries()) {
    const port = onward[bus];
    if (port === undefined) throw new Error('A bus needs a port to the writing worker.');
    const outlet = new ParcelOutlet(port, 1);
    sendBus(order, feeds, outlet, openStretch).then(
      (sent) => {
        if (!sent.ok) outlet.failed(sent.failure);
      },
      (reason: unknown) => {
        outlet.failed(failure('internal', reason instanceof Error ? reason.message : ''));
      },
    );
  }
});
