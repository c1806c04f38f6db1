import { build } from 'esbuild';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiSchemas } from '../../../electron/contract/schemas.ts';

type Bridge = Record<string, (...given: unknown[]) => unknown>;
let code = '';

/** Runs the bundle with a stand-in for the three things of Electron it may use. */
function runPreload() {
  const invoked: unknown[][] = [];
  const listeners = new Map<string, (...told: unknown[]) => void>();
  const exposed = new Map<string, Bridge>();
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, bridge: Bridge) => exposed.set(name, bridge) },
    ipcRenderer: {
      invoke: (...call: unknown[]) => invoked.push(call),
      on: (channel: string, listener: (...told: unknown[]) => void) => listeners.set(channel, listener),
      off: (channel: string) => listeners.delete(channel),
    },
    webUtils: { getPathForFile: (file: { name: string }) => `/music/${file.name}` },
  };
  const required: string[] = [];
  const require = (name: string): unknown => {
    required.push(name);
    return electron;
  };
  runInNewContext(code, { File, require, module: { exports: {} }, exports: {} });
  return { invoked, listeners, exposed, required, bridge: exposed.get('stemroom') ?? {} };
}

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: ['electron/preload/index.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: ['electron'],
  });
  code = outputFiles[0]?.text ?? '';
});

describe('preload', () => {
  it('is one small script that asks for nothing but electron', () => {
    expect(code.length).toBeGreaterThan(500);
    expect(code.length).toBeLessThanOrEqual(8 * 1024);
    expect(runPreload().required).toEqual(['electron']);
    expect(code).not.toMatch(/zod|node:/);
  });

  it('exposes one object: every method of the contract, and the notices', () => {
    const { exposed, bridge } = runPreload();
    expect([...exposed.keys()]).toEqual(['stemroom']);
    expect(Object.keys(bridge).sort()).toEqual([...Object.keys(apiSchemas), 'onNotice'].sort());
  });

  it('forwards each method under its own name, with one argument', () => {
    const { bridge, invoked } = runPreload();
    const names = Object.keys(apiSchemas).filter((name) => !/^(importDropped|dropSong|stemFile)$/.test(name));
    for (const name of names) bridge[name]?.(`of ${name}`, 'a second argument');
    expect(invoked).toEqual(names.map((name) => [`stemroom:${name}`, `of ${name}`]));
  });

  it('turns dropped files into paths, and what is no file into none', () => {
    const { bridge, invoked } = runPreload();
    bridge.importDropped?.([new File([], 'a.mp3'), { name: 'b.mp3' }]);
    bridge.dropSong?.(new File([], 'c.mp3'));
    bridge.stemFile?.({ does: 'add', file: new File([], 'd.wav') });
    bridge.stemFile?.({ does: 'add', file: null });
    bridge.stemFile?.({ does: 'use', sha256: 'ab' });
    expect(JSON.stringify(invoked)).toBe(
      '[["stemroom:importDropped",["/music/a.mp3",""]],["stemroom:dropSong","/music/c.mp3"],' +
        '["stemroom:stemFile",{"does":"add","path":"/music/d.wav"}],["stemroom:stemFile",{"does":"add","path":null}],' +
        '["stemroom:stemFile",{"does":"use","sha256":"ab"}]]',
    );
  });

  it('hands on notices without the event they came with, until the listener leaves', () => {
    const { bridge, listeners } = runPreload();
    const heard: unknown[][] = [];
    const leave = bridge.onNotice?.((...told: unknown[]) => heard.push(told)) as () => void;
    listeners.get('stemroom:notice')?.({ sender: 'secret' }, { about: 'sessionGone' });
    expect(heard).toEqual([[{ about: 'sessionGone' }]]);
    leave();
    expect(listeners.size).toBe(0);
  });
});
