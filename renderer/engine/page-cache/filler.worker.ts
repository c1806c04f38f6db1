import { failure, speak } from '#contract';
import { attachPool, PageTable } from './pages.ts';
import { CommandCell, PlayLog } from '../play-line.ts';
import { ConcealedWatch, failureOf, OpenStems } from './open-stems.ts';
import type { FillerReport, FillerRequest, FillRequest, OpenedRow } from './filler-pool.ts';
import { Filler } from './filler.ts';
import { PageCache } from './page-cache.ts';

const stems = new OpenStems();
let filler: Filler | null = null;
let answered: Promise<void> = Promise.resolve();

const report = (message: FillerReport): void => {
  self.postMessage(message);
};

const concealed = new ConcealedWatch(
  () => stems.sources,
  (row, frames) => {
    report({ kind: 'concealed', row, frames });
  },
);

function fill(request: FillRequest): void {
  const table = new PageTable(request.song);
  concealed.start();
  if (filler !== null) {
    filler.extend(table, stems.sources, request.mostSlots);
    return;
  }
  const parts = {
    pool: attachPool(request.pool),
    cache: new PageCache(request.firstSlot, request.slotCount, request.mostSlots),
    command: new CommandCell(request.command),
    log: new PlayLog(request.log),
    sampleRate: request.sampleRate,
    onLost: (row: number, reason: unknown) => {
      report({ kind: 'lost', row, failure: failureOf(reason) });
    },
  };
  filler = new Filler(parts, table, stems.sources);
  void filler.work();
}

function closeSong(): void {
  filler?.close();
  filler = null;
  concealed.stop();
  stems.close();
}

async function answer(request: FillerRequest): Promise<readonly OpenedRow[]> {
  switch (request.kind) {
    case 'open':
      speak(() => request.locale);
      if (request.manner === 'anew') closeSong();
      return stems.open(request.stems);
    case 'setRate':
      return stems.setRate(request.songRate);
    case 'fill':
      fill(request.request);
      return [];
    case 'drop':
      filler?.drop(request.rows);
      stems.drop(request.rows);
      return [];
    case 'close':
      closeSong();
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
