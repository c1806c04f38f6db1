import type { ExportChoices, ExportFormat } from './export.ts';
import { words } from './words/words.ts';

const formatNames: Readonly<Record<ExportFormat['kind'], string>> = {
  wav: 'WAV',
  flac: 'FLAC',
  mp3: 'MP3',
  opus: 'Opus',
  aac: 'AAC',
};

/** Returns a sentence for an export whose files get another rate than asked for; null when they get the one asked for. Rates in Hz. */
export function rateRemark(
  { kind, format, rate }: Pick<ExportChoices, 'kind' | 'format' | 'rate'>,
  songRate: number,
  fileRate: number,
): string | null {
  const asked = rate === 'song' ? songRate : rate;
  if (asked === fileRate) return null;
  const { rateRemark: remark, stemFileRateRemark } = words().names;
  return kind === 'stemFile'
    ? stemFileRateRemark(asked / 1000, fileRate / 1000)
    : remark(formatNames[format.kind], asked / 1000, fileRate / 1000);
}
