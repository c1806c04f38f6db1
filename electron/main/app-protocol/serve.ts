import { protocol } from 'electron';
import { answerStem, type LoaderAnswer, type StemRequest, streamStem } from './answer-stem.ts';
import { answerRequest, type AppFiles } from './answer.ts';
import { diskFailure } from '../disk/disk-failure.ts';
import type { Log } from '../log.ts';

/** Registers `app:` and `stem:` as standard, secure schemes that obey the CSP and have no service workers. Call before `ready`. */
export function registerAppSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { ...privileges, stream: true, codeCache: true } },
    { scheme: 'stem', privileges: { ...privileges, corsEnabled: true } },
  ]);
}

/** Serves `app://bundle/` and `stem://library/` to the page's session. */
export function serveAppFiles(files: AppFiles, log: Log): void {
  protocol.handle('app', async (request) => {
    try {
      return await answerRequest(files, request);
    } catch (error) {
      const trouble = diskFailure(error);
      if (trouble !== null) {
        log.warn('a file that app:// was asked for could not be read or written', trouble);
        return new Response(null, { status: 503 });
      }
      log.error('a request to app:// failed', { error });
      return new Response(null, { status: 500 });
    }
  });
  if (giveFiles(protocol, files, log)) return;
  log.warn('this Electron has no file protocols: exports read stems through JavaScript');
  protocol.handle('stem', async (request) => {
    try {
      return await streamStem(files.findSound, request);
    } catch (error) {
      log.error('a request to stem:// failed', { error });
      return Response.error();
    }
  });
}

/** What Electron calls deprecated since version 25; a later one may have removed it. */
type FileProtocols = {
  registerFileProtocol?(
    scheme: string,
    handler: (request: StemRequest, answer: (answer: LoaderAnswer) => void) => void,
  ): boolean;
};

/**
 * Serves `stem:` from Chromium's own file loader, which nothing else gives a file of any folder to: `handle` takes every byte
 * through JavaScript, ten times slower. Returns whether this Electron can.
 */
function giveFiles(protocols: FileProtocols, { findSound }: AppFiles, log: Log): boolean {
  const isRegistered = protocols.registerFileProtocol?.('stem', (request, answer) => {
    answerStem(findSound, request).then(answer, (error: unknown) => {
      log.error('a request to stem:// failed', { error });
      answer({ error: failed });
    });
  });
  return isRegistered === true;
}

/** Chromium's `net::ERR_FAILED`. */
const failed = -2;
