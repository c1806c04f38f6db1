import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ExportSet, ExportWish, Result } from '#contract';
import { nodeFs } from '../disk/node-fs.ts';
import { ExportDesk } from '../export/export-desk.ts';
import type { ExportPlace } from '../export/find-places.ts';
import { nodeFolders } from '../export/folder-port.ts';
import { outPlace, type WishedPlace } from './out-place.ts';

/**
 * Makes a folder and its parents, with the rights that the user's system gives. Step by step: Node's own way goes round for ever
 * where a folder can be seen and nothing made in it, as in /proc.
 */
async function makeFolder(path: string): Promise<void> {
  if ((await nodeFs.look(path)) !== null) return;
  await makeFolder(dirname(path));
  await mkdir(path);
}

const nobodyWatches = { writing: () => undefined, finished: () => undefined, discarded: () => undefined };

/** A desk that asks nobody where files go: the command line has said it. */
export class ToldDesk {
  readonly desk: ExportDesk;
  readonly #wished: Omit<WishedPlace, 'fileCount'>;
  #place: ExportPlace | null = null;

  constructor(ledgerPath: string, wished: Omit<WishedPlace, 'fileCount'>) {
    this.#wished = wished;
    this.desk = new ExportDesk({
      ...{ fs: nodeFs, folders: nodeFolders, ledgerPath },
      askWhere: () => Promise.resolve(this.#place),
      watch: nobodyWatches,
    });
  }

  /** Fails as `outPlace` does. */
  async begin(wish: ExportWish): Promise<Result<ExportSet | null>> {
    const place = await outPlace(nodeFs, makeFolder, { ...this.#wished, fileCount: wish.names.length });
    if (!place.ok) return place;
    this.#place = place.value;
    return this.desk.begin(wish);
  }
}
