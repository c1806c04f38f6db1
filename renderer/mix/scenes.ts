import {
  type ChannelStrip,
  decibels,
  type Decibels,
  longestSceneName,
  type Mix,
  mostScenes,
  type Scene,
  words,
} from '#contract';
import { isAudible } from './audibility.ts';
import { levelAt, travelOf } from './levels.ts';

/** How long the sound glides to a scene. */
export const sceneGlideSeconds = 0.05;

/** A scene of what the strips of a mix are set to. */
export function sceneOf({ strips }: Mix, key: number, name: string): Scene {
  return {
    ...{ key, name },
    strips: strips.map(({ stemId, levelDb, pan, isMuted, isSoloed }) => ({ stemId, levelDb, pan, isMuted, isSoloed })),
  };
}

/** The mix with the levels, pans, mutes and solos of a scene. Strips that the scene does not know stay, as do shifts, master, loop, speed and key. */
export function withScene(mix: Mix, { strips }: Pick<Scene, 'strips'>): Mix {
  const kept = new Map(strips.map((strip) => [strip.stemId, strip]));
  return { ...mix, strips: mix.strips.map((strip) => ({ ...strip, ...kept.get(strip.stemId) })) };
}

/** Whether the strips of a mix stand as a scene has them. */
export function isAtScene(mix: Mix, { strips }: Pick<Scene, 'strips'>): boolean {
  const kept = new Map(strips.map((strip) => [strip.stemId, strip]));
  const known = mix.strips.filter(({ stemId }) => kept.has(stemId));
  return (
    known.length > 0 &&
    known.every((strip) => {
      const { levelDb, pan, isMuted, isSoloed } = kept.get(strip.stemId) ?? strip;
      const isSet = strip.isMuted === isMuted && strip.isSoloed === isSoloed;
      return isSet && strip.levelDb === levelDb && strip.pan === pan;
    })
  );
}

/**
 * The mix on the way from a scene to another; `at` is 0 (`from`) to 1 (`to`). Levels move as faders do, by their travel; a strip that is
 * silent in one of the scenes fades to off. Between the ends nothing is soloed unless both scenes solo. Strips that neither knows stay, and so
 * do groups.
 */
export function morphedMix(mix: Mix, from: Pick<Scene, 'strips'>, to: Pick<Scene, 'strips'>, at: number): Mix {
  const first = withScene(mix, from);
  const last = withScene(mix, to);
  if (at <= 0) return first;
  if (at >= 1) return last;
  const known = new Set([...from.strips, ...to.strips].map(({ stemId }) => stemId));
  const isSoloing = ({ strips }: Mix): boolean => strips.some(({ stemId, isSoloed }) => known.has(stemId) && isSoloed);
  const keepsSolo = isSoloing(first) && isSoloing(last);
  const strips = mix.strips.map((strip, index): ChannelStrip => {
    const one = first.strips[index];
    const other = last.strips[index];
    if (!known.has(strip.stemId) || one === undefined || other === undefined) return strip;
    const hears = { one: isAudible(one, { ...first, groups: [] }), other: isAudible(other, { ...last, groups: [] }) };
    const isHeard = hears.one || hears.other;
    const start = hears.one || !isHeard ? one.levelDb : off;
    const end = hears.other || !isHeard ? other.levelDb : off;
    // A strip that comes or goes does not wander while it does.
    const startPan = hears.one || !hears.other ? one.pan : other.pan;
    const endPan = hears.other || !hears.one ? other.pan : one.pan;
    return {
      ...strip,
      levelDb: levelBetween(start, end, at),
      pan: startPan + (endPan - startPan) * at,
      isMuted: !isHeard,
      isSoloed: isHeard && keepsSolo,
    };
  });
  return { ...mix, strips };
}

const off = decibels(-Infinity);

function levelBetween(start: Decibels, end: Decibels, at: number): Decibels {
  if (start === end) return start;
  const from = travelOf(start);
  return levelAt(from + (travelOf(end) - from) * at);
}

/** The lowest key without a scene; null when all are taken. */
export function freeSceneKey(scenes: readonly Scene[]): number | null {
  const keys = Array.from({ length: mostScenes }, (_, index) => index + 1);
  return keys.find((key) => !scenes.some((scene) => scene.key === key)) ?? null;
}

/** The scenes with the mix under a key, in place of what was there, whose name it keeps. */
export function withSavedScene(scenes: readonly Scene[], mix: Mix, key: number): readonly Scene[] {
  const name = scenes.find((scene) => scene.key === key)?.name ?? words().mixer.scenes.numbered(key);
  const others = scenes.filter((scene) => scene.key !== key);
  return [...others, sceneOf(mix, key, name)].sort((one, other) => one.key - other.key);
}

/** The scenes with one renamed; the same list when the name is blank or not new. */
export function withSceneName(scenes: readonly Scene[], key: number, typed: string): readonly Scene[] {
  const name = typed.trim().replaceAll(/\s+/g, ' ').slice(0, longestSceneName);
  const isNew = scenes.some((scene) => scene.key === key && scene.name !== name);
  return name === '' || !isNew ? scenes : scenes.map((scene) => (scene.key === key ? { ...scene, name } : scene));
}

/** The scene that a word names: by its name, whatever the case, else by its key; null: none. */
export function sceneNamed(scenes: readonly Scene[], word: string): Scene | null {
  const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase();
  return (
    scenes.find(({ name }) => plain(name) === plain(word)) ??
    scenes.find(({ key }) => String(key) === word.trim()) ??
    null
  );
}
