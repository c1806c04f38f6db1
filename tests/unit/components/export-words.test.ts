import { describe, expect, it } from 'vitest';
import { aacKbps, defaultExportChoices, mp3Qualities, opusKbps, type LoudnessFigures } from '#contract';
import { exportChoicesSchema } from '../../../electron/contract/schemas/exports.ts';
import {
  firstOf,
  formatOptions,
  loudnessLine,
  qualitiesOf,
  treatmentLine,
} from '../../../renderer/components/export/format-choices.ts';

const before: LoudnessFigures = { integratedLufs: -17.24, rangeLu: 6.24, truePeakDb: -3.06, samplePeakDb: -3.2 };
const after: LoudnessFigures = { integratedLufs: -14, rangeLu: 6.1, truePeakDb: -1, samplePeakDb: -1.3 };
const silent: LoudnessFigures = { integratedLufs: null, rangeLu: null, truePeakDb: -Infinity, samplePeakDb: -Infinity };

describe('the figures of an export', () => {
  it('are told before and after, and once when they are the same', () => {
    expect(loudnessLine({ before, after })).toBe('−17.2 → −14.0 LUFS · true peak −3.1 → −1.0 dBTP · range 6.1 LU');
    expect(loudnessLine({ before, after: before })).toBe('−17.2 LUFS · true peak −3.1 dBTP · range 6.2 LU');
    expect(loudnessLine({ before: silent, after: silent })).toBe('– LUFS · true peak – dBTP · range – LU');
  });

  it('say what was done', () => {
    const plain = { peakDb: -1.04, clippedSamples: 0, before, after, gainDb: 0, limitedDb: 0 };
    expect(treatmentLine(plain)).toBe('Peak −1.0 dBFS. Nothing clipped.');
    expect(treatmentLine({ ...plain, gainDb: 3.24, limitedDb: 1.2 })).toBe(
      'Gain +3.2 dB. Limited by up to 1.2 dB. Nothing clipped.',
    );
    expect(treatmentLine({ ...plain, clippedSamples: 3 })).toContain('3 samples clipped: turn the master down');
  });
});

describe('the formats on offer', () => {
  it('are every one there is, each with every quality, and all can be kept', () => {
    const formats = formatOptions.flatMap(({ value }) => qualitiesOf(value));
    expect(formats).toHaveLength(3 + 2 + mp3Qualities.length + opusKbps.length + aacKbps.length);
    for (const { value } of formatOptions) {
      expect(new Set(qualitiesOf(value).map(({ text }) => text)).size).toBe(qualitiesOf(value).length);
    }
    for (const { format } of formats) {
      expect(exportChoicesSchema.safeParse({ ...defaultExportChoices, format }).success).toBe(true);
    }
    for (const { value } of formatOptions)
      expect(qualitiesOf(value).map(({ format }) => format)).toContainEqual(firstOf[value]);
  });

  it('say what they are', () => {
    expect(qualitiesOf('wav').map(({ text }) => text)).toEqual(['16 bit', '24 bit', '32 bit float']);
    expect(qualitiesOf('mp3').map(({ text }) => text)).toContain('V0, variable, best');
    expect(qualitiesOf('aac').map(({ text }) => text)).toEqual(['256 kbit/s', '192 kbit/s', '128 kbit/s']);
  });
});
