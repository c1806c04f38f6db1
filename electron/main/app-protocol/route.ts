import { mostPartBytes, mostParts, type ExportTicket, type SessionId, type Sha256, type StemPart } from '#contract';
import { exportTicketSchema, sessionIdSchema, sha256Schema } from '#contract/schemas';

/** What a request to `app://` asks for. `refused` carries the HTTP status. */
export type Route =
  | { readonly to: 'page'; readonly path: string }
  | { readonly to: 'stem'; readonly sha256: Sha256 }
  | { readonly to: 'parts'; readonly parts: readonly StemPart[] }
  | { readonly to: 'cover'; readonly id: SessionId }
  | { readonly to: 'readOverview'; readonly sha256: Sha256 }
  | { readonly to: 'writeOverview'; readonly sha256: Sha256 }
  | { readonly to: 'export'; readonly ticket: ExportTicket; readonly offsetBytes: number }
  | { readonly to: 'refused'; readonly status: 400 | 404 | 405 };

const longestUrl = 4096;
const namedPath = /^\/__(stem|cover|overview|export)\/([0-9a-z]{1,64})$/;

const partsPath = '/__parts';
const writtenPart = /^([0-9a-f]{64})=(\d{1,15})\+(\d{1,7})$/;

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

/** Every part must be well formed; one bad part refuses the request. */
function routeParts(url: URL, method: string): Route {
  if (method !== 'GET') return refused(405);
  const parts = url.search.slice(1).split('&').map(parsePart);
  const wanted = parts.filter((part) => part !== null);
  const byteLength = wanted.reduce((sum, part) => sum + part.length, 0);
  const isFair = wanted.length === parts.length && parts.length <= mostParts && byteLength <= mostPartBytes;
  return isFair ? { to: 'parts', parts: wanted } : refused(400);
}

function parsePart(text: string): StemPart | null {
  const [, hash, offset, length] = writtenPart.exec(text) ?? [];
  const sha256 = sha256Schema.safeParse(hash);
  if (!sha256.success || Number(length) === 0) return null;
  return { sha256: sha256.data, offset: Number(offset), length: Number(length) };
}

function routeCover(name: string, url: URL, method: string): Route {
  const id = sessionIdSchema.safeParse(name);
  if (!id.success || url.search !== '') return refused(404);
  return method === 'GET' ? { to: 'cover', id: id.data } : refused(405);
}

function routeSound(what: string, name: string, url: URL, method: string): Route {
  const sha256 = sha256Schema.safeParse(name);
  if (!sha256.success || url.search !== '') return refused(404);
  if (method === 'GET') return { to: what === 'stem' ? 'stem' : 'readOverview', sha256: sha256.data };
  return method === 'PUT' && what === 'overview' ? { to: 'writeOverview', sha256: sha256.data } : refused(405);
}

/**
 * Parses the URL and method of a request. No part of the URL becomes a path on disk: page files are looked up by name, stems by hash,
 * exports by ticket.
 */
export function routeRequest(urlText: string, method: string): Route {
  const url = parseUrl(urlText);
  if (url === null) return refused(404);
  const [, what, name = ''] = namedPath.exec(url.pathname) ?? [];
  if (url.pathname === partsPath) return routeParts(url, method);
  if (what === 'cover') return routeCover(name, url, method);
  if (what === 'export') return routeExport(name, url, method);
  if (what !== undefined) return routeSound(what, name, url, method);
  return method === 'GET' ? { to: 'page', path: url.pathname } : refused(405);
}
