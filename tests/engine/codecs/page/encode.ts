import type { ExportFormat, FileTags, Result } from '#contract';
import type { EncodeTask } from './encode.worker.ts';

export type EncodeRequest = {
  readonly format: ExportFormat;
  /** What the samples are taken to be at. */
  readonly rate: number;
  readonly tags: FileTags;
  readonly fileName: string;
};

/** Writes sound to a file of the server, in a worker as the app has one. */
export function encodeInWorker(
  { format, rate, tags, fileName }: EncodeRequest,
  left: Float32Array,
  right: Float32Array,
): Promise<Result<undefined>> {
  const urlPrefix = new URL(`/export/${fileName}?offset=`, location.href).href;
  const order: EncodeTask = {
    format,
    rate,
    tags,
    urlPrefix,
    left: Float64Array.from(left),
    right: Float64Array.from(right),
  };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./encode.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Result<undefined>>) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message));
    });
    worker.postMessage(order);
  });
}

/** What Chromium itself makes of a file: both channels. */
export async function decodeByChromium(url: string, rate: number): Promise<readonly [Float32Array, Float32Array]> {
  const bytes = await (await fetch(url)).arrayBuffer();
  const sound = await new OfflineAudioContext(2, 1, rate).decodeAudioData(bytes);
  return [sound.getChannelData(0), sound.getChannelData(1)];
}
