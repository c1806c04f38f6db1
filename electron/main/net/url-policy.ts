import ipaddr from 'ipaddr.js';

/** Hosts the service is known to keep its files on. */
const knownHosts: ReadonlySet<string> = new Set(['file.aiquickdraw.com', 'tempfile.aiquickdraw.com']);

/** Names of this computer, its local network, or nothing on the internet. */
const localSuffix = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa|onion|test|invalid|example)$/;

type UrlVerdict =
  | { readonly verdict: 'allowed'; readonly url: URL }
  /** A valid URL on a host that the user has not allowed yet. */
  | { readonly verdict: 'unknownHost'; readonly url: URL; readonly host: string }
  /** `reason` is for display and holds no part of the URL but its host. */
  | { readonly verdict: 'refused'; readonly reason: string };

/**
 * Decides whether a file may be fetched from a URL of the service: https on port 443 to a public DNS name without user info, or exactly
 * the loopback origin the user chose for the service. Works on the parsed URL, in which each address has one spelling.
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

/** Whether an IP address is on the public internet: not loopback, private, link-local, carrier-grade NAT, multicast, reserved. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

const refused = (reason: string): UrlVerdict => ({ verdict: 'refused', reason });

/** Returns the URL, or null when the text is none. Node 20 lacks `URL.parse`. */
export function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null;
}
