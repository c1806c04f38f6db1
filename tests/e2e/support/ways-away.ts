import type { Page } from '@playwright/test';

/** Twenty addresses that the page must never show. */
export const hostileUrls = (host: string): readonly string[] => [
  `http://${host}/`,
  `HTTP://user:pw@${host}/`,
  'https://example.com/',
  'https://bundle/index.html',
  'file:///etc/passwd',
  'data:text/html,<h1>hello</h1>',
  'javascript:document.title="taken"',
  'vbscript:msgbox(1)',
  'view-source:https://example.com/',
  'ftp://example.com/',
  'chrome://gpu',
  'devtools://devtools/bundled/inspector.html',
  'mailto:somebody@example.com',
  'filesystem:app://bundle/temporary/index.html',
  String.raw`\\server\share`,
  '//example.com/',
  'app://evil/index.html',
  'stem://library/index.html',
  'app://bundle.example.com/index.html',
  'app://bundle@evil/index.html',
  'app://bundle/nothing.html',
];

/** The ways in which the page itself can be led astray. */
const waysWithin = {
  link: (url: string) => {
    const link = Object.assign(document.createElement('a'), { href: url });
    document.body.append(link);
    link.click();
    link.remove();
  },
  'new window': (url: string) => {
    window.open(url);
  },
  form: (url: string) => {
    const form = Object.assign(document.createElement('form'), { action: url });
    document.body.append(form);
    form.submit();
    form.remove();
  },
  'address bar': (url: string) => {
    try {
      location.href = url;
    } catch {
      // Chromium itself knows better with some of them.
    }
  },
  'refresh by the page': (url: string) => {
    const order = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=${url}` });
    document.head.append(order);
  },
} as const;

/** Tries one address in every way, the sixth being a link that is dropped on the window. */
export async function leadAway(page: Page, url: string, after: (way: string) => Promise<void>): Promise<void> {
  for (const [name, way] of Object.entries(waysWithin)) {
    await page.evaluate(way, url);
    await after(name);
  }
  const debug = await page.context().newCDPSession(page);
  const data = { items: [{ mimeType: 'text/uri-list', data: url }], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await debug.send('Input.dispatchDragEvent', { type, x: 20, y: 20, data });
  await debug.detach();
  await after('drop');
}
