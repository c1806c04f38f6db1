import type { TimeView } from '../../mix/timeline.ts';
import type { WaveShape } from '../../mix/wave-shape.ts';

/** Quiet passages are drawn larger than they are, so that a stem that whispers can be seen. */
const bend = 0.7;
/** The step of an overview is large for a fading tone: the least of it is drawn as nearly nothing. */
const finest = 0.7;

type Look = {
  readonly view: TimeView;
  /** What `view` counts at. */
  readonly songRate: number;
  /** Amplitudes are drawn this much larger. */
  readonly scale: number;
  readonly ink: string;
};

/** Draws the shape of a stem, one column a device pixel. */
export function drawWave(canvas: HTMLCanvasElement, shape: WaveShape, { view, songRate, scale, ink }: Look): void {
  const context = canvas.getContext('2d');
  const { width, height } = canvas;
  if (context === null || width === 0) return;
  const columns = shape.columns(view.startFrame, view.endFrame, songRate, width);
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
