import { fail, ok, type Result } from '#contract';
import type { EncoderAnswer, EncoderRequest, Parcel } from './bounce-protocol.ts';
import type { FileEncoder } from '../codecs/shared/file-encoder.ts';

/** Does what the `LinkedEncoder` at the other end of the port asks for, one thing after the other. */
export function serveEncoder(port: MessagePort, open: () => Promise<Result<FileEncoder>>): void {
  let opened: Result<FileEncoder> = noEncoder;
  let blocks: Parcel = [];
  let last = Promise.resolve();
  const answerTo = async (request: EncoderRequest): Promise<void> => {
    switch (request.about) {
      case 'open':
        blocks = request.blocks;
        opened = await open();
        tell({ about: 'open', result: opened.ok ? ok() : opened });
        return;
      case 'block': {
        const { place, count } = request;
        const block = blocks[place];
        if (!opened.ok || block === undefined) tell({ about: 'block', result: noEncoder, place });
        else tell({ about: 'block', result: await opened.value.encode(block.left, block.right, count), place });
        return;
      }
      case 'finish':
        tell({ about: 'finish', result: opened.ok ? await opened.value.finish() : opened });
    }
  };
  const tell = (answer: EncoderAnswer): void => {
    port.postMessage(answer);
  };
  port.onmessage = ({ data }: MessageEvent<EncoderRequest>) => {
    last = last.then(() => answerTo(data));
  };
}

const noEncoder = fail('internal', 'there is no encoder for this');
