export const themes = ['system', 'dark', 'light'] as const;
export type Theme = (typeof themes)[number];

/** What the page may read and change. */
export type Settings = {
  readonly theme: Theme;
  /** Memory for decoded sound, 64 to 2048 MiB. */
  readonly pagePoolMiB: number;
  /** Protects the speakers when the mix clips. Never part of an export. */
  readonly hasSafetyLimiter: boolean;
};

export const defaultSettings: Settings = { theme: 'dark', pagePoolMiB: 64, hasSafetyLimiter: true };
