import { Offline, Player, start, ToneAudioBuffer } from 'tone';
import { largestLag, lagBetween, recordTogether } from '../probe/lag.ts';
import { awaitElementPress, closeElement, elementSought, openElementDevice, playElement } from './element.ts';
import type { Peers } from './peers.ts';
import { playTone, stopTone } from './plain-tone.ts';

const rate = 44_100;
const loopSeconds = [1.0003, 2.2345] as const;

const peers: Peers = {
  openElementDevice,
  playElement,
  awaitElementPress,
  elementSought,
  closeElement,
  playTone,
  stopTone,

  async decodeAll(urls) {
    const began = performance.now();
    const players = await Promise.all(urls.map((url) => new Player().toDestination().load(url)));
    await start();
    for (const player of players) player.start();
    const ms = performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    for (const player of players) player.dispose();
    return ms;
  },

  async elementsOffset(urls) {
    const context = new AudioContext({ sampleRate: rate });
    // Chromium keeps no more than six connections to one server, and an element holds its own.
    const elements = urls.slice(0, 5).map((url) => new Audio(url));
    const nodes = elements.map((element) => context.createMediaElementSource(element));
    await Promise.all(elements.map((element) => element.play()));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const sounds = await recordTogether(context, nodes.length, 16_384, (merger, row) => {
      nodes[row]?.connect(merger, 0, row);
    });
    for (const element of elements) element.removeAttribute('src');
    for (const element of elements) element.load();
    await context.close();
    return largestLag(sounds, 4096);
  },

  async toneLoopLag(passes) {
    const noise = Float32Array.from({ length: rate * 3 }, () => Math.random() - 0.5);
    const [loopStart, loopEnd] = loopSeconds;
    const seconds = (loopEnd - loopStart) * (passes + 1);
    const played = await Offline(
      ({ transport }) => {
        const player = new Player(ToneAudioBuffer.fromArray(noise)).toDestination();
        player.sync().start(0);
        transport.setLoopPoints(loopStart, loopEnd);
        transport.loop = true;
        transport.start(0, loopStart);
      },
      seconds,
      1,
      rate,
    );
    const from = Math.round(loopStart * rate) + 8192;
    const at = Math.round(((loopEnd - loopStart) * passes + 8192 / rate) * rate);
    const heard = played.getChannelData(0).slice(at - 4096, at + 12_288);
    return lagBetween(noise.slice(from - 4096, from + 12_288), heard, 4095);
  },
};

Object.assign(globalThis, { peers });
