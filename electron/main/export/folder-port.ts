import { mkdir, rmdir } from 'node:fs/promises';

/** The user's own folders: with the rights that their system gives, and never removed with anything in them. */
export type FolderPort = {
  /** Throws EEXIST when something is there. */
  readonly make: (path: string) => Promise<void>;
  /** Throws ENOTEMPTY when something is in it. */
  readonly removeEmpty: (path: string) => Promise<void>;
};

/** Those of the real disk. */
export const nodeFolders: FolderPort = {
  make: async (path) => {
    await mkdir(path);
  },
  removeEmpty: (path) => rmdir(path),
};
