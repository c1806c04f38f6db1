/** As much as fifteen stems ask for at a time while they are read on. */
const smallestRoom = 2 ** 20;
const mostIdleRooms = 2;

/** Memory that answers are read into, one after the other. */
const rooms: ArrayBuffer[] = [];

/**
 * Reads an answer of `byteLength` bytes, and gives what `use` makes of them; null when the answer is shorter. The bytes are good
 * only until `use` returns. What `Response.arrayBuffer` gives is held until the next collection, and for that the collector
 * sees no reason: tens of MB would gather while a song plays.
 */
export async function readBody<Value>(
  answer: Response,
  byteLength: number,
  use: (bytes: Uint8Array) => Value,
): Promise<Value | null> {
  const reader = answer.body?.getReader({ mode: 'byob' });
  if (reader === undefined) return null;
  const kept = rooms.pop();
  let room = kept !== undefined && kept.byteLength >= byteLength ? kept : roomFor(byteLength);
  let at = 0;
  while (at < byteLength) {
    const { value, done } = await reader.read(new Uint8Array(room, at, byteLength - at));
    if (value === undefined) return null;
    room = value.buffer;
    at += value.byteLength;
    if (done) break;
  }
  try {
    return at < byteLength ? null : use(new Uint8Array(room, 0, byteLength));
  } finally {
    if (rooms.length < mostIdleRooms) rooms.push(room);
  }
}

const roomFor = (byteLength: number): ArrayBuffer => new ArrayBuffer(Math.max(byteLength, smallestRoom));
