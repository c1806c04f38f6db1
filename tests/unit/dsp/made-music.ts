/** Mono sound and the rate it is made at. */
export type MadeSound = { readonly sampleRate: number; readonly samples: Float32Array };

export type DrumPattern = {
  readonly stepsPerBeat: number;
  /** One sign a step, `x` is a stroke; all rows of one length, repeated. */
  readonly kick: string;
  readonly snare: string;
  readonly hat: string;
};

export type Performance = {
  readonly beatSeconds: readonly number[];
  /** Later by at most this much, or earlier. */
  readonly looseSeconds?: number;
  /** Where the second of two steps lies between its neighbours: a half is straight. */
  readonly swing?: number;
  /** The last beat of every fourth bar is a roll instead. */
  readonly hasFills?: boolean;
};

/** The same row of numbers in -1..1 for a seed (a linear congruential generator). */
export function seededNoise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

export function whiteNoise(sampleRate: number, seconds: number, amplitude: number, seed = 1): MadeSound {
  const noise = seededNoise(seed);
  return { sampleRate, samples: Float32Array.from({ length: sampleRate * seconds }, () => amplitude * noise()) };
}

/** Beats from `start` on; the tempo goes evenly from `bpm` to `bpm * (1 + drift)`. */
export function steadyBeats(bpm: number, seconds: number, start = 0.3, drift = 0): readonly number[] {
  const beats: number[] = [];
  for (let beat = start; beat < seconds - 1;) {
    beats.push(beat);
    beat += 60 / (bpm * (1 + (drift * beat) / seconds));
  }
  return beats;
}

/** A drum kit of decaying sines and noise, played by the pattern. */
export function playDrums(
  pattern: DrumPattern,
  performance: Performance,
  seconds: number,
  sampleRate = 44_100,
): MadeSound {
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  const noise = seededNoise(9);
  const { beatSeconds, looseSeconds = 0, swing = 0.5, hasFills = false } = performance;
  const kit = { kick: kick(sampleRate), snare: snare(sampleRate), hat: hat(sampleRate) };
  const strike = (drum: Float32Array, at: number): void => {
    const from = Math.max(0, Math.round((at + looseSeconds * noise()) * sampleRate));
    for (const [index, sample] of drum.subarray(0, samples.length - from).entries()) {
      samples[from + index] = (samples[from + index] ?? 0) + sample;
    }
  };
  for (const [index, beat] of beatSeconds.entries()) {
    const length = (beatSeconds[index + 1] ?? beat + 0.5) - beat;
    const isFill = hasFills && index % 16 === 15;
    for (let step = 0; step < pattern.stepsPerBeat; step++) {
      const late = step % 2 === 1 ? 2 * swing - 1 : 0;
      const at = beat + ((step + late) / pattern.stepsPerBeat) * length;
      const sign = (index * pattern.stepsPerBeat + step) % pattern.kick.length;
      if (pattern.kick[sign] === 'x') strike(kit.kick, at);
      if (isFill || pattern.snare[sign] === 'x') strike(kit.snare, at);
      if (!isFill && pattern.hat[sign] === 'x') strike(kit.hat, at);
    }
  }
  return { sampleRate, samples };
}

function kick(rate: number): Float32Array {
  return Float32Array.from({ length: rate >> 2 }, (_, n) => {
    const seconds = n / rate;
    return (
      0.7 * Math.sin(2 * Math.PI * (55 * seconds + 4 * (1 - Math.exp(-seconds / 0.02)))) * Math.exp(-seconds / 0.08)
    );
  });
}

function snare(rate: number): Float32Array {
  const noise = seededNoise(3);
  return Float32Array.from({ length: rate >> 2 }, (_, n) => {
    const seconds = n / rate;
    return (0.3 * noise() + 0.3 * Math.sin(2 * Math.PI * 190 * seconds)) * Math.exp(-seconds / 0.06);
  });
}

/** Noise without its low part: each sample less the one before. */
function hat(rate: number): Float32Array {
  const noise = seededNoise(5);
  let before = 0;
  return Float32Array.from({ length: rate >> 4 }, (_, n) => {
    const now = noise();
    const high = now - before;
    before = now;
    return 0.08 * high * Math.exp(-n / rate / 0.02);
  });
}

/** Chords of a beat count each, as semitones above C4, with the lowest doubled two octaves below; tuned `cents` high. */
export function playChords(
  chords: readonly (readonly number[])[],
  { seconds = 24, chordSeconds = 1.5, cents = 0, sampleRate = 22_050 } = {},
): MadeSound {
  const samples = new Float32Array(seconds * sampleRate);
  const length = Math.round(chordSeconds * sampleRate);
  for (let from = 0, index = 0; from + length <= samples.length; from += length, index++) {
    const chord = chords[index % chords.length] ?? [];
    const notes = [...chord, (chord[0] ?? 0) - 24];
    for (const note of notes) addTone(samples, from, length, 261.6256 * 2 ** ((note + cents / 100) / 12), sampleRate);
  }
  return { sampleRate, samples };
}

/** Rendered once: songs of many keys share their tones. */
const tones = new Map<string, Float32Array>();

function addTone(samples: Float32Array, from: number, length: number, hz: number, sampleRate: number): void {
  const key = [hz, length, sampleRate].join();
  const tone = tones.get(key) ?? renderTone(length, hz, sampleRate);
  tones.set(key, tone);
  for (let n = 0; n < length; n++) samples[from + n] = (samples[from + n] ?? 0) + (tone[n] ?? 0);
}

/** Six partials, each half as strong as the one before, that fade. */
function renderTone(length: number, hz: number, sampleRate: number): Float32Array {
  const turn = (2 * Math.PI * hz) / sampleRate;
  const tone = new Float32Array(length);
  for (let n = 0; n < length; n++) {
    let sum = 0;
    for (let partial = 1; partial <= 6; partial++) sum += 0.1 * 0.5 ** partial * Math.sin(turn * partial * n);
    tone[n] = sum * Math.min(1, n / 200, (length - n) / 200) * Math.exp(-n / sampleRate);
  }
  return tone;
}
