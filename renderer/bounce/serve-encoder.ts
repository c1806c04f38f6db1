import { fail, ok, type Result } from '#contract';
import type { EncoderAnswer, EncoderRequest } from './bounce-protocol.ts';
import type { FileEncoder } from './encoding/file-encoder.ts';

/** Does what the `LinkedEncoder` at the other end of the port asks for, one thing after the other. */
export function serveEncoder(port: MessagePort, open: () => Promise<Result<FileEncoder>>): void {
  let opened: Result<FileEncoder> = fail('internal', 'the encoder is not open');
  let last = Promise.resolve();
  const answerTo = async (request: EncoderRequest): Promise<void> => {
    switch (request.about) {
      case 'open':
        opened = await open();
        tell({ about: 'open', result: opened.ok ? ok() : opened });
        return;
      case 'block': {
        const { left, right } = request.block;
        const result = opened.ok ? await opened.value.encode(left, right, request.count) : opened;
        tell({ about: 'block', result, block: request.block }, [left.buffer, right.buffer]);
        return;
      }
      case 'finish':
        tell({ about: 'finish', result: opened.ok ? await opened.value.finish() : opened });
    }
  };
  const tell = (answer: EncoderAnswer, moved: ArrayBuffer[] = []): void => {
    port.postMessage(answer, moved);
  };
  port.onmessage = ({ data }: MessageEvent<EncoderRequest>) => {
    last = last.then(() => answerTo(data));
  };
}
