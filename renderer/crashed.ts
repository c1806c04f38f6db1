import './styles/crashed.css';
import { speak, spokenLocaleFor, words } from '#contract';

// The page that stands in for the app when that keeps crashing, so it needs nothing that could be why: its language is in its address.
const locale = spokenLocaleFor(new URLSearchParams(location.search).get('locale') ?? 'en');
speak(() => locale);

const { main, parts } = words();
const texts: Readonly<Record<string, string>> = {
  '#keeps-stopping': main.crashed.keepsStopping,
  '#four-times': main.crashed.fourTimes,
  '#songs-are-safe': main.crashed.songsAreSafe,
  '#log-says-why': main.crashed.logSaysWhy,
  '#again': parts.tryAgain,
  '#log': main.crashed.openLogFolder,
};
document.documentElement.lang = locale;
for (const [selector, text] of Object.entries(texts)) document.querySelector(selector)?.replaceChildren(text);

document.querySelector('#log')?.addEventListener('click', () => {
  void globalThis.stemroom.reveal({ kind: 'log' });
});
