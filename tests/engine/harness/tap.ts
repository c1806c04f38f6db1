import { readerName } from '../../../renderer/engine/play-line.ts';
import { tapName, type Seen, type TapMessage, type TapReport } from './tap-protocol.ts';
import tapUrl from './tap.worklet.ts?worker&url';

let reader: AudioWorkletNode | null = null;

/** From now on the newest stem reader that the engine makes is known here. */
export function watchReaders(): void {
  globalThis.AudioWorkletNode = new Proxy(AudioWorkletNode, {
    construct(Node, [context, name, options]: [AudioContext, string, AudioWorkletNodeOptions]) {
      const node = new Node(context, name, options);
      if (name === readerName) reader = node;
      return node;
    },
  });
}

export type Tap = {
  look(): Promise<Seen>;
  record(frames: number): Promise<readonly Float32Array[]>;
};

/** Taps the first `rows` outputs of the newest reader, ahead of the mixer. */
export async function tapReader(rows: number): Promise<Tap> {
  const source = reader;
  if (source === null) throw new Error('No song is open.');
  await source.context.audioWorklet.addModule(tapUrl);
  const node = new AudioWorkletNode(source.context, tapName, { numberOfInputs: rows, numberOfOutputs: 1 });
  for (let row = 0; row < rows; row += 1) source.connect(node, row, row);
  // A node that leads nowhere is not asked for sound; this one gives silence.
  node.connect(source.context.destination);
  const ask = (message: TapMessage): Promise<TapReport> =>
    new Promise((resolve) => {
      node.port.onmessage = ({ data }: MessageEvent<TapReport>) => {
        resolve(data);
      };
      node.port.postMessage(message);
    });
  return {
    async look() {
      const report = await ask({ kind: 'look' });
      if (report.kind !== 'seen') throw new Error('The tap answered something else.');
      return report;
    },
    async record(frames) {
      const report = await ask({ kind: 'record', rows, frames });
      if (report.kind !== 'recorded') throw new Error('The tap answered something else.');
      return report.sounds;
    },
  };
}
