import { app, type IpcMainInvokeEvent, type Session, type WebContents } from 'electron';
import { appOrigin, stemOrigin } from '#contract';

/** The URL of the app's page. */
export const entryUrl = `${appOrigin}/index.html`;
/** The URL of the page without a window, which runs the command line's exports. */
export const commandLineUrl = `${appOrigin}/command-line.html`;
/** The URL of the stage window's page. */
export const stageUrl = `${appOrigin}/stage.html`;
/** The URL of the plain page shown when the app keeps crashing; its language goes behind it, as `?locale=de`. */
export const crashedUrl = `${appOrigin}/crashed.html`;

/** Whether the page's session may load a URL: its own origin, stems, its blobs, and images within a style sheet. */
export function mayLoad(url: string, hasDevTools: boolean): boolean {
  return (
    url.startsWith(`${appOrigin}/`) ||
    url.startsWith(`${stemOrigin}/`) ||
    url.startsWith(`blob:${appOrigin}/`) ||
    url.startsWith('data:image/') ||
    (hasDevTools && url.startsWith('devtools://'))
  );
}

/** The holder of a page: a window, or a hidden view. */
type PageHolder = { readonly webContents: WebContents; isDestroyed(): boolean };

/** Whether a call comes from the app's page: the holder's main frame, showing our origin. */
export function isFromPage(event: IpcMainInvokeEvent, window: PageHolder | null): boolean {
  const frame = event.senderFrame;
  if (frame === null || window === null || window.isDestroyed()) return false;
  const isOurs = event.sender.id === window.webContents.id && frame === window.webContents.mainFrame;
  return (
    isOurs && URL.canParse(frame.url) && new URL(frame.url).protocol === 'app:' && frame.url.startsWith(`${appOrigin}/`)
  );
}

/**
 * [Note: midi] The app's page may use MIDI, which pedals and controllers need; no other page gets any permission. Chromium asks for
 * `midiSysex` whatever a page wants (measured in 130), and a yes to `midi` alone is a no, so both get the same answer. The page asks without
 * sysex, and so can neither send nor get it.
 */
const midiPermissions: readonly string[] = ['midi', 'midiSysex'];

/**
 * [Note: speakers] The app's page may see which outputs there are and play to one of them, for the cue output. Chromium asks for that by
 * a check without a request: nobody is prompted, and no microphone comes with it, which the permissions policy refuses besides.
 */
const speakerPermission = 'speaker-selection';

/** Whether a page may choose among the sound outputs: the app's page in its main frame alone. */
export function mayChooseSpeakers(permission: string, url: string, isMainFrame: boolean): boolean {
  return permission === speakerPermission && isMainFrame && url === entryUrl;
}

/** Whether a page that asks gets a permission: MIDI for the app's page in its main frame, nothing else for anyone. */
export function mayHave(permission: string, url: string, isMainFrame: boolean): boolean {
  return midiPermissions.includes(permission) && isMainFrame && url === entryUrl;
}

/** Decides about permissions: MIDI and the choice of a sound output for the app's own page, nothing else. */
export function decidePermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, { requestingUrl, isMainFrame }) => {
    answer(contents.getURL() === entryUrl && mayHave(permission, requestingUrl, isMainFrame));
  });
  session.setPermissionCheckHandler((contents, permission, _origin, { isMainFrame }) =>
    mayChooseSpeakers(permission, contents?.getURL() ?? '', isMainFrame),
  );
  session.setDevicePermissionHandler(() => false);
  // A null handler makes screen capture impossible.
  session.setDisplayMediaRequestHandler(null);
}

/** Confines the page's session to its own origin, without downloads. */
export function keepToOrigin(session: Session, hasDevTools: boolean): void {
  // Excluded URLs skip the second pass through this process; an Electron without this option asks below.
  const foreign = { urls: ['<all_urls>'], excludeUrls: [`${appOrigin}/*`, `${stemOrigin}/*`] };
  session.webRequest.onBeforeRequest(foreign, ({ url }, answer) => {
    answer({ cancel: !mayLoad(url, hasDevTools) });
  });
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  // Peer connections over TCP bypass the handler above but not a proxy, and this one refuses every connection.
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
  // Chromium navigates to `about:` without asking, so the page goes back.
  let home = entryUrl;
  contents.on('did-navigate', (_event, url) => {
    if (url === entryUrl || url === stageUrl) home = url;
    if (url.startsWith('about:')) void contents.loadURL(home);
  });
  contents.on('did-fail-load', (_event, _code, _words, url, isMainFrame) => {
    if (isMainFrame && url.startsWith('about:')) void contents.loadURL(home);
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}

/** Keeps every page from navigating and from opening windows, and servers from learning who the user is. */
export function guardAllContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
  }); // Since Electron 44 a server that the app fetches from may ask for one as well, and would get the first that the system has.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault();
    answer();
  });
}
