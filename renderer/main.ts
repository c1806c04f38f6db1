import './trusted-types.ts';
import './styles/base.css';
import { mount } from 'svelte';
import { defaultSettings, type Bridge } from '#contract';
import App from './app/App.svelte';
import { encodeSong } from './export/encode-song.ts';
import { prepareToRender, renderFiles } from './export/render-files.ts';
import { putBytes, readCover } from './export/transfer.ts';
import { removeTemporaryFiles } from './export/temporary-files.ts';
import { renderStemFile } from './export/stem-file/render-stem-file.ts';
import { analyseSong } from './engine/analysis/analyse-song.ts';
import { CueOutput } from './engine/cue/cue-output.ts';
import { measureComparison } from './engine/analysis/measure-comparison.ts';
import { createPlayer } from './engine/create-player.ts';
import { createSystemPlayer } from './engine/device/system-player.ts';
import { RelayPlayer } from './engine/relay-player.ts';
import { WebMidi } from './engine/device/web-midi.ts';
import { probeAudio } from './engine/opened-stems.ts';
import { engineWaveforms } from './state/song/waveforms.svelte.ts';
import { language } from './state/language.svelte.ts';
import { Stemroom } from './state/stemroom.ts';

declare global {
  // Preload puts it there before any script of the page runs.
  var stemroom: Bridge;
}

/** In a narrower window the library is folded at first. */
const leastForLibraryPx = 1200;

const api = globalThis.stemroom;
const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
const settings = await api.readSettings();
if (settings.ok) language.locale = settings.value.locale;
const cue = new CueOutput();
const { pagePoolMiB, hasSafetyLimiter } = settings.ok ? settings.value.settings : defaultSettings;
const options = {
  ...{ pagePoolMiB, hasSafetyLimiter, cue },
  restartSound: () => api.restartSound(),
};
const player = new RelayPlayer(await createPlayer(options), () => createPlayer(options));
const app = new Stemroom({
  api,
  player,
  system: createSystemPlayer(),
  midi: new WebMidi(),
  cue,
  waveforms: engineWaveforms,
  prepareToRender,
  renderFiles,
  renderStemFile,
  putBytes,
  readCover,
  analyse: analyseSong,
  compareLoudness: measureComparison,
  probe: probeAudio,
  encodeSong,
});
app.view.isLibraryOpen = innerWidth >= leastForLibraryPx;
mount(App, { target, props: { app } });
void removeTemporaryFiles();
await app.start();
