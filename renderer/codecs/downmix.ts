/** Where a channel is meant to be heard: front, low frequencies, side and back surround, centre back, wide, height. */
export type Speaker =
  | ('L' | 'R' | 'C' | 'LFE')
  | ('Lb' | 'Rb' | 'Lc' | 'Rc' | 'Cs' | 'Ls' | 'Rs')
  | ('Ts' | 'Tfl' | 'Tfc' | 'Tfr' | 'Tbl' | 'Tbc' | 'Tbr');

/** How each channel comes to the left and to the right, and what that is called, such as `5.1`. */
export type Downmix = {
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly from: string;
};

export const mostChannels = 8;

/** In the order of the bits of a channel mask (WAVEFORMATEXTENSIBLE; Core Audio's bitmap has the same). */
const maskOrder: readonly Speaker[] = [
  ...(['L', 'R', 'C', 'LFE', 'Lb', 'Rb', 'Lc', 'Rc', 'Cs', 'Ls', 'Rs'] as const),
  ...(['Ts', 'Tfl', 'Tfc', 'Tfr', 'Tbl', 'Tbc', 'Tbr'] as const),
];

/** What 3 to 8 channels are when nothing is said: the orders of WAV, FLAC (RFC 9639, 9.1.3) and the platform's decoders. */
const usualOrders: Readonly<Record<number, readonly Speaker[]>> = {
  3: ['L', 'R', 'C'],
  4: ['L', 'R', 'Lb', 'Rb'],
  5: ['L', 'R', 'C', 'Lb', 'Rb'],
  6: ['L', 'R', 'C', 'LFE', 'Lb', 'Rb'],
  7: ['L', 'R', 'C', 'LFE', 'Cs', 'Ls', 'Rs'],
  8: ['L', 'R', 'C', 'LFE', 'Lb', 'Rb', 'Ls', 'Rs'],
};

/** Null for a count of channels that has no usual order. */
export const usualSpeakers = (channels: number): readonly Speaker[] | null => usualOrders[channels] ?? null;

/** The speakers of a mask; null when it does not name as many as there are channels. */
export function speakersOfMask(mask: number, channels: number): readonly Speaker[] | null {
  const speakers = maskOrder.filter((_, bit) => ((mask >>> bit) & 1) === 1);
  return speakers.length === channels ? speakers : null;
}

const half = Math.SQRT1_2;
/**
 * To the left and to the right, as ITU-R BS.775-4 Annex 4 (table 2) makes 2/0 of 3/2: centre and surround at 0.7071, a centre
 * back as one of 3/1, which is 0.7071 of both surrounds, and the low frequencies left out. What the recommendation does not
 * know follows it: side and back are surround, wide is front, height is as far back as surround. Nothing is scaled to fit
 * below full scale: mixing is done in floats behind which a limiter stands, and a stem keeps its level beside the others.
 */
const gains: Readonly<Record<Speaker, readonly [left: number, right: number]>> = {
  ...{ L: [1, 0], R: [0, 1], C: [half, half], LFE: [0, 0] },
  ...{ Ls: [half, 0], Rs: [0, half], Lb: [half, 0], Rb: [0, half], Cs: [0.5, 0.5] },
  ...{ Lc: [1, 0], Rc: [0, 1], Ts: [0.5, 0.5] },
  ...{ Tfl: [half, 0], Tfc: [0.5, 0.5], Tfr: [0, half], Tbl: [half, 0], Tbc: [0.5, 0.5], Tbr: [0, half] },
};

/** How these channels become two. A null speaker, which is none that is known, is left out. */
export function downmixOf(speakers: readonly (Speaker | null)[]): Downmix {
  const side = (index: 0 | 1): readonly number[] => speakers.map((one) => (one === null ? 0 : gains[one][index]));
  const low = speakers.filter((one) => one === 'LFE').length;
  return { left: side(0), right: side(1), from: `${String(speakers.length - low)}.${String(low)}` };
}
