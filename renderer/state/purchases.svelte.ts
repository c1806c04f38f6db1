import {
  type Bridge,
  type Confirmation,
  type DroppedFile,
  type ChosenFile,
  type Failure,
  fail,
  type GenerationAnswer,
  type GenerationQuestion,
  type KeptServiceSong,
  mostUploadBytes,
  type Notice,
  ok,
  type Purchase,
  type PurchaseId,
  type PurchaseOffer,
  type PurchaseProgress,
  type Result,
  type SavedAudio,
  type SeparationOrder,
  type Session,
  type SessionId,
  type Settlement,
  type TimedWord,
  words,
} from '#contract';
import type { EncodePort } from './ports.ts';
import type { Toasts } from './toasts.svelte.ts';

/** The account's credits and a confirmation, once the service has answered. */
export type OfferState =
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'known'; readonly offer: PurchaseOffer };

/** A song to be separated: without the confirmation, which is added. */
export type WantedSeparation = Omit<SeparationOrder, 'confirmation'> & {
  /** The user's own file, when the song is one. */
  readonly audio: SavedAudio | null;
};

/** Purchases: the ledger, the file that is to be separated, and the purchase under way. */
export class PurchaseState {
  readonly #api: Bridge;
  readonly #encode: EncodePort;
  readonly #toasts: Toasts;
  #encoding: AbortController | null = null;

  /** Newest first. */
  purchases = $state.raw<readonly Purchase[]>([]);
  /** Why the ledger cannot be read. */
  trouble = $state.raw<Failure | null>(null);
  offer = $state.raw<OfferState>({ state: 'asking' });
  /** The file that the user chose last. */
  file = $state.raw<ChosenFile | null>(null);
  /** Why the last file was refused. */
  fileFailure = $state.raw<Failure | null>(null);
  isChoosing = $state(false);
  /** Null: no purchase is under way. */
  progress = $state.raw<PurchaseProgress | null>(null);
  isBuying = $state(false);

  constructor(api: Bridge, encode: EncodePort, toasts: Toasts) {
    this.#api = api;
    this.#encode = encode;
    this.#toasts = toasts;
  }

  /** Follows a notice of main. */
  take(notice: Notice): void {
    if (notice.about === 'purchase') this.progress = notice.progress;
  }

  /** Reads the ledger. Returns how many of its purchases are open because no clear answer came. */
  async load(): Promise<number> {
    const listed = await this.#api.listPurchases();
    this.trouble = listed.ok ? null : listed.failure;
    if (listed.ok) this.purchases = listed.value;
    return this.purchases.filter(({ outcome }) => outcome.state === 'uncertain').length;
  }

  /** Asks for the credits, and for a confirmation. */
  async ask(): Promise<void> {
    this.offer = { state: 'asking' };
    const offered = await this.#api.offerPurchase();
    if (offered.ok) this.purchases = offered.value.purchases;
    this.offer = offered.ok ? { state: 'known', offer: offered.value } : { state: 'failed', failure: offered.failure };
  }

  /** Asks for a file in the native dialog. */
  async choose(): Promise<void> {
    await this.#takeFile(() => this.#api.chooseSong());
  }

  /** Takes a file that was dropped. */
  async drop(file: DroppedFile): Promise<void> {
    await this.#takeFile(() => this.#api.dropSong(file));
  }

  /** Forgets the chosen file, as for another song. */
  forgetFile(): void {
    this.file = null;
    this.fileFailure = null;
  }

  async #takeFile(ask: () => Promise<Result<ChosenFile | null>>): Promise<void> {
    this.isChoosing = true;
    this.fileFailure = null;
    const chosen = await ask();
    this.isChoosing = false;
    if (!chosen.ok) this.fileFailure = chosen.failure;
    else if (chosen.value !== null) this.file = chosen.value;
  }

  /** Buys a separation with the confirmation of the last offer, which is then void. Encodes a file first that is too large. */
  async buy({ audio, ...order }: WantedSeparation): Promise<Result<Session>> {
    if (this.offer.state !== 'known' || this.isBuying) return fail('purchaseUnderWay');
    const { confirmation } = this.offer.offer;
    this.isBuying = true;
    const encoded = audio !== null && audio.byteLength > mostUploadBytes ? await this.#encodeFile(audio) : ok();
    const bought = encoded.ok ? await this.#api.buySeparation({ ...order, confirmation }) : encoded;
    this.isBuying = false;
    this.progress = null;
    if (!bought.ok) await this.ask();
    return bought;
  }

  async #encodeFile(audio: SavedAudio): Promise<Result<undefined>> {
    const opened = await this.#api.encodeSong(audio.sha256);
    if (!opened.ok) return opened;
    const ticket = opened.value;
    this.#encoding = new AbortController();
    this.progress = { at: 'encoding', fraction: 0 };
    const onProgress = (fraction: number): void => {
      this.progress = { at: 'encoding', fraction };
    };
    const encoded = await this.#encode(audio, ticket, onProgress, this.#encoding.signal);
    this.#encoding = null;
    const ended = await this.#api.endExport({ ticket, isKept: encoded.ok });
    return encoded.ok ? ended : encoded;
  }

  /** Cancels the purchase under way, unless it has been asked for. */
  async cancel(): Promise<void> {
    this.#encoding?.abort();
    await this.#api.cancel('purchase');
  }

  /** What is kept of a song that the service made; null after showing why that cannot be read. */
  async serviceSong(id: SessionId): Promise<KeptServiceSong | null> {
    const read = await this.#api.serviceSong(id);
    if (read.ok) return read.value;
    this.#toasts.trouble(read.failure);
    return null;
  }

  /** Asks for what belongs to a song by its generation task. */
  addGeneration(question: GenerationQuestion): Promise<Result<GenerationAnswer>> {
    return this.#api.addGeneration(question);
  }

  /** Buys the timed words of a song with the confirmation of the last offer. */
  buyWords(id: SessionId, despite: PurchaseId | null): Promise<Result<readonly TimedWord[]>> {
    return this.#confirmed((confirmation) => this.#api.buyWords({ id, confirmation, despite }));
  }

  /** Buys the notes of a song's stems, or fetches those that were bought, and saves them where the user says. */
  buyMidi(id: SessionId, despite: PurchaseId | null): Promise<Result<boolean>> {
    return this.#confirmed((confirmation) => this.#api.buyMidi({ id, confirmation, despite }));
  }

  async #confirmed<Value>(send: (confirmation: Confirmation) => Promise<Result<Value>>): Promise<Result<Value>> {
    if (this.offer.state !== 'known' || this.isBuying) return fail('purchaseUnderWay');
    this.isBuying = true;
    const result = await send(this.offer.offer.confirmation);
    this.isBuying = false;
    this.progress = null;
    await this.ask();
    return result;
  }

  /** Settles a purchase to which no clear answer came. Returns the song of its task, or null. */
  async settle(id: PurchaseId, settlement: Settlement): Promise<Session['id'] | null> {
    const settled = await this.#api.settlePurchase({ id, settlement });
    if (!settled.ok) {
      this.#toasts.trouble(settled.failure);
      return null;
    }
    this.purchases = settled.value.purchases;
    return settled.value.sessionId;
  }

  /** Saves the whole ledger as CSV, where the user says. */
  async save(): Promise<void> {
    const saved = await this.#api.savePurchases();
    if (!saved.ok) this.#toasts.trouble(saved.failure);
    else if (saved.value) this.#toasts.news(words().notices.purchases.saved);
  }
}
