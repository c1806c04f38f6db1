const lowestPx = 32;
const highestPx = 96;
/** A few stems may take so much of the room each. */
const highestShare = 0.2;

/** The height of each row, so that all stems fit into the room if they can: 32 to 96 px, more when few stems have much room. */
export function rowHeightFor(roomPx: number, stemCount: number): number {
  const highest = Math.max(highestPx, roomPx * highestShare);
  return Math.max(lowestPx, Math.floor(Math.min(roomPx / Math.max(stemCount, 1), highest)));
}
