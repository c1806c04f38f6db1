import { stemOrigin } from '#contract';

/** The page's content security policy: its own files, nothing else. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  `connect-src 'self' ${stemOrigin}`,
  "media-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html default',
].join('; ');

const deniedFeatures = [
  'accelerometer',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

/** Headers of every answer: no other origin may embed it, and browsers must not guess its type. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

const policyOf = (mayUseMidi: boolean): string =>
  deniedFeatures.map((feature) => `${feature}=(${feature === 'midi' && mayUseMidi ? 'self' : ''})`).join(', ');

/** Headers of every page file: its policy, and cross-origin isolation for SharedArrayBuffer. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': policyOf(false),
};

/** The headers of a page file by its path: of all files, only the app's page may ask for MIDI. */
export const headersOf = (path: string): Readonly<Record<string, string>> =>
  path === '/index.html' ? { ...pageHeaders, 'Permissions-Policy': policyOf(true) } : pageHeaders;
