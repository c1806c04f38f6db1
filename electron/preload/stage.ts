import type { StageBridge, StageView } from '#contract';
import { contextBridge, ipcRenderer } from 'electron';

let last: StageView | null = null;
const listeners = new Set<(view: StageView) => void>();

ipcRenderer.on('stemroom:stage', (_event, view: StageView) => {
  last = view;
  for (const listener of listeners) listener(view);
});

const bridge: StageBridge = {
  onView(listener) {
    listeners.add(listener);
    if (last !== null) listener(last);
    return () => listeners.delete(listener);
  },
};
contextBridge.exposeInMainWorld('stage', bridge);
