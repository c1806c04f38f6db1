import './trusted-types.ts';
import './styles/base.css';
import { mount } from 'svelte';
import { defaultSettings, fail, ok, type Bridge } from '#contract';
import App from './app/App.svelte';
import { bounceFiles } from './bounce/bounce-files.ts';
import { removeScratch } from './bounce/scratch.ts';
import { analyseSong } from './engine/analysis/analyse-song.ts';
import { createPlayer } from './engine/create-player.ts';
import { engineOverviews } from './state/engine-overviews.ts';
import type { BouncePort } from './state/ports.ts';
import { Stemroom } from './state/stemroom.ts';

declare global {
  // Preload puts it there before any script of the page runs.
  var stemroom: Bridge;
}

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

const api = globalThis.stemroom;
const settings = await api.readSettings();
const player = await createPlayer({
  ...(settings.ok ? settings.value : defaultSettings),
  restartSound: () => api.restartSound(),
});
const bounce: BouncePort = async ({ mix, ticket, ...song }, onProgress, signal) => {
  const tags = { title: '', artist: null, comment: null, bpm: null, key: null };
  const target = { mix, ticket, loudness: null, tags };
  const job = { ...song, fileRate: song.sampleRate, format: { kind: 'wav', bits: 24 }, targets: [target] } as const;
  const written = await bounceFiles(job, onProgress, signal);
  const report = written.ok ? written.value[0] : undefined;
  return report === undefined ? (written.ok ? fail('internal') : written) : ok(report);
};
const app = new Stemroom({ api, player, overviews: engineOverviews, bounce, analyse: analyseSong });
mount(App, { target, props: { app } });
void removeScratch();
await app.start();
