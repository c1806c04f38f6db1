import type { Failure } from '#contract';

type ToastContent =
  | { readonly about: 'news'; readonly text: string }
  | { readonly about: 'trouble'; readonly failure: Failure }
  | { readonly about: 'offer'; readonly text: string; readonly label: string; readonly onpress: () => void };

/** A short message over the window. Good news goes by itself; trouble, and what has a button, stay until they are dismissed. */
export type Toast = { readonly id: number } & ToastContent;

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

  /** News with something to press. The same text is shown once. */
  offer(text: string, label: string, onpress: () => void): void {
    for (const toast of this.list) if (toast.about === 'offer' && toast.text === text) this.dismiss(toast.id);
    this.#add({ about: 'offer', text, label, onpress });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  #add(content: ToastContent): number {
    this.#lastId += 1;
    this.list = [...this.list, { ...content, id: this.#lastId }].slice(-mostShown);
    return this.#lastId;
  }
}
