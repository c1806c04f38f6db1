import './trusted-types.ts';
import './styles/base.css';
import './styles/stage.css';
import { mount } from 'svelte';
import { type StageBridge, words } from '#contract';
import StageScreen from './components/lyrics/StageScreen.svelte';
import { language } from './state/language.svelte.ts';

declare global {
  // The preload of the stage window puts it there.
  var stage: StageBridge;
}

const target = document.getElementById('stage');
if (target === null) throw new Error('stage.html has no #stage');
const { onView } = globalThis.stage;
onView(({ locale }) => {
  language.locale = locale;
  document.documentElement.lang = locale;
  document.title = words().lyrics.stage.title;
});
mount(StageScreen, { target, props: { onView } });
