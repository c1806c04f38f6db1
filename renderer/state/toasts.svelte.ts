import type { Failure } from '#contract';

/** A short message over the window. Good news goes by itself; trouble stays until it is dismissed. */
export type Toast = { readonly id: number } & (
  { readonly about: 'news'; readonly text: string } | { readonly about: 'trouble'; readonly failure: Failure }
);

const shownMs = 5000;
const mostShown = 4;

export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #lastId = 0;

  news(text: string): void {
    const id = this.#add({ about: 'news', text });
    setTimeout(() => {
      this.dismiss(id);
    }, shownMs);
  }

  /** The same trouble is shown once, however often it is told. */
  trouble(failure: Failure): void {
    const isShown = this.list.some((toast) => toast.about === 'trouble' && toast.failure.kind === failure.kind);
    if (!isShown) this.#add({ about: 'trouble', failure });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  #add(content: { about: 'news'; text: string } | { about: 'trouble'; failure: Failure }): number {
    this.#lastId += 1;
    this.list = [...this.list, { ...content, id: this.#lastId }].slice(-mostShown);
    return this.#lastId;
  }
}
