import type { DrawnWaveform, LabelledTick, TimeView } from '../../song/timeline.ts';

/** Draws the ruler in the colour `ink`. The canvas is measured in device pixels, `scale` of them to a CSS pixel. */
export function drawRuler(canvas: HTMLCanvasElement, ticks: readonly LabelledTick[], scale: number, ink: string): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  context.fillStyle = ink;
  context.font = `${11 * scale}px "Inter Variable", system-ui, sans-serif`;
  context.textBaseline = 'middle';
  for (const tick of ticks) {
    const x = Math.round(tick.fraction * width);
    const length = (tick.label === null ? 4 : 10) * scale;
    context.globalAlpha = tick.label === null ? 0.35 : 0.7;
    context.fillRect(x, height - length, Math.max(1, Math.round(scale)), length);
    if (tick.label === null) continue;
    context.globalAlpha = 1;
    context.fillText(tick.label, x + 5 * scale, height - 14 * scale);
  }
}

/** Exponent that enlarges quiet passages, so that a soft stem can be seen. */
const bend = 0.7;
/** Peaks of 8 bits are coarse for a fading tone; their smallest steps are drawn as nearly nothing. */
const finest = 0.7;

type Look = {
  readonly view: TimeView;
  /** The rate in Hz at which `view` counts. */
  readonly songRate: number;
  /** Scale of the amplitudes. */
  readonly scale: number;
  readonly ink: string;
};

/** Draws the waveform of a stem, one column for each device pixel. */
export function drawWave(
  canvas: HTMLCanvasElement,
  waveform: DrawnWaveform,
  { view, songRate, scale, ink }: Look,
): void {
  const context = canvas.getContext('2d');
  const { width, height } = canvas;
  if (context === null || width === 0) return;
  const columns = waveform.columns(view.startFrame, view.endFrame, songRate, width);
  const middle = height / 2;
  const reach = Float64Array.from({ length: 129 }, (_, magnitude) => {
    const amplitude = Math.min(Math.max((magnitude - finest) / (127 - finest), 0) * scale, 1) ** bend;
    return amplitude * (middle - 1);
  });
  const yOf = (sample: number): number => middle - Math.sign(sample) * (reach[Math.abs(sample)] ?? 0);
  context.clearRect(0, 0, width, height);
  context.fillStyle = ink;
  context.beginPath();
  for (let x = 0; x < width; x += 1) context.lineTo(x, yOf(columns[2 * x + 1] ?? 0) - 0.5);
  for (let x = width - 1; x >= 0; x -= 1) context.lineTo(x, yOf(columns[2 * x] ?? 0) + 0.5);
  context.fill();
}

/** The amplitudes of all stems together along the whole song, 0 to 1 of the loudest place, `count` of them. */
export function overviewOf(
  waveforms: readonly DrawnWaveform[],
  songFrames: number,
  songRate: number,
  count: number,
): Float64Array {
  const powers = new Float64Array(count);
  for (const waveform of waveforms) {
    const columns = waveform.columns(0, songFrames, songRate, count);
    for (let at = 0; at < count; at += 1) {
      const reach = Math.max(Math.abs(columns[2 * at] ?? 0), Math.abs(columns[2 * at + 1] ?? 0));
      powers[at] = (powers[at] ?? 0) + reach * reach;
    }
  }
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  return loudest === 0 ? powers : powers.map((power) => Math.sqrt(power / loudest));
}

/** Draws the outline of a whole song in the colour `ink`, a column for each device pixel, on the middle line. */
export function drawOverview(canvas: HTMLCanvasElement, overview: Float64Array, ink: string): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  context.fillStyle = ink;
  overview.forEach((amplitude, x) => {
    const reach = Math.max(1, Math.round(amplitude ** bend * height));
    context.fillRect(x, Math.floor((height - reach) / 2), 1, reach);
  });
}
