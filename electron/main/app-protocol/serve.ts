import { protocol } from 'electron';
import { answerStem } from './answer-stem.ts';
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
  // `handle` takes every byte through JavaScript, ten times slower; nothing else hands a file to Chromium's own loader.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  protocol.registerFileProtocol('stem', (request, answer) => {
    answerStem(files.findSound, request).then(answer, (error: unknown) => {
      log.error('a request to stem:// failed', { error });
      answer({ error: failed });
    });
  });
}

/** Chromium's `net::ERR_FAILED`. */
const failed = -2;
