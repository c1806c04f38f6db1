import { speakersOfMask, type Speaker } from '../downmix.ts';

/** Labels of single channels (CoreAudioTypes, AudioChannelLabel). */
const labels: Readonly<Record<number, Speaker>> = {
  ...{ 1: 'L', 2: 'R', 3: 'C', 4: 'LFE', 5: 'Ls', 6: 'Rs', 7: 'Lc', 8: 'Rc', 9: 'Cs', 10: 'Lb', 11: 'Rb' },
  ...{ 12: 'Ts', 13: 'Tfl', 14: 'Tfc', 15: 'Tfr', 16: 'Tbl', 17: 'Tbc', 18: 'Tbr' },
  ...{ 33: 'Lb', 34: 'Rb', 35: 'Lc', 36: 'Rc', 37: 'LFE', 42: 'C' },
};

/** Layouts that have a number of their own (AudioChannelLayoutTag without its count of channels). */
const layouts: Readonly<Record<number, string>> = {
  108: 'L R Ls Rs',
  109: 'L R Ls Rs C',
  110: 'L R Ls Rs C Cs',
  111: 'L R Ls Rs C Cs Lc Rc',
  113: 'L R C',
  114: 'C L R',
  115: 'L R C Cs',
  116: 'C L R Cs',
  117: 'L R C Ls Rs',
  118: 'L R Ls Rs C',
  119: 'L C R Ls Rs',
  120: 'C L R Ls Rs',
  121: 'L R C LFE Ls Rs',
  122: 'L R Ls Rs C LFE',
  123: 'L C R Ls Rs LFE',
  124: 'C L R Ls Rs LFE',
  125: 'L R C LFE Ls Rs Cs',
  126: 'L R C LFE Ls Rs Lc Rc',
  127: 'C Lc Rc L R Ls Rs LFE',
  128: 'L R C LFE Ls Rs Lb Rb',
  129: 'L R Ls Rs C LFE Lc Rc',
  131: 'L R Cs',
  132: 'L R Ls Rs',
  133: 'L R LFE',
  134: 'L R LFE Cs',
  135: 'L R LFE Ls Rs',
  136: 'L R C LFE',
  137: 'L R C LFE Cs',
  138: 'L R Ls Rs LFE',
  139: 'L R Ls Rs C Cs',
  140: 'L R Ls Rs C Lb Rb',
  141: 'C L R Ls Rs Cs',
  142: 'C L R Ls Rs Cs LFE',
  143: 'C L R Ls Rs Lb Rb',
  144: 'C L R Ls Rs Lb Rb Cs',
  148: 'L R Ls Rs C Lc Rc',
  183: 'C L R Ls Rs Lb Rb LFE',
};

const byName = new Map<string, Speaker>(Object.values(labels).map((speaker) => [speaker, speaker]));
const descriptionBytes = 20;

/** The speakers of an AudioChannelLayout, as `chan` and `CHAN` chunks hold it; null when it says none that is known. */
export function readCoreAudioLayout(chunk: Uint8Array): readonly (Speaker | null)[] | null {
  if (chunk.length < 12) return null;
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const tag = view.getUint32(0);
  const bitmap = view.getUint32(4);
  if (tag === 0x1_0000) return speakersOfMask(bitmap, bitsOf(bitmap));
  if (tag !== 0) return layouts[tag >>> 16]?.split(' ').map((name) => byName.get(name) ?? null) ?? null;
  const count = Math.min(view.getUint32(8), Math.floor((chunk.length - 12) / descriptionBytes));
  return Array.from({ length: count }, (_, at) => labels[view.getUint32(12 + at * descriptionBytes)] ?? null);
}

const bitsOf = (mask: number): number => mask.toString(2).replaceAll('0', '').length;
