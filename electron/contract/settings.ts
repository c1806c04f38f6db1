import { type Controls, defaultControls } from './stage/controls.ts';
import { defaultExportChoices, type ExportChoices } from './export.ts';
import type { Failure } from './result.ts';
import { decibels, type Decibels } from './units.ts';
import type { LanguageChoice, SpokenLocale } from './words/locales.ts';

export const themes = ['system', 'dark', 'light'] as const;
export type Theme = (typeof themes)[number];

/** Sizes of the interface in percent. */
export const interfaceSizes = [100, 115, 130, 150] as const;
export type InterfaceSize = (typeof interfaceSizes)[number];

/** The most disk space the library may take. */
export type Quota = {
  readonly isOn: boolean;
  /** 1 to 4096. */
  readonly limitGiB: number;
};

export const smallestQuotaGiB = 1;
export const largestQuotaGiB = 4096;
/** From this share of the quota on the user is warned. */
export const quotaWarning = 0.8;
/** Bytes a library with a quota leaves free on its disk. */
export const leastFreeBytes = 2 ** 30;

/** A sound device as Chromium names it: an id that is the same at each start, and a label to find it by when the id is not. */
export type SoundDevice = { readonly id: string; readonly label: string };

/** The second output. `device`: null when there is none. `levelDb`: the level of all of it, `lowestCueDb` to `highestCueDb`. */
export type CueSettings = { readonly device: SoundDevice | null; readonly levelDb: Decibels };

/** What the page may read and change. */
export type Settings = {
  readonly theme: Theme;
  readonly interfaceSize: InterfaceSize;
  readonly language: LanguageChoice;
  /** Memory for decoded sound, 64 to 2048 MiB. */
  readonly pagePoolMiB: number;
  /** Protects the speakers when the mix clips. Never part of an export. */
  readonly hasSafetyLimiter: boolean;
  readonly quota: Quota;
  readonly export: ExportChoices;
  readonly controls: Controls;
  readonly cue: CueSettings;
};

/** The current settings. `trouble`: why changes last only until Stemroom closes; null: they are saved. */
export type KeptSettings = {
  readonly settings: Settings;
  readonly trouble: Failure | null;
  /** The language that Stemroom speaks by these settings. */
  readonly locale: SpokenLocale;
};

export const defaultSettings: Settings = {
  theme: 'dark',
  interfaceSize: 100,
  language: 'system',
  pagePoolMiB: 64,
  hasSafetyLimiter: true,
  quota: { isOn: false, limitGiB: 10 },
  export: defaultExportChoices,
  controls: defaultControls,
  cue: { device: null, levelDb: decibels(0) },
};

/** What the page may know of the key. */
export type KeyStatus = {
  readonly isPresent: boolean;
  readonly lastFour: string | null;
  /** Where the key is kept, for display, such as "GNOME Keyring" or "this session only". */
  readonly backend: string;
  /** Why the keychain cannot be used, if so. */
  readonly problem: Failure | null;
};

export type KeyTest =
  | { readonly outcome: 'works'; readonly creditsLeft: number }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'unreachable'; readonly failure: Failure }
  | { readonly outcome: 'serviceDown'; readonly failure: Failure };
