import { extname, join } from 'node:path';
import type { Fs } from '../disk/fs.ts';

export type PageFile = { readonly path: string; readonly contentType: string };

/** The page's built files by request path, such as `/index.html`. Only these are served. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ogg': 'audio/ogg',
  '.aac': 'audio/aac',
  '.m4a': 'audio/mp4',
  '.webm': 'audio/webm',
};

/** Lists the page's built files below `folder`, without kinds a page never loads. Throws what the disk throws. */
export async function listPageFiles(fs: Fs, folder: string, prefix = '/'): Promise<PageFiles> {
  const files = new Map<string, PageFile>();
  for (const { name, kind } of await fs.list(folder)) {
    const path = join(folder, name);
    const contentType = contentTypes[extname(name)];
    if (kind === 'folder') for (const found of await listPageFiles(fs, path, `${prefix}${name}/`)) files.set(...found);
    if (kind === 'file' && contentType !== undefined) files.set(prefix + name, { path, contentType });
  }
  return files;
}
