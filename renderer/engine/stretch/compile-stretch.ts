import source from 'signalsmith-stretch?raw';

/**
 * Compiles Signalsmith Stretch, in a page or a worker. The module goes by message to where it is to run.
 *
 * [Note: Stretch without its wrapper] The package wraps its WebAssembly in a node that starts from a blob, which the page's
 * policy forbids, knows no worker and seeds itself by chance. We take the bytes out of it and start them ourselves, at once
 * and alike wherever they are needed.
 */
export function compileStretch(): Promise<WebAssembly.Module> {
  const [, base64 = ''] = /data:application\/octet-stream;base64,([A-Za-z0-9+/=]+)/.exec(source) ?? [];
  return WebAssembly.compile(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}
