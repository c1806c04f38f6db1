import { ready, startHelper } from './helper-process.js';

/** @typedef {import('../desktop.js').Surrounding} Surrounding */

/**
 * Starts a virtual screen on a display number that is free.
 * @param {{ width?: number, height?: number }} [size] in pixels
 * @returns {Promise<Surrounding>} its environment names the display
 */
export async function startScreen({ width = 1920, height = 1080 } = {}) {
  const words = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'];
  const server = startHelper('Xvfb', words, { wantsPipe3: true });
  let announced = '';
  server.child.stdio[3]?.on('data', (/** @type {Buffer} */ bytes) => (announced += bytes.toString()));
  // The number is written when the server takes connections; the line end says that it is whole.
  const display = await ready(server, 'The virtual screen (Xvfb)', () =>
    Promise.resolve(announced.endsWith('\n') ? announced.trim() : undefined),
  );
  return { env: { DISPLAY: `:${display}`, WAYLAND_DISPLAY: '' }, stop: server.stop };
}
