import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRange } from '../../../electron/main/app-protocol/answer.ts';
import { routeRequest } from '../../../electron/main/app-protocol/answer.ts';

const sha = 'a'.repeat(64);
const other = 'b'.repeat(64);
const parts = (count: number): string => Array.from({ length: count }, () => `${sha}=0+1`).join('&');
const ticket = '01hzy3v7q8m4n5p6r7s8t9vwxy';

describe('a request to app://', () => {
  it.each([
    ['GET', 'app://bundle/index.html', { to: 'page', path: '/index.html' }],
    ['GET', 'app://bundle/assets/a.js?x=1#y', { to: 'page', path: '/assets/a.js' }],
    ['GET', `app://bundle/__stem/${sha}`, { to: 'stem', sha256: sha }],
    [
      'GET',
      `app://bundle/__parts?${sha}=0+10&${other}=999+4194294`,
      {
        to: 'parts',
        parts: [
          { sha256: sha, offset: 0, length: 10 },
          { sha256: other, offset: 999, length: 4194294 },
        ],
      },
    ],
    ['GET', `app://bundle/__cover/${ticket}`, { to: 'cover', id: ticket }],
    ['GET', `app://bundle/__overview/${sha}`, { to: 'readOverview', sha256: sha }],
    ['PUT', `app://bundle/__overview/${sha}`, { to: 'writeOverview', sha256: sha }],
    ['PUT', `app://bundle/__export/${ticket}?offset=8388608`, { to: 'export', ticket, offsetBytes: 8388608 }],
  ])('%s %s is sorted', (method, url, route) => {
    expect(routeRequest(url, method)).toEqual(route);
  });

  it.each([
    ['POST', 'app://bundle/index.html', 405],
    ['PUT', 'app://bundle/index.html', 405],
    ['PUT', `app://bundle/__stem/${sha}`, 405],
    ['PUT', `app://bundle/__cover/${ticket}`, 405],
    ['GET', `app://bundle/__cover/${sha}`, 404],
    ['GET', `app://bundle/__cover/${ticket}?x`, 404],
    ['DELETE', `app://bundle/__overview/${sha}`, 405],
    ['GET', `app://bundle/__export/${ticket}?offset=0`, 405],
    ['PUT', `app://bundle/__export/${ticket}`, 400],
    ['PUT', `app://bundle/__export/${ticket}?offset=-1`, 400],
    ['PUT', `app://bundle/__export/${ticket}?offset=1e3`, 400],
    ['PUT', `app://bundle/__export/${ticket}?offset=1&offset=2`, 400],
    ['GET', `app://bundle/__stem/${sha.toUpperCase()}`, 405],
    ['GET', `app://bundle/__stem/${sha}?x`, 404],
    ['GET', 'app://bundle/__stem/abc', 404],
    ['PUT', `app://bundle/__parts?${sha}=0+1`, 405],
    ['POST', `app://bundle/__parts?${sha}=0+1`, 405],
    ['GET', 'app://bundle/__parts', 400],
    ['GET', `app://bundle/__parts?${sha}=0+1&`, 400],
    ['GET', `app://bundle/__parts?${sha}=0+0`, 400],
    ['GET', `app://bundle/__parts?${sha}=-1+5`, 400],
    ['GET', `app://bundle/__parts?${sha}=1e3+5`, 400],
    ['GET', `app://bundle/__parts?${sha}=0+5&x=1`, 400],
    ['GET', `app://bundle/__parts?${sha.toUpperCase()}=0+5`, 400],
    ['GET', `app://bundle/__parts?${sha}%00=0+5`, 400],
    ['GET', `app://bundle/__parts?../${sha}=0+5`, 400],
    ['GET', `app://bundle/__parts?${sha}=0+4194304&${other}=0+1`, 400],
    ['GET', `app://bundle/__parts?${parts(33)}`, 400],
    ['GET', `app://bundle/__parts?${parts(100)}`, 404],
    ['GET', `app://evil/__parts?${sha}=0+1`, 404],
    ['GET', `app://evil/__stem/${sha}`, 404],
    ['GET', `app://bundle@evil/__stem/${sha}`, 404],
    ['GET', `app://user@bundle/__stem/${sha}`, 404],
    ['GET', `app://bundle:80/__stem/${sha}`, 404],
    ['GET', `app://bundle./__stem/${sha}`, 404],
    ['GET', `https://bundle/__stem/${sha}`, 404],
    ['GET', `file:///__stem/${sha}`, 404],
    ['GET', `app://bundle/${'a'.repeat(8192)}`, 404],
    ['GET', 'no url at all', 404],
  ])('%s %s is refused or no stem', (method, url, status) => {
    const route = routeRequest(url, method);
    if (status === 405 && route.to === 'page') expect(route.path).not.toContain(sha);
    else expect(route).toEqual({ to: 'refused', status });
  });

  it('F32 names a file only by the exact path it asks for, whatever is thrown at it', () => {
    const known = new Map([['/index.html', 1]]);
    const nasty = fc.constantFrom(
      '..',
      '%2e%2e',
      '%252e',
      '%5c',
      '\\',
      '%00',
      '\0',
      '//',
      '.',
      '/',
      '@',
      ':',
      '．',
      '％',
    );
    const piece = fc.oneof(
      nasty,
      fc.string({ maxLength: 8 }),
      fc.constantFrom('index.html', '__stem', '__export', sha, 'bundle'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('app://bundle/', 'APP://BUNDLE/', 'app:bundle/', 'app://bundle@x/'),
        fc.array(piece, { maxLength: 8 }),
        (start, pieces) => {
          const route = routeRequest(start + pieces.join('/'), 'GET');
          if (route.to === 'page' && known.has(route.path))
            expect(new URL(start + pieces.join('/')).pathname).toBe('/index.html');
          if (route.to === 'stem') expect(route.sha256).toBe(sha);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('a range', () => {
  it.each([
    [null, 'whole'],
    ['', 'whole'],
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=0-99', { start: 0, end: 100 }],
    ['bytes=0-999999999', { start: 0, end: 100 }],
    ['bytes=5-', { start: 5, end: 100 }],
    ['bytes=-1', { start: 99, end: 100 }],
    ['bytes=-500', { start: 0, end: 100 }],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=100-200', 'unsatisfiable'],
    ['bytes=9-3', 'whole'],
    ['bytes=0-1,5-6', 'whole'],
    ['bytes=-', 'whole'],
    ['items=0-1', 'whole'],
    ['bytes=a-b', 'whole'],
    ['bytes=0-1; rm -rf', 'whole'],
    [' bytes=1-2 ', { start: 1, end: 3 }],
  ])('%j of 100 bytes is %j', (header, range) => {
    expect(parseRange(header, 100)).toEqual(range);
  });

  it('of an empty file cannot be had', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(parseRange(null, 0)).toBe('whole');
  });
});
