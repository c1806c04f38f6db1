import { describe, expect, it } from 'vitest';
import { mostPartBytes, mostParts, partsUrl, type Sha256, type StemPart } from '#contract';
import { routeRequest } from '../../../electron/main/app-protocol/answer.ts';
import { batchesOf } from '../../../renderer/codecs/library-byte-source.ts';

const part = (length: number, index = 0): StemPart => ({ sha256: 'c'.repeat(64) as Sha256, offset: index * 7, length });

describe('what many stems ask for at a time', () => {
  it('goes in one request, in the order it was asked for', () => {
    const asked = [part(16_384, 2), part(5, 0), part(32_768, 1)];
    expect(batchesOf(asked)).toEqual([asked]);
    expect(batchesOf([])).toEqual([]);
  });

  it('goes in several when it is more than one may hold, each of which main takes', () => {
    const many = Array.from({ length: 2 * mostParts + 1 }, (_, index) => part(1000, index));
    const large = [part(mostPartBytes), part(1), part(mostPartBytes - 1), part(1)];
    for (const asked of [many, large]) {
      const batches = batchesOf(asked);
      expect(batches.flat()).toEqual(asked);
      for (const parts of batches) expect(routeRequest(partsUrl(parts), 'GET')).toEqual({ to: 'parts', parts });
    }
    expect(batchesOf(many)).toHaveLength(3);
    expect(batchesOf(large)).toHaveLength(3);
  });
});
