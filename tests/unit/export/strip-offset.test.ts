import { expect, it } from 'vitest';
import { flatMix, hertz, maxShiftFrames, maxShiftMs } from '#contract';
import { createSongMemory, PageTable } from '../../../renderer/engine/page-cache/pages.ts';
import { shiftRows } from '../../../renderer/engine/song-opener.ts';
import { audibleStems } from '../../../renderer/export/plan/submix-plan.ts';
import { withHandShift, withShift } from '../../../renderer/mix/mix-edits.ts';
import { playable } from '../../../renderer/state/song/playable.ts';
import { sessionOf, stemOf } from '../../fakes/sessions.ts';

const session = sessionOf({ stems: [stemOf('vocals'), stemOf('drums'), stemOf('bass')] });
const stems = playable(session);
const [vocals, drums] = stems;
if (vocals === undefined || drums === undefined) throw new Error('no stems');

it.each([8000, 22_050, 44_100, 48_000, 96_000, 384_000])(
  'a stem that is aligned and shifted by hand plays where its export has it, to the frame, at %i Hz',
  (rate) => {
    const songRate = hertz(rate);
    const table = new PageTable(createSongMemory(stems.map(() => rate)));
    for (const shiftMs of [-maxShiftMs, -333, -1, 1, 7, 12, 250, maxShiftMs]) {
      for (const shiftFrames of [-maxShiftFrames, -1105, 0, 576]) {
        const aligned = withShift(flatMix(session.stems.map(({ id }) => id)), drums.id, shiftFrames);
        const mix = withHandShift(withHandShift(aligned, drums.id, shiftMs), vocals.id, -shiftMs);
        shiftRows(table, stems, mix, songRate);
        const played = stems.map((_, row) => table.shiftOf(row));
        expect(played).toEqual(audibleStems(stems, mix, songRate).map((one) => one.shiftFrames));
        expect(played[1]).toBe(shiftFrames + Math.round((shiftMs * rate) / 1000));
        expect(played[2]).toBe(0);
      }
    }
    expect(shiftRows(table, stems, flatMix(session.stems.map(({ id }) => id)), songRate)).toBe(true);
  },
);
