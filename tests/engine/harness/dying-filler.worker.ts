import type { FillerRequest } from '../../../renderer/engine/filling/filler-protocol.ts';
import '../../../renderer/engine/filling/filler.worker.ts';

// A filler in which something throws that nothing catches, at the request that its name ends with.
addEventListener('message', ({ data }: MessageEvent<FillerRequest>) => {
  if (self.name.endsWith(data.kind)) throw new Error('The worker died.');
});
