/** Some stems of a song added up, a chunk at a time. */
export class StemSum {
  readonly left: Float32Array;
  readonly right: Float32Array;

  constructor(longestChunk: number) {
    this.left = new Float32Array(longestChunk);
    this.right = new Float32Array(longestChunk);
  }

  clear(): void {
    this.left.fill(0);
    this.right.fill(0);
  }

  add(left: Float32Array, right: Float32Array, count: number): void {
    addTo(this.left, left, count);
    addTo(this.right, right, count);
  }
}

function addTo(sum: Float32Array, sound: Float32Array, count: number): void {
  for (let frame = 0; frame < count; frame++) sum[frame] = (sum[frame] ?? 0) + (sound[frame] ?? 0);
}
