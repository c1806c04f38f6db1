import { aacKbps, type ExportFormat, type LoudnessFigures, mp3Qualities, opusKbps, numberText, words } from '#contract';
import { formatDecibels } from '../../mix/levels.ts';

type Option<Value> = { readonly value: Value; readonly text: string };

/** The names of the formats on screen, the same in every language. */
export const formatNames: Readonly<Record<ExportFormat['kind'], string>> = {
  wav: 'WAV',
  flac: 'FLAC',
  mp3: 'MP3',
  opus: 'Opus',
  aac: 'AAC (M4A)',
};

/** The formats as options, in their order on screen. */
export const formatOptions: readonly Option<ExportFormat['kind']>[] = (
  ['wav', 'flac', 'mp3', 'opus', 'aac'] as const
).map((kind) => ({ value: kind, text: formatNames[kind] }));

/** The first choice of quality for each format. */
export const firstOf: { readonly [Kind in ExportFormat['kind']]: Extract<ExportFormat, { readonly kind: Kind }> } = {
  wav: { kind: 'wav', bits: 24 },
  flac: { kind: 'flac', bits: 24 },
  mp3: { kind: 'mp3', quality: '320' },
  opus: { kind: 'opus', kbps: 160 },
  aac: { kind: 'aac', kbps: 256 },
};

/** All qualities of a format with their names. */
export function qualitiesOf(
  kind: ExportFormat['kind'],
): readonly { readonly format: ExportFormat; readonly text: string }[] {
  switch (kind) {
    case 'wav':
      return ([16, 24, 32] as const).map((bits) => ({ format: { kind, bits }, text: bitsText(bits) }));
    case 'flac':
      return ([16, 24] as const).map((bits) => ({ format: { kind, bits }, text: bitsText(bits) }));
    case 'mp3':
      return mp3Qualities.map((quality) => ({ format: { kind, quality }, text: mp3Text(quality) })).toReversed();
    case 'opus':
      return opusKbps.map((kbps) => ({ format: { kind, kbps }, text: kbpsText(kbps) })).toReversed();
    case 'aac':
      return aacKbps.map((kbps) => ({ format: { kind, kbps }, text: kbpsText(kbps) })).toReversed();
  }
}

/** Whether two formats have the same kind and quality. */
export const isSameFormat = (one: ExportFormat, other: ExportFormat): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

function bitsText(bits: 16 | 24 | 32): string {
  const { format } = words().exporting;
  return bits === 32 ? format.float : format.bits(bits);
}
const kbpsText = (kbps: number): string => words().exporting.format.kbps(kbps);

function mp3Text(quality: (typeof mp3Qualities)[number]): string {
  const { format } = words().exporting;
  if (quality === 'V0') return format.v0;
  return quality === 'V2' ? format.v2 : kbpsText(Number(quality));
}

/** What an export measured of a file. */
export type Outcome = {
  readonly peakDb: number;
  readonly clippedSamples: number;
  readonly before: LoudnessFigures;
  readonly after: LoudnessFigures;
  readonly gainDb: number;
  readonly limitedDb: number;
};

/** One decimal. The added zero makes −0, which would have a sign, 0. */
const tenths = (value: number): string => numberText(Math.round(value * 10) / 10 + 0, 1);

const known = (value: number | null): string => (value === null || !Number.isFinite(value) ? '–' : tenths(value));

/** "−17.2 → −14.0", or one figure when both look the same. */
function changed(before: number | null, after: number | null): string {
  const [one, other] = [known(before), known(after)];
  return one === other ? one : `${one} → ${other}`;
}

/** "−17.2 → −14.0 LUFS · true peak −3.1 → −1.0 dBTP · range 6.2 LU": before and after loudness normalisation; the range after. */
export function loudnessLine({ before, after }: Pick<Outcome, 'before' | 'after'>): string {
  const { outcome } = words().exporting;
  return [
    outcome.loudness(changed(before.integratedLufs, after.integratedLufs)),
    outcome.truePeak(changed(before.truePeakDb, after.truePeakDb)),
    outcome.range(known(after.rangeLu)),
  ].join(' · ');
}

/** Gain, limiting and clipping in a sentence or two. */
export function treatmentLine({ peakDb, clippedSamples, gainDb, limitedDb }: Outcome): string {
  const { outcome } = words().exporting;
  return [
    gainDb === 0 ? outcome.peak(formatDecibels(peakDb)) : outcome.gain(formatDecibels(gainDb)),
    ...(limitedDb > 0.05 ? [outcome.limited(tenths(limitedDb))] : []),
    clippedSamples === 0 ? outcome.notClipped : outcome.clipped(clippedSamples),
  ].join(' ');
}

/** How much of a stem is silent: "0.35 s of it is silent." */
export function damageText(seconds: number): string {
  const { entry } = words().exporting;
  return seconds < 0.01 ? entry.silentBriefly : entry.silentFor(seconds);
}
