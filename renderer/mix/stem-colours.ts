import type { StemKind } from '#contract';

/** Lightness (0 to 1), chroma and hue (degrees) in OKLCH. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

/**
 * The colour of each kind of stem in the two themes, as `styles/stem-colours.css` has it too. Found by a search for colours that stay apart
 * for normal and for colour-blind eyes, and readable on the ground of their theme; `tests/unit/mix/stem-colours.test.ts` says how far.
 */
export const stemColours: Readonly<Record<StemKind, { readonly dark: Oklch; readonly light: Oklch }>> = {
  vocals: { dark: [0.67, 0.17, 5], light: [0.42, 0.11, 7] },
  backingVocals: { dark: [0.75, 0.09, 310], light: [0.43, 0.17, 320] },
  drums: { dark: [0.66, 0.1, 64], light: [0.48, 0.07, 40] },
  percussion: { dark: [0.74, 0.15, 101], light: [0.53, 0.1, 93] },
  bass: { dark: [0.88, 0.11, 168], light: [0.64, 0.07, 145] },
  guitar: { dark: [0.79, 0.1, 22], light: [0.57, 0.12, 27] },
  piano: { dark: [0.82, 0.13, 220], light: [0.53, 0.13, 245] },
  keyboard: { dark: [0.71, 0.15, 260], light: [0.42, 0.17, 265] },
  synth: { dark: [0.67, 0.13, 315], light: [0.64, 0.17, 283] },
  strings: { dark: [0.79, 0.17, 135], light: [0.44, 0.1, 118] },
  brass: { dark: [0.87, 0.08, 83], light: [0.64, 0.13, 76] },
  woodwinds: { dark: [0.74, 0.14, 158], light: [0.58, 0.1, 183] },
  fx: { dark: [0.84, 0.12, 334], light: [0.45, 0.07, 321] },
  instrumental: { dark: [0.67, 0.08, 194], light: [0.64, 0.11, 218] },
  other: { dark: [0.78, 0.02, 250], light: [0.52, 0.02, 250] },
};

/** A stem's colour as `#rrggbb`, as its strip has it in the dark theme. */
export const stemColour = (kind: StemKind): string => `#${linearOf(stemColours[kind].dark).map(hexByte).join('')}`;

/** The colour of a section by its number, as `#rrggbb`: the one that its strip shows. */
export const sectionColour = (colour: number): string =>
  `#${linearOf([0.7, 0.12, colour * 45 + 20])
    .map(hexByte)
    .join('')}`;

/**
 * The shares of red, green and blue light in a colour, 0 to 1, or beyond when sRGB cannot show it: B. Ottosson, "A perceptual color space
 * for image processing" (2020).
 */
export function linearOf([light, chroma, hue]: Oklch): readonly [number, number, number] {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

/** The curve of IEC 61966-2-1. */
function hexByte(linear: number): string {
  const held = Math.min(Math.max(linear, 0), 1);
  const encoded = held <= 0.0031308 ? 12.92 * held : 1.055 * held ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0');
}
