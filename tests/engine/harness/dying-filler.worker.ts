import type { FillerRequest } from '../../../renderer/engine/page-cache/filler-pool.ts';
import '../../../renderer/engine/page-cache/filler.worker.ts';

// A filler in which something throws that nothing catches, at the request that its name ends with.
addEventListener('message', ({ data }: MessageEvent<FillerRequest>) => {
  if (self.name.endsWith(data.kind)) throw new Error('The worker died.');
});
