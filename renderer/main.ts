import './trusted-types.ts';
import './styles/base.css';
import { mount } from 'svelte';
import { defaultSettings, requestMark, type Bridge } from '#contract';
import App from './app/App.svelte';
import { bounceFiles } from './export/bounce-files.ts';
import { putBytes } from './export/upload.ts';
import { readCover } from './export/read-cover.ts';
import { removeScratch } from './export/scratch.ts';
import { bounceStemFile } from './export/stem-file/bounce-stem-file.ts';
import { analyseSong } from './engine/analysis/analyse-song.ts';
import { createPlayer } from './engine/create-player.ts';
import { measureSong } from './engine/opened-stems.ts';
import { engineWaveforms } from './state/waveforms.svelte.ts';
import { takeOrder } from './state/order/carry-order.ts';
import { Stemroom } from './state/stemroom.ts';

declare global {
  // Preload puts it there before any script of the page runs.
  var stemroom: Bridge;
}

const api = globalThis.stemroom;
if (location.hash === requestMark)
  takeOrder(api, { api, bounce: bounceFiles, bounceStemFile, putBytes, readCover, measure: measureSong });
else await openApp();

async function openApp(): Promise<void> {
  const target = document.getElementById('app');
  if (target === null) throw new Error('index.html has no #app');
  const settings = await api.readSettings();
  const player = await createPlayer({
    ...(settings.ok ? settings.value.settings : defaultSettings),
    restartSound: () => api.restartSound(),
  });
  const app = new Stemroom({
    api,
    player,
    waveforms: engineWaveforms,
    bounce: bounceFiles,
    bounceStemFile,
    putBytes,
    readCover,
    analyse: analyseSong,
  });
  mount(App, { target, props: { app } });
  void removeScratch();
  await app.start();
}
