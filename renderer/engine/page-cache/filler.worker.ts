import { failure } from '#contract';
import { attachPool, PageTable } from './pages.ts';
import { CommandCell, PlayLog } from '../play-line.ts';
import { ConcealedWatch, failureOf, StemShelf } from './open-stems.ts';
import type { FillerReport, FillerRequest, FillOrder, OpenedRow } from './filler-pool.ts';
import { Filler } from './filler.ts';
import { SlotBook } from './page-cache.ts';

const shelf = new StemShelf();
let filler: Filler | null = null;
let answered: Promise<void> = Promise.resolve();

const report = (message: FillerReport): void => {
  self.postMessage(message);
};

const damage = new ConcealedWatch(
  () => shelf.sources,
  (row, frames) => {
    report({ kind: 'concealed', row, frames });
  },
);

function fill(order: FillOrder): void {
  const table = new PageTable(order.song);
  damage.start();
  if (filler !== null) {
    filler.extend(table, shelf.sources);
    return;
  }
  const tools = {
    pool: attachPool(order.pool),
    book: new SlotBook(order.firstSlot, order.slotCount),
    command: new CommandCell(order.command),
    log: new PlayLog(order.log),
    sampleRate: order.sampleRate,
    onLost: (row: number, reason: unknown) => {
      report({ kind: 'lost', row, failure: failureOf(reason) });
    },
  };
  filler = new Filler(tools, table, shelf.sources);
  void filler.work();
}

function leave(): void {
  filler?.close();
  filler = null;
  damage.stop();
  shelf.close();
}

async function answer(request: FillerRequest): Promise<readonly OpenedRow[]> {
  switch (request.kind) {
    case 'open':
      if (request.manner === 'anew') leave();
      return shelf.open(request.stems);
    case 'tune':
      return shelf.tune(request.songRate);
    case 'fill':
      fill(request.order);
      return [];
    case 'drop':
      filler?.drop(request.rows);
      shelf.drop(request.rows);
      return [];
    case 'close':
      leave();
      return [];
  }
}

self.onmessage = ({ data }: MessageEvent<FillerRequest>) => {
  answered = answered.then(async () => {
    try {
      report({ kind: 'answer', rows: await answer(data) });
    } catch (reason) {
      report({ kind: 'failed', failure: failureOf(reason) });
    }
  });
};
self.onmessageerror = () => {
  answered = answered.then(() => {
    report({ kind: 'failed', failure: failure('internal', 'A request to a filler cannot be read.') });
  });
};
