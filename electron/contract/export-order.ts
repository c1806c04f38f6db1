import type { ExportChoices } from './export-choices.ts';
import type { LoudnessFigures } from './export.ts';
import type { ExportTicket } from './export-ticket.ts';
import type { Mix } from './mix.ts';
import type { Failure } from './result.ts';
import type { SessionId } from './session.ts';

/** What follows the page's address when there is no window: then it waits for an order and shows nothing. */
export const orderMark = '#order';

/** What a page without a window is told to export. */
export type ExportOrder = {
  readonly appVersion: string;
  readonly sessionId: SessionId;
  /** `saved`: as the song was left. `flat`: every stem at 0 dB. */
  readonly mix: Mix | 'saved' | 'flat';
  /** Only what is between the ends of the mix's loop. */
  readonly isLoopOnly: boolean;
  /** A stem that cannot be read ends the export, which would go on without it otherwise. */
  readonly isStrict: boolean;
  /**
   * Its versions are words of the command line: `minus:<stem>`, `only:<stem>`, `each`, `minus`, `all`, `instrumental` and so on;
   * its groups are of stems by their ids, names or kinds.
   */
  readonly choices: ExportChoices;
  /** News of the order go to the `exportUrl` of this ticket, one a request: an `OrderNews` as JSON. */
  readonly newsTicket: ExportTicket;
};

/** What the news of an order may hold at most; the page cuts its texts and leaves out other levels. */
export const longestSongTitle = 200;
export const longestVersionName = 300;
export const longestStemName = 300;
export const longestReason = 2000;
export const mostToldStems = 256;
export const loudestLevelDb = 1000;

/** `LoudnessFigures` as JSON can say them: silence has no level. */
export type FiniteLoudness = { readonly [Name in keyof LoudnessFigures]: number | null };

export type OrderedFile = {
  readonly ticket: ExportTicket;
  /** What of the song it is, as it is read: "Instrumental". */
  readonly version: string;
  readonly lengthSeconds: number;
  readonly sampleRate: number;
  readonly before: FiniteLoudness;
  readonly after: FiniteLoudness;
  /** What the loudness target took. */
  readonly gainDb: number | null;
  /** The most that the limiter took back. */
  readonly limitedDb: number | null;
};

/** A stem that is in none of the files though it should be, by its name. */
export type LeftOutStem = { readonly stem: string; readonly reason: string };

/** A stem with damage, and how many seconds of it are silence in the files. */
export type ConcealedStem = { readonly stem: string; readonly seconds: number };

export type OrderNews =
  /** Told once, before anything is written: the rate of the song and of the files, in Hz. */
  | { readonly state: 'planned'; readonly songRate: number; readonly fileRate: number }
  | { readonly state: 'running'; readonly fraction: number }
  | {
      readonly state: 'done';
      readonly title: string;
      readonly files: readonly OrderedFile[];
      /** Documents that lie beside them. */
      readonly documents: readonly ExportTicket[];
      readonly leftOut: readonly LeftOutStem[];
      readonly concealed: readonly ConcealedStem[];
    }
  | { readonly state: 'failed'; readonly failure: Failure };
