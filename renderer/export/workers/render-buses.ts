import { fail, ok, type Result } from '#contract';
import { allOrFirstFailure, chunkFrames, ChunkSender, failingTogether } from '../chunk-channel.ts';
import type { BusTask, BusToRender } from '../plan/worker-plan.ts';
import { busSound, type OpenShifter } from '../stages/bus-stages.ts';
import { submixesAt, SubmixStream, type SubmixReader, type SubmixSender } from '../stages/sound-stream.ts';

/** Renders the buses of a task, each through a port of its own. Fails as soon as one of them does. */
export function renderBuses(
  { buses }: BusTask,
  ports: readonly MessagePort[],
  openShifter: OpenShifter,
): Promise<Result<undefined>> {
  const incoming = ports.length - buses.length;
  const submixAt = submixesAt(ports.slice(0, incoming));
  const rendering = buses.map((bus, index) => {
    const port = ports[incoming + index];
    if (port === undefined) return Promise.resolve(fail('internal', 'a bus without a port'));
    const sender: SubmixSender = new ChunkSender(port, 1);
    const readers = bus.inputs.map(submixAt);
    return failingTogether([sender], () => renderBus(bus, readers, sender, openShifter));
  });
  return allOrFirstFailure(rendering);
}

/** Adds up the submixes of a bus and sends them on at the mix's speed and pitch. A bus without any stem closes at once. */
async function renderBus(
  bus: BusToRender,
  readers: readonly SubmixReader[],
  sender: SubmixSender,
  openShifter: OpenShifter,
): Promise<Result<undefined>> {
  const opened = await SubmixStream.open(readers);
  if (!opened.ok) return opened;
  const submix = opened.value;
  sender.open([{ stems: submix.stems, problems: submix.problems }]);
  if (submix.stems === 0) {
    sender.close([[]]);
    return ok();
  }
  const sound = await busSound(submix, bus, openShifter);
  if (!sound.ok) return sound;
  for (let done = 0; done < bus.lengthFrames;) {
    const chunk = await sender.take();
    if (!chunk.ok) return chunk;
    const count = Math.min(chunkFrames, bus.lengthFrames - done);
    for (const { left, right } of chunk.value) {
      const read = await sound.value.read(left.subarray(0, count), right.subarray(0, count));
      if (!read.ok) return read;
    }
    sender.send(chunk.value, count);
    done += count;
  }
  const concealed = await submix.finish();
  if (!concealed.ok) return concealed;
  sender.close([concealed.value]);
  return ok();
}
