import { appOrigin, stemOrigin } from '#contract';

/** The one page there is. */
export const entryUrl = `${appOrigin}/index.html`;
/** What stands in for it when it keeps crashing. */
export const crashedUrl = `${appOrigin}/crashed.html`;

/** What the page's session may load: its own origin, stems, blobs it made, and images within a style sheet. */
export function mayLoad(url: string, hasDevTools: boolean): boolean {
  return (
    url.startsWith(`${appOrigin}/`) ||
    url.startsWith(`${stemOrigin}/`) ||
    url.startsWith(`blob:${appOrigin}/`) ||
    url.startsWith('data:image/') ||
    (hasDevTools && url.startsWith('devtools://'))
  );
}
