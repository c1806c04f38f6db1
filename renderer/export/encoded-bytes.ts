import type { ExportFormat, Hertz, Mp3Quality } from '#contract';

/** What LAME makes of music at its variable qualities, in kbit/s. */
const usualKbps = { V2: 190, V0: 245 } as const;

/** FLAC makes this much of the bytes of music, as a rule. */
const flacShare = 0.7;

/** About how many bytes a file of `lengthFrames` will have, tags not counted: for the taskbar and for the room on the disk. */
export function encodedBytes(format: ExportFormat, rate: Hertz, lengthFrames: number): number {
  switch (format.kind) {
    case 'wav':
      return (lengthFrames * format.bits) / 4;
    case 'flac':
      return Math.ceil((lengthFrames * format.bits * flacShare) / 4);
    case 'mp3':
      return bytesAt(kbpsOf(format.quality), rate, lengthFrames);
    case 'opus':
    case 'aac':
      return bytesAt(format.kbps, rate, lengthFrames);
  }
}

const kbpsOf = (quality: Mp3Quality): number =>
  quality === 'V0' || quality === 'V2' ? usualKbps[quality] : Number(quality);

const bytesAt = (kbps: number, rate: Hertz, lengthFrames: number): number =>
  Math.ceil((lengthFrames / rate) * kbps * 125);
