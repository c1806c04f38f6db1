import type { EncodeOrder } from './bounce-protocol.ts';
import { openEncoder } from '../codecs/open-encoder.ts';
import { putTo } from './upload.ts';
import { serveEncoder } from './serve-encoder.ts';

addEventListener('message', ({ data: { files }, ports }: MessageEvent<EncodeOrder>) => {
  for (const [index, { file, urlPrefix }] of files.entries()) {
    const port = ports[index];
    if (port === undefined) throw new Error('An encoder needs a port to its writer.');
    serveEncoder(port, () => openEncoder(file, putTo(urlPrefix)));
  }
});
