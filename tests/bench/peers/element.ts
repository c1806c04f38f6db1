import { HeardClock } from '../../../renderer/engine/device/heard-clock.ts';
import { soon } from '../probe/soon.ts';
import { FirstSound } from './first-sound.ts';

/** An element that plays, and the graph through which it is heard. */
type Playing = { readonly element: HTMLAudioElement; readonly sound: FirstSound };

let device: { readonly context: AudioContext; readonly heard: HeardClock } | null = null;
let playing: Playing | null = null;
let sought: Promise<number> | null = null;

/** Opens the device, as that of the app is open while another song plays. `listener`: the worklet's text. */
export async function openElementDevice(listener: string): Promise<void> {
  const context = new AudioContext({ latencyHint: 0.02 });
  const url = URL.createObjectURL(new Blob([listener], { type: 'text/javascript' }));
  await context.audioWorklet.addModule(url);
  // Something must sound, or the device sleeps.
  const silence = new ConstantSourceNode(context, { offset: 0 });
  silence.connect(context.destination);
  silence.start();
  await context.resume();
  device = { context, heard: new HeardClock(context) };
}

/** One media element, which can do no less than any that plays this file: until its first sample that is not silent leaves the speakers. */
export async function playElement(url: string): Promise<number> {
  if (device === null) throw new Error('The device is not open.');
  const { context, heard } = device;
  // The clock is in step by then.
  heard.frame();
  const began = performance.now();
  const element = new Audio(url);
  const sound = new FirstSound(context, context.createMediaElementSource(element));
  void element.play();
  const { frame } = await sound.until(({ isSounding }) => isSounding);
  while (heard.frame() < frame) await soon();
  playing = { element, sound };
  return performance.now() - began;
}

/** Seeks at the next press of the mouse. */
export function awaitElementPress(): void {
  if (playing === null || device === null) throw new Error('Nothing plays.');
  const { context } = device;
  const { element, sound } = playing;
  const press = new Promise<PointerEvent>((resolve) => {
    addEventListener('pointerdown', resolve, { capture: true, once: true });
  });
  sought = press.then(async ({ timeStamp }) => {
    const before = sound.last.frame;
    const isThere = new Promise((resolve) => {
      element.addEventListener('seeked', resolve, { once: true });
    });
    element.currentTime = Math.random() * (element.duration - 5);
    // A seek is silent for a moment, as a rule. Where it is not, all that is rendered after it is new.
    const silence = sound.until(({ isSounding, frame }) => !isSounding && frame > before).then(() => true);
    const isSilent = await Promise.race([silence, isThere.then(() => false)]);
    if (isSilent) await sound.until(({ isSounding }) => isSounding);
    else {
      const soughtAt = context.currentTime;
      if (!sound.last.isSounding) await sound.until(({ isSounding }) => isSounding);
      while (context.currentTime === soughtAt) await soon();
    }
    return performance.now() - timeStamp;
  });
}

/** Waits for that press, then for the new sound; returns the milliseconds between. */
export function elementSought(): Promise<number> {
  if (sought === null) throw new Error('No press was waited for.');
  return sought;
}

/** Ends the element. */
export function closeElement(): void {
  if (playing === null) return;
  const { element, sound } = playing;
  playing = null;
  sound.close();
  element.pause();
  element.removeAttribute('src');
  element.load();
}
