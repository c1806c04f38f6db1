import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { emptySheet, type LyricLine, type Result, type SessionId } from '../../../electron/contract/index.ts';
import type { DrivenApp } from './driven-app.ts';

const rate = 44_100;
/** Length of a click of the voice. */
export const clickFrames = 220;

/** Presses a key in the page as often as said, and gives the wall clock of the last press in milliseconds. */
export const pressing = (
  key: string,
  times: number,
  modifiers: { readonly alt?: boolean; readonly shift?: boolean } = {},
) =>
  `(() => {
  let atMs = 0;
  for (let time = 0; time < ${String(times)}; time += 1) {
    atMs = performance.timeOrigin + performance.now();
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: '${key}', code: '${key}', altKey: ${String(modifiers.alt ?? false)}, shiftKey: ${String(modifiers.shift ?? false)}, bubbles: true, cancelable: true }),
    );
  }
  return atMs;
})()`;

/** Clicks a button by its accessible name. */
export const clicking = (label: string): string =>
  `document.querySelector('button[aria-label=${JSON.stringify(label)}]').click()`;

/** A folder with one stem, a voice that clicks at these seconds and is silent otherwise. */
export function layVoice(home: string, title: string, lengthSeconds: number, clickSeconds: readonly number[]): string {
  const folder = join(home, title);
  mkdirSync(folder);
  const sound = new Float32Array(lengthSeconds * rate);
  for (const seconds of clickSeconds) {
    for (let at = 0; at < clickFrames; at += 1) sound[Math.round(seconds * rate) + at] = 0.7 * Math.sin(at * 0.28);
  }
  const form = ['-v', 'error', '-f', 'f32le', '-ar', String(rate), '-ac', '1', '-i', '-'];
  execFileSync('ffmpeg', [...form, join(folder, 'Vocals.wav')], { input: Buffer.from(sound.buffer) });
  return folder;
}

/** A line whose words begin at these seconds. */
export function lineOf(wordSeconds: readonly number[], endSeconds: number): LyricLine {
  const words = wordSeconds.map((startSeconds, at) => ({
    ...{ text: `w${String(at)}`, startSeconds, endSeconds: wordSeconds[at + 1] ?? endSeconds, joinsNext: false },
  }));
  return { words, startSeconds: wordSeconds[0] ?? 0, endSeconds, singer: null, sectionTag: null };
}

/** Imports the folder as a song with these lyrics; gives its id. */
export async function provideSong(app: DrivenApp, folder: string, lyrics: readonly LyricLine[]): Promise<SessionId> {
  await app.until(`document.querySelector('button[aria-label="Ferry Lights"]')`);
  await app.ask('answerOpenDialog', [folder]);
  const id = (await app.evaluate(
    `stemroom.chooseImport('folder').then(({ value }) => value.sessions[0].id)`,
  )) as SessionId;
  const saved = await app.evaluate(`stemroom.saveSheet(${JSON.stringify({ id, sheet: { ...emptySheet, lyrics } })})`);
  if (!(saved as Result<unknown>).ok) throw new Error(`The lyrics are not saved: ${JSON.stringify(saved)}`);
  return id;
}

/** Opens the panel of lyrics and the stage window. */
export async function openWords(app: DrivenApp): Promise<void> {
  await app.evaluate(pressing('w', 1));
  await app.until(`document.querySelector('button[aria-label="Open the stage window"]')`);
  await app.evaluate(clicking('Open the stage window'));
  await app.until(`document.querySelector('button[aria-label="Close the stage window"]')`);
}

/** The frames of interleaved stereo at which something is heard after silence, by the middle of its energy. */
export function clicksIn(heard: Float32Array): readonly number[] {
  const clicks: { energy: number; moment: number; last: number }[] = [];
  for (let frame = 0; 2 * frame < heard.length; frame += 1) {
    const power = (heard[2 * frame] ?? 0) ** 2;
    if (power < 1e-5) continue;
    const click = clicks.at(-1);
    if (click === undefined || frame - click.last > rate / 20) {
      clicks.push({ energy: power, moment: power * frame, last: frame });
    } else Object.assign(click, { energy: click.energy + power, moment: click.moment + power * frame, last: frame });
  }
  return clicks.map(({ energy, moment }) => moment / energy);
}
