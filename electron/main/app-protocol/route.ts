import type { ExportTicket, Sha256 } from '#contract';
import { exportTicketSchema, sha256Schema } from '#contract/schemas';

/** What a request to `app://` is for. `refused` carries the status of the answer. */
export type Route =
  | { readonly to: 'page'; readonly path: string }
  | { readonly to: 'stem'; readonly sha256: Sha256 }
  | { readonly to: 'readOverview'; readonly sha256: Sha256 }
  | { readonly to: 'writeOverview'; readonly sha256: Sha256 }
  | { readonly to: 'export'; readonly ticket: ExportTicket; readonly offsetBytes: number }
  | { readonly to: 'refused'; readonly status: 400 | 404 | 405 };

const longestUrl = 4096;
const namedPath = /^\/__(stem|overview|export)\/([0-9a-z]{1,64})$/;

const refused = (status: 400 | 404 | 405): Route => ({ to: 'refused', status });

function parseUrl(text: string): URL | null {
  if (text.length > longestUrl || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isOurs = url.protocol === 'app:' && url.host === 'bundle' && url.username === '' && url.password === '';
  return isOurs ? url : null;
}

function routeExport(name: string, url: URL, method: string): Route {
  const ticket = exportTicketSchema.safeParse(name);
  if (!ticket.success) return refused(404);
  if (method !== 'PUT') return refused(405);
  const offset = /^\?offset=(\d{1,15})$/.exec(url.search)?.[1];
  return offset === undefined ? refused(400) : { to: 'export', ticket: ticket.data, offsetBytes: Number(offset) };
}

function routeSound(what: string, name: string, url: URL, method: string): Route {
  const sha256 = sha256Schema.safeParse(name);
  if (!sha256.success || url.search !== '') return refused(404);
  if (method === 'GET') return { to: what === 'stem' ? 'stem' : 'readOverview', sha256: sha256.data };
  return method === 'PUT' && what === 'overview' ? { to: 'writeOverview', sha256: sha256.data } : refused(405);
}

/**
 * Sorts a request by its URL. Nothing here is a path on disk: a page file is looked up by its whole name, a stem by
 * its hash, an export by its ticket.
 */
export function routeRequest(urlText: string, method: string): Route {
  const url = parseUrl(urlText);
  if (url === null) return refused(404);
  const [, what, name = ''] = namedPath.exec(url.pathname) ?? [];
  if (what === 'export') return routeExport(name, url, method);
  if (what !== undefined) return routeSound(what, name, url, method);
  return method === 'GET' ? { to: 'page', path: url.pathname } : refused(405);
}
