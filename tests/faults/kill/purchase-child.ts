import { writeSync } from 'node:fs';
import { basename } from 'node:path';
import { type Fs, nodeFs, type OpenFile } from '../../../electron/main/disk/fs.ts';
import type { HttpPort } from '../../../electron/main/net/http.ts';
import { nodeHttp } from '../../fakes/node-http.ts';
import { buyTwelve, purchaseRig } from '../../fakes/purchase-rig.ts';

// Buys twelve stems of a file and kills itself at one of the steps: before or after each request, and each change of the ledger. Writes
// the name of each step that it passes.
const [home = '', origin = '', key = '', song = '', killAt = ''] = process.argv.slice(2);
let step = 0;

function pass(name: string): void {
  step += 1;
  writeSync(1, `${name}\n`);
  if (step === Number(killAt)) process.kill(process.pid, 'SIGKILL');
}

async function around<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  pass(`before ${name}`);
  const value = await work();
  pass(`after ${name}`);
  return value;
}

const real = nodeHttp();
const http: HttpPort = {
  ...real,
  get: (request) => around(`asking ${request.url.pathname}`, () => real.get(request)),
  post: (request) => around(`sending to ${request.url.pathname}`, () => real.post(request)),
};

const isLedger = (path: string): boolean => basename(path).startsWith('purchases.json');
const watched = (file: OpenFile): OpenFile => ({
  ...file,
  sync: () => around('syncing the ledger', () => file.sync()),
});
const fs: Fs = {
  ...nodeFs,
  openFile: async (path, mode) => {
    const file = await nodeFs.openFile(path, mode);
    return isLedger(path) && mode !== 'read' ? watched(file) : file;
  },
  rename: (from, to) =>
    isLedger(from) ? around(`renaming to ${basename(to)}`, () => nodeFs.rename(from, to)) : nodeFs.rename(from, to),
};

const rig = purchaseRig({ home, origin, key, fs, http });
const chosen = await rig.files.choose(song);
if (!chosen.ok) throw new Error(chosen.failure.kind);
pass('begun');
const bought = await buyTwelve(rig, chosen.value);
pass(bought.ok ? 'bought' : bought.failure.kind);
