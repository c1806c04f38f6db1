import { app, type IpcMainInvokeEvent, type Session, type WebContents } from 'electron';
import { appOrigin, stemOrigin } from '#contract';

/** The one page there is. */
export const entryUrl = `${appOrigin}/index.html`;
/** What stands in for it when it keeps crashing. */
export const crashedUrl = `${appOrigin}/crashed.html`;

/** What the page's session may load: its own origin, stems, blobs it made, and images within a style sheet. */
export function mayLoad(url: string, hasDevTools: boolean): boolean {
  return (
    url.startsWith(`${appOrigin}/`) ||
    url.startsWith(`${stemOrigin}/`) ||
    url.startsWith(`blob:${appOrigin}/`) ||
    url.startsWith('data:image/') ||
    (hasDevTools && url.startsWith('devtools://'))
  );
}

/** What holds the page: a window, or nothing that can be seen. */
type PageHolder = { readonly webContents: WebContents; isDestroyed(): boolean };

/** Whether a call comes from the one page there is: our window's main frame, showing our origin. */
export function isFromPage(event: IpcMainInvokeEvent, window: PageHolder | null): boolean {
  const frame = event.senderFrame;
  if (frame === null || window === null || window.isDestroyed()) return false;
  const isOurs = event.sender.id === window.webContents.id && frame === window.webContents.mainFrame;
  return (
    isOurs && URL.canParse(frame.url) && new URL(frame.url).protocol === 'app:' && frame.url.startsWith(`${appOrigin}/`)
  );
}

/** No permission is ever needed. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Without a handler the screen cannot be captured at all.
  session.setDisplayMediaRequestHandler(null);
}

/** The page's session reaches nothing but its own origin and downloads nothing. */
export function keepToOrigin(session: Session, hasDevTools: boolean): void {
  // What is excluded does not take the way through this process twice; an Electron that does not know the word asks below.
  const foreign = { urls: ['<all_urls>'], excludeUrls: [`${appOrigin}/*`, `${stemOrigin}/*`] };
  session.webRequest.onBeforeRequest(foreign, ({ url }, answer) => {
    answer({ cancel: !mayLoad(url, hasDevTools) });
  });
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  // Peer connections over TCP pass by the requests above, but not by a proxy, and nobody listens at this one.
  void session.setProxy({ proxyRules: 'http://127.0.0.1:1', proxyBypassRules: '<-loopback>' });
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-navigate', (details) => {
    if (details.url !== entryUrl) details.preventDefault();
  });
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame || details.url !== entryUrl) details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    details.preventDefault();
  });
  // Chromium asks nobody before it goes to `about:`, so that is undone.
  contents.on('did-navigate', (_event, url) => {
    if (url.startsWith('about:')) void contents.loadURL(entryUrl);
  });
  contents.on('did-fail-load', (_event, _code, _words, url, isMainFrame) => {
    if (isMainFrame && url.startsWith('about:')) void contents.loadURL(entryUrl);
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}

/** Every page that is ever made stays where it is and opens nothing. */
export function guardAllContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
  });
}
