import { ok, type Result } from '#contract';
import { chunkFrames, type BusOrder } from './bounce-protocol.ts';
import { busSound } from './bus-sound.ts';
import type { Outlet } from './chunk-outlet.ts';
import type { Feed } from './group-feed.ts';
import { MixStream } from './mix-stream.ts';
import type { OpenShifter } from './pitch-work.ts';

/** Sums the stems of a bus and sends them on at another speed or pitch. A bus none of whose stems could be opened ends at once. */
export async function sendBus(
  order: BusOrder,
  feeds: readonly Feed[],
  outlet: Outlet,
  openShifter: OpenShifter,
): Promise<Result<undefined>> {
  const opened = await MixStream.open(feeds);
  if (!opened.ok) return opened;
  const mix = opened.value;
  outlet.opened({ stems: mix.stems, problems: mix.problems });
  if (mix.stems === 0) return ok();
  const bus = await busSound(mix, order, openShifter);
  if (!bus.ok) return bus;
  for (let done = 0; done < order.lengthFrames;) {
    const chunk = await outlet.take();
    const count = Math.min(chunkFrames, order.lengthFrames - done);
    const read = await bus.value.read(chunk.left.subarray(0, count), chunk.right.subarray(0, count));
    if (!read.ok) return read;
    outlet.send(chunk, count);
    done += count;
  }
  const concealed = await mix.finish();
  if (!concealed.ok) return concealed;
  outlet.end(concealed.value);
  return ok();
}
