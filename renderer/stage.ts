import './trusted-types.ts';
import './styles/base.css';
import './styles/stage.css';
import { mount } from 'svelte';
import type { StageBridge } from '#contract';
import StageScreen from './components/lyrics/StageScreen.svelte';

declare global {
  // The preload of the stage window puts it there.
  var stage: StageBridge;
}

const target = document.getElementById('stage');
if (target === null) throw new Error('stage.html has no #stage');
mount(StageScreen, { target, props: { onView: globalThis.stage.onView } });
