/** Where a command speaks: results to `out`, everything else to `tell`. */
export type Terminal = {
  /** Settles when the text is on its way. */
  readonly out: (text: string) => Promise<void>;
  readonly tell: (text: string) => void;
  /** Whether somebody watches, so that a line may be written over. */
  readonly isWatched: boolean;
};

export const processTerminal: Terminal = {
  out: (text) =>
    new Promise((resolve) => {
      // A reader that is gone is no error of ours.
      process.stdout.once('error', () => {
        resolve();
      });
      process.stdout.write(text, () => {
        resolve();
      });
    }),
  tell: (text) => {
    process.stderr.write(text);
  },
  isWatched: process.stderr.isTTY,
};

/** Tells how far some work is: a line that counts, or one for each tenth where nobody watches. Fractions from 0 to 1. */
export function progressTeller({ tell, isWatched }: Terminal): (fraction: number) => void {
  let told = 0;
  return (fraction) => {
    const percent = Math.floor(fraction * 100);
    const step = isWatched ? 1 : 10;
    if (percent < told + step) return;
    told = percent - (percent % step);
    tell(isWatched ? `\r${String(told).padStart(3)} %${told === 100 ? '\n' : ''}` : `${String(told)} %\n`);
  };
}
