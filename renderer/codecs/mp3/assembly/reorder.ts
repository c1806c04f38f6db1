import { lines, Bands } from './bands';

const ordered = memory.data(lines * 4, 16);

/** Short blocks come band by band, window by window; turns them into line by line, the three windows of each together. */
export function reorder(spectrum: usize, bands: Bands): void {
  let start = spectrum;
  for (let band = 0; band < bands.long; band++) start += 4 * bands.widths[band];
  let from = start;
  let to = ordered;
  for (let band = bands.long; band < bands.count; band += 3) {
    const width = 4 * bands.widths[band];
    for (let at = from; at < from + width; at += 4) {
      store<f32>(to, load<f32>(at));
      store<f32>(to, load<f32>(at + width), 4);
      store<f32>(to, load<f32>(at + 2 * width), 8);
      to += 12;
    }
    from += 3 * width;
  }
  memory.copy(start, ordered, to - ordered);
}
