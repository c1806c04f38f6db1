import type { Confirmation, PurchaseId } from './purchase.ts';
import type { AudioId, Session, SessionId, TaskId } from './session.ts';

/** What the service knows of a song that it made, kept with the song. Texts are one line each, but for the prompt; empty: none. */
export type ServiceSong = {
  /** The task that generated the song. */
  readonly taskId: TaskId;
  readonly audioId: AudioId;
  readonly title: string;
  readonly tags: string;
  readonly prompt: string;
  readonly seconds: number | null;
};

/**
 * A word as the service times it, from the start of the song. `word` is as it came: with its spaces, its line breaks, and section tags
 * such as `[Verse]`. `isSure`: the service found it in the sound.
 */
export type TimedWord = {
  readonly word: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly isSure: boolean;
};

export const longestTimedWord = 200;
export const mostTimedWords = 10_000;
/** The most songs of one generation task; there are two as a rule. */
export const mostGeneratedSongs = 20;

/** What is kept of a song that the service made; null: not fetched yet. No words: an instrumental. */
export type KeptServiceSong = {
  readonly song: ServiceSong | null;
  readonly words: readonly TimedWord[] | null;
};

/** Names the generation task of a song. `audioId`: which of its songs; null: as the separation's record says. */
export type GenerationQuestion = {
  readonly id: SessionId;
  readonly taskId: TaskId;
  readonly audioId: AudioId | null;
};

export type GenerationAnswer =
  /** Kept; `missing` names what could not be fetched: the cover, the original. */
  | {
      readonly state: 'kept';
      readonly session: Session;
      readonly song: ServiceSong;
      readonly missing: readonly ('cover' | 'original')[];
    }
  /** Several songs, and none is known to be this one. */
  | { readonly state: 'asks'; readonly songs: readonly ServiceSong[] };

/** A confirmed order of something that belongs to a song. */
export type SongOrder = {
  readonly id: SessionId;
  readonly confirmation: Confirmation;
  readonly despite: PurchaseId | null;
};
