import { ok, type Result } from '#contract';
import { chunkFrames, type BusOrder } from './bounce-protocol.ts';
import { busSound } from './bus-sound.ts';
import { MixStream } from './mix-stream.ts';
import type { Feed } from './parcel-feed.ts';
import type { ParcelOutlet } from './parcel-outlet.ts';
import type { OpenShifter } from './pitch-work.ts';

/** Sums the stems of a bus and sends them on at another speed or pitch. A bus none of whose stems could be opened ends at once. */
export async function sendBus(
  order: Omit<BusOrder, 'inputs'>,
  feeds: readonly Feed[],
  outlet: ParcelOutlet,
  openShifter: OpenShifter,
): Promise<Result<undefined>> {
  const opened = await MixStream.open(feeds);
  if (!opened.ok) return opened;
  const mix = opened.value;
  outlet.opened([{ stems: mix.stems, problems: mix.problems }]);
  if (mix.stems === 0) return ok();
  const bus = await busSound(mix, order, openShifter);
  if (!bus.ok) return bus;
  for (let done = 0; done < order.lengthFrames;) {
    const sums = await outlet.take();
    const count = Math.min(chunkFrames, order.lengthFrames - done);
    for (const { left, right } of sums) {
      const read = await bus.value.read(left.subarray(0, count), right.subarray(0, count));
      if (!read.ok) return read;
    }
    outlet.send(sums, count);
    done += count;
  }
  const concealed = await mix.finish();
  if (!concealed.ok) return concealed;
  outlet.end([concealed.value]);
  return ok();
}
