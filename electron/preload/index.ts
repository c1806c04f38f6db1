import type { Bridge, DroppedFile, MainApi, Notice } from '#contract';
import { contextBridge, ipcRenderer, webUtils } from 'electron';

declare const forwards: unique symbol;
/** A method that knows its own name, so that two of the same shape cannot be swapped. */
type Forwarded<Method extends keyof MainApi> = MainApi[Method] & { readonly [forwards]?: Method };

const call = (method: keyof MainApi, argument: unknown): Promise<unknown> =>
  ipcRenderer.invoke(`stemroom:${method}`, argument);

function forward<Method extends keyof MainApi>(method: Method): Forwarded<Method> {
  return ((argument: unknown) => call(method, argument)) as Forwarded<Method>;
}

const importByPaths = forward('importDropped') as unknown as (
  paths: readonly string[],
) => ReturnType<MainApi['importDropped']>;

const dropByPath = forward('dropSong') as unknown as (path: string) => ReturnType<MainApi['dropSong']>;

const orderByPath = forward('stemFile') as unknown as (order: object) => ReturnType<MainApi['stemFile']>;

const api: { readonly [Method in keyof MainApi]: Forwarded<Method> } = {
  listSongs: forward('listSongs'),
  openSession: forward('openSession'),
  prepareSession: forward('prepareSession'),
  verifySession: forward('verifySession'),
  renameSession: forward('renameSession'),
  markSession: forward('markSession'),
  removeSession: forward('removeSession'),
  restoreDemo: forward('restoreDemo'),
  changeLibraryFolder: forward('changeLibraryFolder'),
  addTasks: forward('addTasks'),
  resumeFetch: forward('resumeFetch'),
  cancelFetch: forward('cancelFetch'),
  answerHostQuestion: forward('answerHostQuestion'),
  chooseImport: forward('chooseImport'),
  importDropped: (files) => importByPaths(files.map(pathOf)),
  answerImport: forward('answerImport'),
  saveMix: forward('saveMix'),
  saveSheet: forward('saveSheet'),
  chooseText: forward('chooseText'),
  setlists: forward('setlists'),
  stage: forward('stage'),
  saveAnalysis: forward('saveAnalysis'),
  saveStemFacts: forward('saveStemFacts'),
  stemFile: (order) => {
    if (order.does !== 'add') return orderByPath(order);
    const { file, ...rest } = order;
    return orderByPath({ ...rest, path: file === null ? null : pathOf(file) });
  },
  keyStatus: forward('keyStatus'),
  saveKey: forward('saveKey'),
  removeKey: forward('removeKey'),
  cancel: forward('cancel'),
  testKey: forward('testKey'),
  chooseSong: forward('chooseSong'),
  dropSong: (file) => dropByPath(pathOf(file)),
  encodeSong: forward('encodeSong'),
  offerPurchase: forward('offerPurchase'),
  buySeparation: forward('buySeparation'),
  listPurchases: forward('listPurchases'),
  savePurchases: forward('savePurchases'),
  settlePurchase: forward('settlePurchase'),
  serviceSong: forward('serviceSong'),
  addGeneration: forward('addGeneration'),
  buyWords: forward('buyWords'),
  buyMidi: forward('buyMidi'),
  readSettings: forward('readSettings'),
  changeSettings: forward('changeSettings'),
  appDetails: forward('appDetails'),
  openExternal: forward('openExternal'),
  restartSound: forward('restartSound'),
  beginExport: forward('beginExport'),
  endExport: forward('endExport'),
  reveal: forward('reveal'),
};

/** Empty for a file that has no place on disk; main refuses that. */
function pathOf(file: DroppedFile): string {
  return file instanceof File ? webUtils.getPathForFile(file) : '';
}

function onNotice(listener: (notice: Notice) => void): () => void {
  const hear = (_event: unknown, notice: Notice): void => {
    listener(notice);
  };
  ipcRenderer.on('stemroom:notice', hear);
  return () => {
    ipcRenderer.off('stemroom:notice', hear);
  };
}

const bridge: Bridge = { ...api, onNotice };
contextBridge.exposeInMainWorld('stemroom', bridge);
