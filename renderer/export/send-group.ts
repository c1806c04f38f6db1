import type { ByteReader } from '../codecs/byte-source.ts';
import { chunkFrames, type DecodeOrder } from './bounce-protocol.ts';
import { copySum, type StereoSum } from './mix-kernel.ts';
import type { ParcelOutlet } from './parcel-outlet.ts';
import { StemGroup } from './stem-group.ts';

/**
 * Decodes a group of stems once and sends their sums on, through each outlet those that its order names. Rejects when the bytes
 * of a stem that was opened cannot be had.
 */
export async function sendGroup(
  order: DecodeOrder,
  bytesAt: (url: string, byteLength: number) => ByteReader,
  outlets: readonly ParcelOutlet[],
): Promise<void> {
  const stems = order.stems.map((stem) => ({ ...stem, bytes: bytesAt(stem.url, stem.byteLength) }));
  const group = await StemGroup.open(stems, order.sampleRate, chunkFrames);
  const each = <Told>(tell: (sum: number) => Told) => order.outlets.map((sums) => sums.map(tell));
  for (const [at, members] of each((sum) => group.membersOf(sum)).entries()) outlets[at]?.opened(members);
  for (let done = 0; done < order.lengthFrames && group.size > 0;) {
    const parcels = await Promise.all(outlets.map((outlet) => outlet.take()));
    const count = Math.min(chunkFrames, order.lengthFrames - done);
    const { sums, copies } = placesOf(order.outlets, parcels);
    await group.fill(order.startFrame + done, count, sums);
    for (const { from, to } of copies) copySum(from, to, count);
    for (const [at, parcel] of parcels.entries()) outlets[at]?.send(parcel, count);
    done += count;
  }
  for (const [at, concealed] of each((sum) => group.concealedOf(sum)).entries()) outlets[at]?.end(concealed);
  group.close();
}

/** Where each sum is made: in the first parcel that it goes with. In others it is a copy. */
function placesOf(outlets: DecodeOrder['outlets'], parcels: readonly (readonly StereoSum[])[]) {
  const sums: StereoSum[] = [];
  const copies: { readonly from: StereoSum; readonly to: StereoSum }[] = [];
  for (const [at, packed] of outlets.entries()) {
    for (const [part, sum] of packed.entries()) {
      const here = parcels[at]?.[part];
      if (here === undefined) throw new RangeError('A parcel has no room for a sum.');
      const from = sums[sum];
      if (from === undefined) sums[sum] = here;
      else copies.push({ from, to: here });
    }
  }
  return { sums, copies };
}
