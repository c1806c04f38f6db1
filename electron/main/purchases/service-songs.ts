import {
  coverOf,
  earlierPurchase,
  fail,
  type GenerationAnswer,
  type GenerationQuestion,
  hasStandInTitle,
  type KeptServiceSong,
  mostCoverBytes,
  ok,
  type Result,
  safeFileName,
  type ServiceSong,
  type Session,
  type SessionId,
  type SongOrder,
  type TaskId,
  type TimedWord,
} from '#contract';
import type { ExportWriter } from '../export/export-writer.ts';
import type { ServiceSongStore } from '../library/service-song-store.ts';
import type { TaskLibrary } from '../library/task-library.ts';
import type { Log } from '../log.ts';
import { fetchFile } from '../net/fetch-file.ts';
import { failureOfTrouble, sendFollowing, type UrlCheck, Watchdog } from '../net/http.ts';
import { askForWords, askGeneration, type GeneratedSong } from '../service/generation.ts';
import type { KieTools } from '../service/kie-client.ts';
import { askForMidi, awaitMidi, midiFile, type MidiStem } from '../service/midi.ts';
import type { PurchaseLedger } from './ledger.ts';
import type { Purchases } from './purchases.ts';

export type ServiceSongPorts = {
  readonly library: TaskLibrary;
  readonly kept: ServiceSongStore;
  readonly purchases: Purchases;
  readonly ledger: PurchaseLedger;
  readonly writer: Pick<ExportWriter, 'begin' | 'write' | 'end'>;
  readonly tools: KieTools;
  /** Makes the check of links for one song. */
  readonly urlCheck: () => UrlCheck;
  readonly log: Log;
};

/** What belongs to songs of the service beside their stems: the song's own facts, cover and original, timed words, notes. */
export class ServiceSongs {
  readonly #ports: ServiceSongPorts;
  /** While the notes of a song are waited for. */
  #waiting: AbortController | null = null;

  constructor(ports: ServiceSongPorts) {
    this.#ports = ports;
  }

  /** Stops waiting for notes. They stay bought, and are fetched the next time for nothing. */
  cancel(): void {
    this.#waiting?.abort();
  }

  /** Returns what is kept of a song. Fails with `notFound`. */
  read(id: SessionId): Promise<Result<KeptServiceSong>> {
    return this.#ports.kept.read(id);
  }

  /**
   * Asks for the songs of a generation task, and keeps what belongs to this one. A cover or an original that cannot be had is named, and
   * does not keep the rest from being kept. Fails with `notFound`, or as `askGeneration` or the disk do.
   */
  async addGeneration({ id, taskId, audioId }: GenerationQuestion): Promise<Result<GenerationAnswer>> {
    const { library, kept, tools } = this.#ports;
    const session = library.find(id);
    if (session?.origin.from !== 'task') return fail('notFound');
    const asked = await askGeneration(taskId, tools, new AbortController().signal);
    if (!asked.ok) return asked;
    const wanted = audioId ?? session.origin.separated.audioId;
    const named = asked.value.find((song) => song.audioId === wanted);
    const song = named ?? (asked.value.length === 1 && audioId === null ? asked.value[0] : undefined);
    if (song === undefined) return ok({ state: 'asks', songs: asked.value.map(factsOf) });
    const facts = factsOf(song);
    const stored = await kept.keepSong(id, facts);
    if (!stored.ok) return stored;
    const known = await library.setGeneration(id, facts, hasStandInTitle(session) ? song.title : '');
    if (!known.ok) return known;
    const missing: ('cover' | 'original')[] = [];
    const checkUrl = this.#ports.urlCheck();
    if (!(await this.#keepCover(known.value, song, checkUrl))) missing.push('cover');
    if (!(await this.#keepOriginal(known.value, song, checkUrl))) missing.push('original');
    return ok({ state: 'kept', session: library.find(id) ?? known.value, song: facts, missing });
  }

  /** Whether the song has a cover now, or the service has none. */
  async #keepCover(session: Session, { coverUrl }: GeneratedSong, checkUrl: UrlCheck): Promise<boolean> {
    if (session.cover !== null || coverUrl === null) return true;
    const cover = await this.#fetchPicture(coverUrl, checkUrl);
    if (cover === null) return false;
    const kept = await this.#ports.kept.keepCover(session.id, cover);
    return kept.ok;
  }

  async #fetchPicture(url: string, checkUrl: UrlCheck) {
    const { tools, log } = this.#ports;
    const watchdog = new Watchdog(new AbortController().signal);
    try {
      const journey = { ...tools, checkUrl, loopbackOrigin: tools.base.loopbackOrigin };
      const sent = await sendFollowing(url, { 'accept-encoding': 'identity' }, watchdog, journey);
      if (!sent.ok || sent.value.status !== 200) return null;
      const pieces: Uint8Array[] = [];
      let byteLength = 0;
      for await (const piece of sent.value.body) {
        byteLength += piece.byteLength;
        if (byteLength > mostCoverBytes) return null;
        watchdog.feed(tools.limits.bodyIdleMs, 'a cover');
        pieces.push(piece);
      }
      return coverOf(new Uint8Array(Buffer.concat(pieces)));
    } catch (error) {
      log.warn('a cover could not be fetched', failureOfTrouble(error, ''));
      return null;
    } finally {
      watchdog.dispose();
    }
  }

  /** Whether the song has its original now, or the service has none. */
  async #keepOriginal(session: Session, { audioUrl }: GeneratedSong, checkUrl: UrlCheck): Promise<boolean> {
    const { library, tools, log } = this.#ports;
    if (session.original !== null || audioUrl === null) return true;
    const opened = await library.openPart(session.id, 'original');
    if (!opened.ok) return false;
    const part = opened.value;
    const fetched = await fetchFile({
      ...{ ...tools, checkUrl, loopbackOrigin: tools.base.loopbackOrigin },
      ...{ url: audioUrl, part, signal: new AbortController().signal },
      mayHold: (bytes) => session.byteLength + bytes <= tools.limits.maxSongBytes,
      onProgress: () => undefined,
    });
    if (fetched.ok) return (await part.commit()).ok;
    await part.keep();
    log.warn('the original of a song could not be fetched', { session: session.id, ...fetched.failure });
    return false;
  }

  /** Buys the timed words of a song and keeps them. Fails with `notFound` before its generation task is known. */
  async buyWords({ id, confirmation, despite }: SongOrder): Promise<Result<readonly TimedWord[]>> {
    const { kept, library, purchases, tools } = this.#ports;
    const read = await kept.read(id);
    const session = library.find(id);
    if (!read.ok || read.value.song === null || session === null) return fail('notFound');
    const { taskId, audioId } = read.value.song;
    const paid = await purchases.buy(
      { confirmation, despite, title: session.title, bought: { is: 'lyrics', taskId, audioId } },
      {
        prepare: () => Promise.resolve(ok()),
        send: (_, signal) => askForWords({ taskId, audioId }, tools, signal),
        taskIdOf: () => null,
      },
    );
    if (!paid.ok) return paid;
    const stored = await kept.keepWords(id, paid.value.value);
    return stored.ok ? ok(paid.value.value) : stored;
  }

  /**
   * Buys the notes of a separation, or fetches those that were bought, and saves them as `.mid` files. False: dismissed. Fails as
   * `Purchases.buy` and `awaitMidi` do.
   */
  async buyMidi({ id, confirmation, despite }: SongOrder): Promise<Result<boolean>> {
    const { ledger, library, purchases, tools } = this.#ports;
    const session = library.find(id);
    if (session?.origin.from !== 'task') return fail('notFound');
    const { taskId: separation } = session.origin;
    const all = await ledger.list();
    if (!all.ok) return all;
    const bought = { is: 'midi', taskId: separation } as const;
    let midiTask = taskOf(earlierPurchase(bought, all.value)?.outcome);
    if (midiTask === null) {
      const paid = await purchases.buy(
        { confirmation, despite, title: session.title, bought },
        {
          prepare: () => Promise.resolve(ok()),
          send: (_, signal) => askForMidi(separation, tools, signal),
          taskIdOf: (taskId) => taskId,
        },
      );
      if (!paid.ok) return paid;
      midiTask = paid.value.value;
    }
    const stems = await this.#notes(midiTask);
    return stems.ok ? this.#save(session, stems.value) : stems;
  }

  async #notes(midiTask: TaskId): Promise<Result<readonly MidiStem[]>> {
    const waiting = new AbortController();
    this.#waiting = waiting;
    try {
      return await awaitMidi(midiTask, this.#ports.tools, waiting.signal);
    } catch (error) {
      if (waiting.signal.aborted) return fail('cancelled');
      throw error;
    } finally {
      this.#waiting = null;
    }
  }

  async #save({ title }: Session, stems: readonly MidiStem[]): Promise<Result<boolean>> {
    const { writer } = this.#ports;
    const folder = safeFileName(`${title} MIDI`);
    const names = stems.map(({ name }) => `${folder}/${safeFileName(name)}.mid`);
    const begun = await writer.begin({ names, report: null, expectedBytes: null });
    if (!begun.ok) return begun;
    if (begun.value === null) return ok(false);
    let result: Result<boolean> = ok(true);
    for (const [index, { ticket }] of begun.value.files.entries()) {
      const stem = stems[index];
      const written = stem === undefined ? ok() : await writer.write(ticket, 0, midiFile(stem));
      const ended = await writer.end(ticket, written.ok && result.ok);
      if (!written.ok) result = written;
      else if (!ended.ok && result.ok) result = ended;
    }
    return result;
  }
}

const factsOf = ({ taskId, audioId, title, tags, prompt, seconds }: GeneratedSong): ServiceSong => ({
  ...{ taskId, audioId, title, tags, prompt, seconds },
});

type Outcome = NonNullable<ReturnType<typeof earlierPurchase>>['outcome'];
const taskOf = (outcome: Outcome | undefined): TaskId | null => (outcome?.state === 'bought' ? outcome.taskId : null);
