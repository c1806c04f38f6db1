import { join } from 'node:path';
import { z } from 'zod';
import {
  type CoverArt,
  fail,
  type KeptServiceSong,
  ok,
  type Result,
  type ServiceSong,
  type Session,
  type SessionId,
  type TimedWord,
} from '#contract';
import { serviceSongSchema, timedWordsSchema } from '#contract/schemas';
import { onDisk } from '../disk/disk-failure.ts';
import { type DocumentForm, knowDocument, writeDocument } from '../disk/json-file.ts';
import { replaceCover } from './cover/song-cover.ts';
import type { SongStore } from './song-store.ts';

const version = 1;

const songForm: DocumentForm<ServiceSong> = {
  version,
  parse: (json) => {
    const stored = z.object({ version: z.int().min(1), song: serviceSongSchema }).safeParse(json);
    return stored.success ? stored.data.song : null;
  },
};

/** The timed words as the service sent them: `{ "version": 1, "words": [{ word, startSeconds, endSeconds, isSure }] }`. */
export const timedWordsForm: DocumentForm<readonly TimedWord[]> = {
  version,
  parse: (json) => {
    const stored = z.object({ version: z.int().min(1), words: timedWordsSchema }).safeParse(json);
    return stored.success ? stored.data.words : null;
  },
};

/** What belongs to a song that the service made, in documents of their own beside its stems: `service-song.json`, `timed-words.json`. */
export class ServiceSongStore {
  readonly #store: SongStore;

  constructor(store: SongStore) {
    this.#store = store;
  }

  /** Reads what is kept of a song. Fails with `notFound`. */
  async read(id: SessionId): Promise<Result<KeptServiceSong>> {
    if (this.#store.catalogue.find(id) === null) return fail('notFound');
    const { fs } = this.#store;
    const song = await knowDocument(fs, this.#path(id, 'service-song.json'), songForm);
    const words = await knowDocument(fs, this.#path(id, 'timed-words.json'), timedWordsForm);
    return ok({ song: song.value, words: words.value });
  }

  /** Keeps what the service knows of a song. Fails as `findWritable`, or as the disk does. */
  keepSong(id: SessionId, song: ServiceSong): Promise<Result<undefined>> {
    return this.#write(id, 'service-song.json', { version, song }, songForm);
  }

  /** Keeps the timed words of a song. Fails as `findWritable`, or as the disk does. */
  keepWords(id: SessionId, words: readonly TimedWord[]): Promise<Result<undefined>> {
    return this.#write(id, 'timed-words.json', { version, words }, timedWordsForm);
  }

  /** Keeps a picture as the song's cover, unless it has one. Fails as `findWritable`, or as the disk does. */
  keepCover(id: SessionId, cover: CoverArt): Promise<Result<Session>> {
    return this.#store.mutex.run(id, async () => {
      const writable = this.#store.findWritable(id);
      if (!writable.ok || writable.value.cover !== null) return writable;
      const written = await onDisk(() => replaceCover(this.#store.fs, this.#store.folders(id).song, cover));
      if (!written.ok) return written;
      const session = { ...writable.value, cover: cover.kind };
      this.#store.show(session);
      return ok(session);
    });
  }

  #path(id: SessionId, name: string): string {
    return join(this.#store.folders(id).song, name);
  }

  #write<Value>(id: SessionId, name: string, value: unknown, form: DocumentForm<Value>): Promise<Result<undefined>> {
    return this.#store.mutex.run(`${id}/${name}`, async () => {
      const writable = this.#store.findWritable(id);
      return writable.ok ? writeDocument(this.#store.fs, this.#path(id, name), value, form) : writable;
    });
  }
}
