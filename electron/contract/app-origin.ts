/** Bytes go by URL, all of them on the page's own origin. */
export const appOrigin = 'app://bundle';
