import { words } from '#contract';
import ipaddr from 'ipaddr.js';

/**
 * The service's hosts: the one that is asked, the one that takes files to be separated, those that stems lie on. The key goes to the first
 * two, whose pages demand it, and to no other.
 */
export const serviceHosts = {
  api: 'api.kie.ai',
  upload: 'kieai.redpandaai.co',
  files: ['file.aiquickdraw.com', 'tempfile.aiquickdraw.com'],
} as const;

const knownHosts: ReadonlySet<string> = new Set(serviceHosts.files);
const keyHosts: ReadonlySet<string> = new Set([serviceHosts.api, serviceHosts.upload]);

/**
 * Whether a request to this URL may carry the key.
 * @param loopbackOrigin the origin of a service on this computer, which may; null: the real service is used
 */
export function takesKey(url: URL, loopbackOrigin: string | null): boolean {
  if (loopbackOrigin !== null) return url.origin === loopbackOrigin;
  return url.protocol === 'https:' && url.port === '' && keyHosts.has(url.hostname);
}

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
  if (url === null) return refused(words().failures.details.noUrl);
  if (url.username !== '' || url.password !== '') return refused(words().failures.details.linkWithUserName);
  if (loopbackOrigin !== null && url.origin === loopbackOrigin) return { verdict: 'allowed', url };
  if (url.protocol !== 'https:') return refused(words().failures.details.linkNotHttps(url.protocol.slice(0, 20)));
  if (url.port !== '') return refused(words().failures.details.unusualPort(url.hostname));
  return judgeHost(url);
}

function judgeHost(url: URL): UrlVerdict {
  const host = url.hostname.replace(/\.$/, '');
  if (host.startsWith('[') || ipaddr.isValid(host)) return refused(words().failures.details.addressAsName(host));
  if (!host.includes('.') || localSuffix.test(host)) return refused(words().failures.details.localName(host));
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
