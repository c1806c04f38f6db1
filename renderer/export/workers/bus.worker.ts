import { compileStretch } from '../../engine/stretch/compile-stretch.ts';
import { StretchCore } from '../../engine/stretch/stretch-core.ts';
import type { OpenShifter } from '../stages/bus-stages.ts';
import { renderBuses } from './render-buses.ts';
import { runTask } from './run-task.ts';

/** The pitch shift of the live engine. */
const openShifter: OpenShifter = async (sampleRate, pitchFactor) => {
  const stretch = new StretchCore(await compileStretch(), sampleRate);
  stretch.setFactor(pitchFactor);
  return stretch;
};

runTask('bus', (task, ports) => renderBuses(task, ports, openShifter));
