import { failure, ok, type OrderNews, type Result } from '#contract';
import { orderNewsSchema } from '#contract/schemas';

/** How an order ended. */
export type OrderEnd = Extract<OrderNews, { readonly state: 'done' | 'failed' }>;
export type OrderPlan = Extract<OrderNews, { readonly state: 'planned' }>;

/** Hears the page, until it tells the end; what it says after that is nothing. */
export class NewsDesk {
  readonly #onProgress: (fraction: number) => void;
  readonly #onPlan: (plan: OrderPlan) => void;
  readonly end: Promise<OrderEnd>;
  #settle: (end: OrderEnd) => void = () => undefined;

  constructor(onProgress: (fraction: number) => void, onPlan: (plan: OrderPlan) => void) {
    this.#onProgress = onProgress;
    this.#onPlan = onPlan;
    this.end = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  take(news: OrderNews): void {
    switch (news.state) {
      case 'planned':
        this.#onPlan(news);
        return;
      case 'running':
        this.#onProgress(news.fraction);
        return;
      case 'done':
      case 'failed':
        this.#settle(news);
    }
  }

  /** Takes news as the page wrote them: JSON in UTF-8. After words that nobody understands there is nothing to wait for. */
  read(bytes: Uint8Array): Result<undefined> {
    this.take(parseNews(bytes) ?? { state: 'failed', failure: failure('internal', 'news that are none') });
    return ok();
  }
}

function parseNews(bytes: Uint8Array): OrderNews | null {
  try {
    const news = orderNewsSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return news.success ? news.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
