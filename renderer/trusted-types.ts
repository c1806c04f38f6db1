/**
 * The page's Trusted Types policy. Must run before anything that starts a worker: Tone makes its clock from a blob of our
 * own origin, our own workers are files of the app. Nothing may make HTML or scripts from text.
 */
const isOwnScript = (url: string): boolean =>
  url.startsWith(`blob:${location.origin}/`) || new URL(url, location.href).origin === location.origin;

type PolicyFactory = {
  createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): unknown;
};

// The DOM library of TypeScript does not know Trusted Types yet.
const { trustedTypes } = globalThis as { readonly trustedTypes?: PolicyFactory };

trustedTypes?.createPolicy('default', {
  createScriptURL: (url) => {
    if (!isOwnScript(url)) throw new TypeError('Only scripts that come with Stemroom may run.');
    return url;
  },
});
