import './trusted-types.ts';
import type { Bridge } from '#contract';
import { measureSong } from './engine/opened-stems.ts';
import { renderFiles } from './export/render-files.ts';
import { renderStemFile } from './export/stem-file/render-stem-file.ts';
import { putBytes, readCover } from './export/transfer.ts';
import { serveCommandLine } from './state/export/command-line-export.ts';

declare global {
  // Preload puts it there before any script of the page runs.
  var stemroom: Bridge;
}

// A page of its own, without what draws and plays: a command waits for all that it loads.
const api = globalThis.stemroom;
serveCommandLine(api, { api, renderFiles, renderStemFile, putBytes, readCover, measure: measureSong });
