/** Rates that have bands: the first of the list (ISO 14496-3 table 4.82), 96 to 8 kHz. */
export const rateCount = 12;

// Widths of scale factor bands (ISO 14496-3 tables 4.129 to 4.147), in fours of lines, in base 36.
const long96 = '11111111111111222223333344679bggggggggggg';
const long64 = '11111111111111222233344456679aaaaaaaaaaaaaaaaaa';
const long48 = '111111111122222223333445566778888888888888888888o';
const long32 = '111111111122222223333445566778888888888888888888888';
const long24 = '1111111111122222222223333444556677899abcddggggg';
const long16 = '222222222223333333334444555667789aabcdefggg';
const long8 = '33333333333334444444555566677899abcdefgk';
const short96 = '111111222479';
const short48 = '11111222333444';
const short24 = '111111122233445';
const short16 = '111111112233455';
const short8 = '111111122223455';

/** The bands of a rate, long ones or short: how many there are, how many temporal noise shaping reaches, and where each begins. */
@unmanaged
export class Bands {
  count: i32 = 0;
  shaped: i32 = 0;
  // Behind these fields, as words: the line at which each band begins, and one more for the end.
}

const startsAt: usize = 8;
const mostBands = 51;
const bandsBytes = (startsAt + 4 * (mostBands + 1)) as i32;
const all = memory.data(2 * rateCount * bandsBytes, 16);

/** The greatest band of temporal noise shaping, of each rate (ISO 14496-3 table 4.139). */
const shapedLong: StaticArray<u8> = [31, 31, 34, 40, 42, 51, 46, 46, 42, 42, 42, 39];
const shapedShort: StaticArray<u8> = [9, 9, 10, 14, 14, 14, 14, 14, 14, 14, 14, 14];

lay(0, long96, short96);
lay(1, long96, short96);
lay(2, long64, short96);
lay(3, long48, short48);
lay(4, long48, short48);
lay(5, long32, short48);
lay(6, long24, short24);
lay(7, long24, short24);
lay(8, long16, short16);
lay(9, long16, short16);
lay(10, long16, short16);
lay(11, long8, short8);

function lay(rate: i32, long: string, short: string): void {
  layBands(bandsOf(rate, false), long, shapedLong[rate]);
  layBands(bandsOf(rate, true), short, shapedShort[rate]);
}

function layBands(bands: Bands, widths: string, shaped: i32): void {
  bands.count = widths.length;
  bands.shaped = min(shaped, bands.count);
  let line = 0;
  for (let band = 0; band < bands.count; band++) {
    store<i32>(changetype<usize>(bands) + 4 * band, line, startsAt);
    const digit = widths.charCodeAt(band);
    line += 4 * (digit < 58 ? digit - 48 : digit - 87);
  }
  store<i32>(changetype<usize>(bands) + 4 * bands.count, line, startsAt);
}

/** The bands of a rate, 0 to 11. */
export function bandsOf(rate: i32, isShort: bool): Bands {
  return changetype<Bands>(all + (2 * rate + i32(isShort)) * bandsBytes);
}

/** The line at which a band begins; at their count: where the last ends. */
export function bandStart(bands: Bands, band: i32): i32 {
  return load<i32>(changetype<usize>(bands) + 4 * band, startsAt);
}
