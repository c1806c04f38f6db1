import type { Result } from '#contract';
import type { BounceReport, WriteOrder, WriterMessage } from './bounce-protocol.ts';
import { GroupFeed } from './group-feed.ts';
import { putPiece } from './piece-writer.ts';
import { writeMix } from './write-mix.ts';

function tell(message: WriterMessage): void {
  postMessage(message);
}

function tellOutcome(outcome: Result<BounceReport>): void {
  if (outcome.ok) tell({ about: 'done', report: outcome.value });
  else tell({ about: 'failed', failure: outcome.failure });
}

addEventListener('message', ({ data, ports }: MessageEvent<WriteOrder>) => {
  const feeds = ports.map((port) => new GroupFeed(port));
  void writeMix(
    data,
    feeds,
    (offset, bytes) => putPiece(`${data.urlPrefix}${offset}`, bytes),
    (fraction) => {
      tell({ about: 'progress', fraction });
    },
  ).then(tellOutcome, (reason: unknown) => {
    tell({ about: 'failed', failure: { kind: 'internal', detail: reason instanceof Error ? reason.message : '' } });
  });
});
