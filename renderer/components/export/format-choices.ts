import { aacKbps, mp3Qualities, opusKbps, type ExportFormat } from '#contract';

type Option<Value> = { readonly value: Value; readonly text: string };

export const formatNames: Readonly<Record<ExportFormat['kind'], string>> = {
  wav: 'WAV',
  flac: 'FLAC',
  mp3: 'MP3',
  opus: 'Opus',
  aac: 'AAC (M4A)',
};

export const formatOptions: readonly Option<ExportFormat['kind']>[] = (
  ['wav', 'flac', 'mp3', 'opus', 'aac'] as const
).map((kind) => ({ value: kind, text: formatNames[kind] }));

/** What a format is written as until something else is chosen. */
export const firstOf: { readonly [Kind in ExportFormat['kind']]: Extract<ExportFormat, { readonly kind: Kind }> } = {
  wav: { kind: 'wav', bits: 24 },
  flac: { kind: 'flac', bits: 24 },
  mp3: { kind: 'mp3', quality: '320' },
  opus: { kind: 'opus', kbps: 160 },
  aac: { kind: 'aac', kbps: 256 },
};

/** Every way to write a format, in words. */
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

export const isSameFormat = (one: ExportFormat, other: ExportFormat): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

const bitsText = (bits: 16 | 24 | 32): string => (bits === 32 ? '32 bit float' : `${String(bits)} bit`);
const kbpsText = (kbps: number): string => `${String(kbps)} kbit/s`;

function mp3Text(quality: (typeof mp3Qualities)[number]): string {
  if (quality === 'V0') return 'V0, variable, best';
  return quality === 'V2' ? 'V2, variable, smaller' : kbpsText(Number(quality));
}
