import { strainName, type StrainOptions } from './strain-protocol.ts';
import strainUrl from './strain.worklet.ts?worker&url';

/** Calls back for every gap in what the context plays. */
export async function watchStrain(context: AudioContext, onGap: () => void): Promise<void> {
  await context.audioWorklet.addModule(strainUrl);
  const processorOptions: StrainOptions = { bufferSeconds: context.baseLatency };
  const node = new AudioWorkletNode(context, strainName, {
    numberOfInputs: 0,
    outputChannelCount: [1],
    processorOptions,
  });
  node.port.onmessage = onGap;
  // Only what leads to the speakers is asked for sound.
  node.connect(context.destination);
}
