import type { Failure } from './result.ts';
import type { AudioContainer, SeparationKind, SongSource, TaskId, AudioId, SessionId, Sha256 } from './session.ts';
import type { EpochMs } from './units.ts';

/** Instruments that the service is known to single out. It takes other names too. */
export const instrumentNames = [
  ...['Lead Vocal', 'Backing Vocals', 'Choir', 'Drum Kit', 'Kick', 'Snare', 'Hi-Hat', 'Percussion', 'Bass', '808'],
  ...['Acoustic Guitar', 'Electric Guitar', 'Piano', 'Keyboard', 'Synth', 'Strings', 'Brass', 'Woodwinds', 'FX'],
] as const;

declare const brand: unique symbol;
/** 26 characters, as a ULID. */
export type PurchaseId = string & { readonly [brand]: 'PurchaseId' };
/** Stands for one press of a button that pays; good for one purchase. 26 characters, as a ULID. */
export type Confirmation = string & { readonly [brand]: 'Confirmation' };

/** What credits are spent on. */
export type Bought =
  | { readonly is: 'separation'; readonly source: SongSource; readonly kind: SeparationKind }
  /** The notes of a separation's stems. */
  | { readonly is: 'midi'; readonly taskId: TaskId }
  /** The timed words of a song that the service made. */
  | { readonly is: 'lyrics'; readonly taskId: TaskId; readonly audioId: AudioId };

export type PurchaseOutcome =
  /** The request may be on its way: written before it leaves. */
  | { readonly state: 'sending' }
  /** `taskId` is null for what the service answers at once. */
  | { readonly state: 'bought'; readonly taskId: TaskId | null }
  /** The service said no, or the request never left. */
  | { readonly state: 'refused'; readonly failure: Failure }
  /** No clear answer came. */
  | { readonly state: 'uncertain'; readonly failure: Failure }
  /** The user has looked: nothing was bought. */
  | { readonly state: 'notBought' };

/** One line of the ledger. Credits may be fractions. */
export type Purchase = {
  readonly id: PurchaseId;
  readonly at: EpochMs;
  readonly title: string;
  readonly bought: Bought;
  readonly estimate: number;
  readonly balanceBefore: number;
  /** After the answer; null: not known. */
  readonly balanceAfter: number | null;
  readonly outcome: PurchaseOutcome;
  /** Whether the library has had the song, which may be removed since. */
  readonly hasSong: boolean;
};

/** The most lines of the ledger that the page gets. */
export const mostPurchasesShown = 500;

/** What the service's pages and clients say it takes, in credits. */
const listPrices = { vocals: 10, twelve: 50, one: 20, midi: 0, lyrics: 0.5 } as const;

const priceKey = (bought: Bought): keyof typeof listPrices =>
  bought.is === 'separation' ? bought.kind.split : bought.is;

/** Returns the credits that a purchase took by the balance; null: not known. */
export function spentOn({ balanceBefore, balanceAfter, outcome }: Purchase): number | null {
  if (outcome.state !== 'bought' || balanceAfter === null) return null;
  return Math.max(0, Math.round((balanceBefore - balanceAfter) * 100) / 100);
}

/**
 * Returns what a purchase will probably take, in credits: what the last one like it took, else the price list.
 * @param purchases newest first
 */
export function estimateOf(bought: Bought, purchases: readonly Purchase[]): number {
  const key = priceKey(bought);
  const known = purchases
    .filter((purchase) => priceKey(purchase.bought) === key)
    .map(spentOn)
    .find((spent) => spent !== null && spent > 0);
  return known ?? listPrices[key];
}

/** Whether two purchases are of the same: the same song, split in the same way. */
export const isSameBought = (one: Bought, other: Bought): boolean => boughtKey(one) === boughtKey(other);

function boughtKey(bought: Bought): string {
  switch (bought.is) {
    case 'separation':
      return ['separation', sourceKey(bought.source), kindKey(bought.kind)].join(' ');
    case 'midi':
      return `midi ${bought.taskId.toLowerCase()}`;
    case 'lyrics':
      return `lyrics ${bought.taskId.toLowerCase()} ${bought.audioId.toLowerCase()}`;
  }
}

function sourceKey(source: SongSource): string {
  switch (source.from) {
    case 'file':
      return source.sha256;
    case 'link':
      return source.url;
    case 'service':
      return source.audioId.toLowerCase();
  }
}

const kindKey = (kind: SeparationKind): string =>
  kind.split === 'one' ? `one ${kind.instrument.trim().toLowerCase()}` : kind.split;

/**
 * Returns the newest purchase of the same that was paid for, or may have been; null: none.
 * @param purchases newest first
 */
export function earlierPurchase(bought: Bought, purchases: readonly Purchase[]): Purchase | null {
  const isPaid = ({ outcome: { state } }: Purchase): boolean =>
    state === 'bought' || state === 'uncertain' || state === 'sending';
  return purchases.find((purchase) => isPaid(purchase) && isSameBought(purchase.bought, bought)) ?? null;
}

/** A file that the user chose to be separated. */
export type ChosenFile = {
  readonly sha256: Sha256;
  readonly name: string;
  readonly byteLength: number;
  readonly container: AudioContainer;
  /** Null: its format does not say. */
  readonly seconds: number | null;
};

/** The largest file that the service takes, in bytes; a larger one is encoded to MP3 first. */
export const mostUploadBytes = 20_000_000;
/** The longest song that is sent, in seconds: what fits into `mostUploadBytes` at 128 kbit/s, rounded. */
export const longestSongSeconds = 20 * 60;

/** What is needed to show the price: the account's credits and the ledger, newest first, and a confirmation for one purchase. */
export type PurchaseOffer = {
  readonly balance: number;
  readonly purchases: readonly Purchase[];
  readonly confirmation: Confirmation;
};

/** A confirmed order of a new separation. */
export type SeparationOrder = {
  readonly confirmation: Confirmation;
  readonly title: string;
  readonly source: SongSource;
  readonly kind: SeparationKind;
  /** The earlier purchase of the same that the user was shown before paying once more; null: none. */
  readonly despite: PurchaseId | null;
};

/** How far a purchase is. Nothing has been paid for before `asking`, and until then it can be cancelled. */
export type PurchaseProgress =
  | { readonly at: 'encoding'; readonly fraction: number }
  | { readonly at: 'uploading'; readonly sentBytes: number; readonly totalBytes: number }
  | { readonly at: 'asking' };

/** What the user knows of a purchase to which no clear answer came. */
export type Settlement =
  | { readonly as: 'notBought' }
  /** The task that the user found at the service. */
  | { readonly as: 'bought'; readonly taskId: TaskId };

/** A purchase settled by the user, and the song of its task, if it has one. */
export type Settled = { readonly purchases: readonly Purchase[]; readonly sessionId: SessionId | null };
