import ipaddr from 'ipaddr.js';

/** Hosts that the service is known to keep its files on. */
const knownHosts: ReadonlySet<string> = new Set(['file.aiquickdraw.com', 'tempfile.aiquickdraw.com']);

/** Names that stand for this computer or its neighbours, or for nothing on the internet. */
const localSuffix = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa|onion|test|invalid|example)$/;

type UrlVerdict =
  | { readonly verdict: 'allowed'; readonly url: URL }
  /** Nothing speaks against it, but nobody has vouched for this host yet. */
  | { readonly verdict: 'unknownHost'; readonly url: URL; readonly host: string }
  /** `reason` is for the user and holds no part of the URL but its host. */
  | { readonly verdict: 'refused'; readonly reason: string };

/**
 * Whether a file may be fetched from a URL that came from outside: https on port 443 to a public DNS name, without
 * user info; or exactly the loopback origin that the user chose for the service. Decided on the parsed URL, where every
 * spelling of an address has become one.
 * @param loopbackOrigin null unless the service itself is on loopback
 */
export function judgeUrl(text: string, loopbackOrigin: string | null): UrlVerdict {
  const url = parseUrl(text);
  if (url === null) return refused('a link that is no URL');
  if (url.username !== '' || url.password !== '') return refused('a link with a user name in it');
  if (loopbackOrigin !== null && url.origin === loopbackOrigin) return { verdict: 'allowed', url };
  if (url.protocol !== 'https:') return refused(`a link that is not https (${url.protocol.slice(0, 20)})`);
  if (url.port !== '') return refused(`${url.hostname}, an unusual port`);
  return judgeHost(url);
}

function judgeHost(url: URL): UrlVerdict {
  const host = url.hostname.replace(/\.$/, '');
  if (host.startsWith('[') || ipaddr.isValid(host)) return refused(`${host}, an address instead of a name`);
  if (!host.includes('.') || localSuffix.test(host)) return refused(`${host}, a local name`);
  return knownHosts.has(host) ? { verdict: 'allowed', url } : { verdict: 'unknownHost', url, host };
}

/** Whether an address is out on the internet: not loopback, private, link-local, carrier-grade NAT, multicast, reserved. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

const refused = (reason: string): UrlVerdict => ({ verdict: 'refused', reason });

/** Null instead of an exception. `URL.parse` does this, but Node 20 does not have it. */
export function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null;
}
