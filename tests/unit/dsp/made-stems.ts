export type Stereo = { readonly left: Float32Array; readonly right: Float32Array };

type Band = {
  readonly seed: number;
  readonly lowHertz: number;
  readonly highHertz: number;
  readonly gain: number;
};

/** Seeded noise of one band at 44.1 kHz, with a part of its own in the right channel: about as music fills the band. */
export function band({ seed, lowHertz, highHertz, gain }: Band, length: number): Stereo {
  const left = channel(seed, lowHertz, highHertz, gain, length);
  const own = channel(seed + 1000, lowHertz, highHertz, 0.5 * gain, length);
  return { left, right: left.map((sample, frame) => sample + (own[frame] ?? 0)) };
}

function channel(seed: number, lowHertz: number, highHertz: number, gain: number, length: number): Float32Array {
  let state = seed * 7919 + 1;
  const fall = (hertz: number): number => 1 - Math.exp((-2 * Math.PI * hertz) / 44_100);
  const [high, low] = [fall(highHertz), fall(lowHertz)];
  let [one, two, slow] = [0, 0, 0];
  const samples = new Float32Array(length);
  for (let frame = 0; frame < length; frame++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    one += high * (state * 2 ** -31 - one);
    two += high * (one - two);
    slow += low * (two - slow);
    samples[frame] = (gain * (two - slow)) / Math.sqrt(high);
  }
  return samples;
}

/** The same sound so many frames later, or earlier when negative. */
export function shifted({ left, right }: Stereo, lateFrames: number): Stereo {
  const move = (sound: Float32Array) => sound.map((_, frame) => sound[frame - lateFrames] ?? 0);
  return { left: move(left), right: move(right) };
}

export function summed(stems: readonly Stereo[]): Stereo {
  const [first] = stems;
  const left = new Float32Array(first?.left.length ?? 0);
  const right = new Float32Array(left.length);
  for (const stem of stems) {
    for (let frame = 0; frame < left.length; frame++) {
      left[frame] = (left[frame] ?? 0) + (stem.left[frame] ?? 0);
      right[frame] = (right[frame] ?? 0) + (stem.right[frame] ?? 0);
    }
  }
  return { left, right };
}
