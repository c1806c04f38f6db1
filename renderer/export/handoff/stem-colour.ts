import type { StemKind } from '#contract';

/** Hues of the stems in the dark theme (`styles/stem-hues.css`), in degrees of OKLCH; `other` is nearly grey. */
const hues: Readonly<Record<Exclude<StemKind, 'other'>, number>> = {
  vocals: 5,
  backingVocals: 335,
  drums: 55,
  percussion: 100,
  bass: 150,
  guitar: 30,
  piano: 235,
  keyboard: 265,
  synth: 300,
  strings: 125,
  brass: 80,
  woodwinds: 175,
  fx: 318,
  instrumental: 205,
};

const lightness = 0.78;

/** A stem's colour as `#rrggbb`, as its strip has it in the dark theme. */
export function stemColour(kind: StemKind): string {
  return kind === 'other' ? hexOf(lightness, 0.02, 250) : hexOf(lightness, 0.12, hues[kind]);
}

/** OKLCH to sRGB: B. Ottosson, "A perceptual color space for image processing" (2020), and the curve of IEC 61966-2-1. */
function hexOf(light: number, chroma: number, hueDegrees: number): string {
  const angle = (hueDegrees * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
  return `#${linear.map(hexByte).join('')}`;
}

function hexByte(linear: number): string {
  const held = Math.min(Math.max(linear, 0), 1);
  const encoded = held <= 0.0031308 ? 12.92 * held : 1.055 * held ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0');
}
