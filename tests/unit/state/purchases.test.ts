import { describe, expect, it } from 'vitest';
import {
  type Bridge,
  type Confirmation,
  fail,
  mostUploadBytes,
  ok,
  type PurchaseOffer,
  type SavedAudio,
  type Sha256,
} from '#contract';
import { PurchaseState, type WantedSeparation } from '../../../renderer/state/purchases.svelte.ts';
import { qualityFor } from '../../../renderer/export/encode-song.ts';
import { Toasts } from '../../../renderer/state/toasts.svelte.ts';
import { FakeBridge } from '../../fakes/fake-bridge.ts';
import { sessionOf } from '../../fakes/sessions.ts';

const song = sessionOf({ letter: 'a', title: 'Night Drive', addedAt: 1000 });
const offer: PurchaseOffer = { balance: 100, purchases: [], confirmation: '0'.repeat(26) as Confirmation };
const audio = (byteLength: number): SavedAudio => ({ sha256: 'a'.repeat(64) as Sha256, byteLength, container: 'wav' });
const wanted = (file: SavedAudio): WantedSeparation => ({
  ...{ title: 'Night Drive', kind: { split: 'twelve' }, despite: null, audio: file },
  source: { from: 'file', sha256: file.sha256, name: 'night.wav' },
});

async function asked(instead: Partial<Bridge> = {}, encoded = ok()) {
  const bridge = new FakeBridge([song]);
  const api = bridge.api({ offerPurchase: () => Promise.resolve(ok(offer)), ...instead });
  const state = new PurchaseState(api, () => Promise.resolve(encoded), new Toasts());
  await state.ask();
  return { bridge, state };
}

describe('buying a separation', () => {
  it('sends a small file as it is, and a large one after it was encoded', async () => {
    const { bridge, state } = await asked();
    await state.buy(wanted(audio(mostUploadBytes)));
    expect(bridge.asked).toEqual(['buySeparation Night Drive']);
    await state.buy(wanted(audio(mostUploadBytes + 1)));
    expect(bridge.asked.slice(1)).toEqual(['encodeSong', 'keep upload.mp3', 'buySeparation Night Drive']);
  });

  it('buys nothing when the file cannot be encoded, and leaves no half of it', async () => {
    const { bridge, state } = await asked({}, fail('undecodable') as never);
    expect(await state.buy(wanted(audio(mostUploadBytes + 1)))).toEqual(fail('undecodable'));
    expect(bridge.asked).toEqual(['encodeSong', 'drop upload.mp3']);
    expect(state.isBuying).toBe(false);
  });

  it('happens once for one press, and needs an answer about the credits first', async () => {
    let bought = 0;
    const { state } = await asked({
      buySeparation: () => {
        bought += 1;
        return Promise.resolve(ok(song));
      },
    });
    const answers = await Promise.all([1, 2, 3].map(() => state.buy(wanted(audio(1000)))));
    expect(answers.map(({ ok: isBought }) => isBought)).toEqual([true, false, false]);
    expect(bought).toBe(1);
    const without = await asked({ offerPurchase: () => Promise.resolve(fail('offline')) });
    expect(await without.state.buy(wanted(audio(1000)))).toEqual(fail('purchaseUnderWay'));
  });

  it('asks for a new confirmation after a failure', async () => {
    let offers = 0;
    const { state } = await asked({
      offerPurchase: () => {
        offers += 1;
        return Promise.resolve(ok(offer));
      },
    });
    await state.buy(wanted(audio(1000)));
    expect(offers).toBe(2);
  });
});

describe('the bit rate of a large file', () => {
  it.each([
    [60, '320'],
    [480, '320'],
    [600, '256'],
    [900, '160'],
    [1200, '128'],
    [1300, null],
  ])('of %i s is the highest that 20 MB hold: %s', (seconds, quality) => {
    expect(qualityFor(seconds)).toBe(quality);
    if (quality !== null) expect((seconds * Number(quality) * 1000) / 8).toBeLessThan(mostUploadBytes);
  });
});
