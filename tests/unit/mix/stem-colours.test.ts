import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stemKinds } from '#contract';
import { linearOf, stemColour, stemColours, type Oklch } from '../../../renderer/mix/stem-colours.ts';

type Light = readonly [number, number, number];
type Matrix = readonly [Light, Light, Light];

/** G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009). */
const eyes: Readonly<Record<string, { readonly sees: Matrix; readonly leastApart: number }>> = {
  normal: {
    sees: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    leastApart: 0.08,
  },
  protan: {
    sees: [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
    leastApart: 0.05,
  },
  deutan: {
    sees: [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
    leastApart: 0.05,
  },
  tritan: {
    sees: [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
    leastApart: 0.045,
  },
};

/** Kinds lie in the mixer in the order of `stemKinds`. */
const neighboursApart = 0.085;

const held = ([red, green, blue]: Light): Light => [hold(red), hold(green), hold(blue)];
const hold = (part: number): number => Math.min(1, Math.max(0, part));
const dot = (one: Light, other: Light): number => one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
const through = ([red, green, blue]: Matrix, light: Light): Light => [
  dot(red, light),
  dot(green, light),
  dot(blue, light),
];

/** Where a colour lies in OKLab, by the matrices of CSS Color 4, section 9.3. */
function placeOf(light: Light): Light {
  const long = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], light));
  const medium = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], light));
  const short = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], light));
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ];
}

const distance = (one: Light, other: Light): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

/** Relative luminance of WCAG 2.2. */
const luminance = (light: Light): number => dot([0.2126, 0.7152, 0.0722], held(light));

const grounds = { dark: linearOf([0.178, 0.005, 250]), light: [1, 1, 1] } as const;

function contrast(one: Light, other: Light): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

describe.each(['dark', 'light'] as const)('the colours of stems in the %s theme', (theme) => {
  const colours = stemKinds.map((kind) => ({ kind, light: linearOf(stemColours[kind][theme]) }));

  it.each(Object.entries(eyes))('are apart for %s eyes', (_, { sees, leastApart }) => {
    const seen = colours.map(({ kind, light }) => ({ kind, place: placeOf(held(through(sees, held(light)))) }));
    const near = seen.flatMap((one, at) =>
      seen
        .slice(at + 1)
        .filter((other) => distance(one.place, other.place) < leastApart)
        .map((other) => `${one.kind} and ${other.kind}`),
    );
    expect(near).toEqual([]);
  });

  it.each(Object.entries(eyes))(
    'of stems that lie side by side in the mixer are further apart for %s eyes',
    (_, { sees }) => {
      const places = colours.map(({ light }) => placeOf(held(through(sees, held(light)))));
      const near = places.flatMap((place, at) => {
        const next = places[at + 1];
        return next === undefined || distance(place, next) >= neighboursApart
          ? []
          : [`${stemKinds[at] ?? ''} and ${stemKinds[at + 1] ?? ''}`];
      });
      expect(near).toEqual([]);
    },
  );

  it('can be shown by any screen', () => {
    for (const { kind, light } of colours)
      for (const part of light) expect(Math.abs(part - hold(part)), kind).toBeLessThan(0.002);
  });

  it('stand out from the ground as meters must', () => {
    for (const { kind, light } of colours) expect(contrast(light, grounds[theme]), kind).toBeGreaterThan(3);
  });
});

it('the stylesheet has the same colours', () => {
  const css = readFileSync(new URL('../../../renderer/styles/stem-colours.css', import.meta.url), 'utf8');
  const written = (colour: Oklch): string => `oklch(${colour.join(' ')})`;
  for (const kind of stemKinds) {
    const { dark, light } = stemColours[kind];
    expect(css).toContain(`[data-kind='${kind}'] {\n  --stem: light-dark(${written(light)}, ${written(dark)});`);
  }
});

it('a colour for other programs is that of the dark theme', () => {
  expect(stemColour('vocals')).toMatch(/^#[0-9a-f]{6}$/);
  const parts = [1, 3, 5].map((at) => Number.parseInt(stemColour('vocals').slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  expect(distance(placeOf([red, green, blue]), placeOf(linearOf(stemColours.vocals.dark)))).toBeLessThan(0.005);
});
