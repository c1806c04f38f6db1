import type { Failure } from '#contract';

type ToastContent =
  | { readonly about: 'news'; readonly text: string }
  | { readonly about: 'trouble'; readonly failure: Failure }
  | { readonly about: 'offer'; readonly text: string; readonly label: string; readonly onpress: () => void };

/** A short message over the window. News disappears after 5 s; trouble and offers stay until dismissed. */
export type Toast = { readonly id: number } & ToastContent;

const shownMs = 5000;
const mostShown = 4;

/** The toasts on screen, the newest last, four at most. */
export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #lastId = 0;

  /** Shows news for 5 s. */
  news(text: string): void {
    const id = this.#add({ about: 'news', text });
    setTimeout(() => {
      this.dismiss(id);
    }, shownMs);
  }

  /** Shows a failure, once for each kind. */
  trouble(failure: Failure): void {
    const isShown = this.list.some((toast) => toast.about === 'trouble' && toast.failure.kind === failure.kind);
    if (!isShown) this.#add({ about: 'trouble', failure });
  }

  /** Shows news with a button. Replaces an offer with the same text. */
  offer(text: string, label: string, onpress: () => void): void {
    for (const toast of this.list) if (toast.about === 'offer' && toast.text === text) this.dismiss(toast.id);
    this.#add({ about: 'offer', text, label, onpress });
  }

  /** Removes a toast. */
  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  #add(content: ToastContent): number {
    this.#lastId += 1;
    this.list = [...this.list, { ...content, id: this.#lastId }].slice(-mostShown);
    return this.#lastId;
  }
}
