import { app, type Session, type WebContents } from 'electron';
import { appOrigin, stemOrigin } from '#contract';
import { entryUrl, mayLoad } from './may-load.ts';

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
