import { protocol } from 'electron';
import { answerRequest, type AppFiles } from './app-protocol/answer.ts';
import type { Log } from './net/log-port.ts';

/** Must run before `ready`. A standard, secure scheme; it bypasses no CSP and may have no service worker. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Serves `app://bundle/` to the page's session. */
export function serveAppFiles(files: AppFiles, log: Log): void {
  protocol.handle('app', async (request) => {
    try {
      return await answerRequest(files, request);
    } catch (error) {
      log.error('a request to app:// failed', { error });
      return new Response(null, { status: 500 });
    }
  });
}
