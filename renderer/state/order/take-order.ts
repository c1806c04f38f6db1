import type { Bridge, OrderNews } from '#contract';
import { carryOrder, type OrderPorts } from './carry-order.ts';

/** Waits for the one order that a page without a window is given, and carries it out. Must be called as the page is loaded. */
export function takeOrder(api: Pick<Bridge, 'onNotice'>, ports: OrderPorts): void {
  const leave = api.onNotice((notice) => {
    if (notice.about !== 'order') return;
    leave();
    const { newsTicket } = notice.order;
    let told = -1;
    // One after the other: what is told last is the end.
    let last = Promise.resolve<unknown>(undefined);
    const tell = (news: OrderNews): void => {
      const percent = news.state === 'running' ? Math.floor(news.fraction * 100) : null;
      if (percent === told) return;
      told = percent ?? told;
      const bytes = new TextEncoder().encode(JSON.stringify(news));
      last = last.then(() => ports.putBytes(newsTicket, bytes));
    };
    void carryOrder(notice.order, ports, tell);
  });
}
