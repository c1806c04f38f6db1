import { failure, type Failure } from '#contract';
import type { WriteOrder, WriterMessage } from './bounce-protocol.ts';
import { encoderBehind } from './encoder-link.ts';
import { openEncoder } from '../codecs/open-encoder.ts';
import { feedsOf } from './parcel-feed.ts';
import { putTo } from './upload.ts';
import { openScratchFile } from './scratch.ts';
import { SharedProgress } from './shared-progress.ts';
import { writeTarget } from './write-target.ts';

function tell(message: WriterMessage): void {
  postMessage(message);
}

function tellFailure(trouble: Failure): void {
  tell({ about: 'failed', failure: trouble });
}

addEventListener('message', ({ data: { targets }, ports }: MessageEvent<WriteOrder>) => {
  const onward = targets.filter(({ isEncodedElsewhere }) => isEncodedElsewhere);
  const sumAt = feedsOf(ports.slice(0, ports.length - onward.length));
  const encoderPorts = ports.slice(ports.length - onward.length);
  const started = targets.map((order) => ({ order, feeds: order.inputs.map(sumAt) }));
  const progress = new SharedProgress(
    targets.map(({ file }) => file.lengthFrames),
    (fraction) => {
      tell({ about: 'progress', fraction });
    },
  );
  for (const [index, { order, feeds }] of started.entries()) {
    const onProgress = (fraction: number): void => {
      progress.set(index, fraction);
    };
    const port = encoderPorts[onward.indexOf(order)];
    const tools = {
      openEncoder: port === undefined ? openEncoder : encoderBehind(port),
      openScratch: openScratchFile,
      put: putTo(order.urlPrefix),
    };
    writeTarget(order, feeds, tools, onProgress).then(
      (written) => {
        if (written.ok) tell({ about: 'done', target: order.target, report: written.value });
        else tellFailure(written.failure);
      },
      (reason: unknown) => {
        tellFailure(failure('internal', reason instanceof Error ? reason.message : ''));
      },
    );
  }
});
