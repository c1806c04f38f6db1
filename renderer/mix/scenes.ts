import {
  type ChannelStrip,
  decibels,
  type Decibels,
  longestSceneName,
  type Mix,
  mostScenes,
  type Scene,
  type StripGroup,
  words,
} from '#contract';
import { isAudible, isSoloed } from './audibility.ts';
import { levelAt, travelOf } from './levels.ts';

/** How long the sound glides to a scene. */
export const sceneGlideSeconds = 0.05;

type Faders = Pick<Scene, 'strips' | 'groups'>;

/** A scene of what the strips and groups of a mix are set to. */
export function sceneOf({ strips, groups }: Mix, key: number, name: string): Scene {
  return {
    ...{ key, name },
    strips: strips.map(({ stemId, levelDb, pan, isMuted, isSoloed }) => ({ stemId, levelDb, pan, isMuted, isSoloed })),
    groups: groups.map((group) => ({
      ...{ key: group.key, levelDb: group.levelDb, isMuted: group.isMuted, isSoloed: group.isSoloed },
    })),
  };
}

/**
 * The mix with the levels, pans, mutes and solos of a scene. Strips and groups that the scene does not know stay, as do shifts, who is in
 * which group, master, loop, speed and key.
 */
export function withScene(mix: Mix, { strips, groups }: Faders): Mix {
  const kept = new Map(strips.map((strip) => [strip.stemId, strip]));
  const keptGroups = new Map(groups.map((group) => [group.key, group]));
  return {
    ...mix,
    strips: mix.strips.map((strip) => ({ ...strip, ...kept.get(strip.stemId) })),
    groups: mix.groups.map((group) => ({ ...group, ...keptGroups.get(group.key) })),
  };
}

/** Fader, mute and solo of a strip or a group. */
export type FaderSetting = Pick<ChannelStrip, 'levelDb' | 'isMuted' | 'isSoloed'>;
const isSetAs = (one: FaderSetting, other: FaderSetting): boolean =>
  one.levelDb === other.levelDb && one.isMuted === other.isMuted && one.isSoloed === other.isSoloed;

/** Whether the strips and groups of a mix stand as a scene has them. */
export function isAtScene(mix: Mix, { strips, groups }: Faders): boolean {
  const kept = new Map(strips.map((strip) => [strip.stemId, strip]));
  const keptGroups = new Map(groups.map((group) => [group.key, group]));
  const known = mix.strips.filter(({ stemId }) => kept.has(stemId));
  return (
    known.length > 0 &&
    known.every(
      (strip) => isSetAs(strip, kept.get(strip.stemId) ?? strip) && strip.pan === kept.get(strip.stemId)?.pan,
    ) &&
    mix.groups.every((group) => isSetAs(group, keptGroups.get(group.key) ?? group))
  );
}

/**
 * The mix on the way from a scene to another; `at` is 0 (`from`) to 1 (`to`). Levels move as faders do, by their travel; a strip that is
 * silent in one of the scenes, by itself or by its group, fades to off. Between the ends nothing is soloed unless both scenes solo. Strips
 * and groups that neither knows stay.
 */
export function morphedMix(mix: Mix, from: Faders, to: Faders, at: number): Mix {
  const first = withScene(mix, from);
  const last = withScene(mix, to);
  if (at <= 0) return first;
  if (at >= 1) return last;
  const known = new Set([...from.strips, ...to.strips].map(({ stemId }) => stemId));
  const knownGroups = new Set([...from.groups, ...to.groups].map(({ key }) => key));
  const ofScene = (one: Mix): Mix => ({ ...one, groups: one.groups.filter(({ key }) => knownGroups.has(key)) });
  const [firstScene, lastScene] = [ofScene(first), ofScene(last)];
  const isSoloing = (one: Mix): boolean => one.strips.some((strip) => known.has(strip.stemId) && isSoloed(strip, one));
  const keepsSolo = isSoloing(firstScene) && isSoloing(lastScene);
  const strips = mix.strips.map((strip, index): ChannelStrip => {
    const one = first.strips[index];
    const other = last.strips[index];
    if (!known.has(strip.stemId) || one === undefined || other === undefined) return strip;
    const hears = { one: isAudible(one, firstScene), other: isAudible(other, lastScene) };
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
  const groups = mix.groups.map((group, index): StripGroup => {
    const [start, end] = [first.groups[index]?.levelDb, last.groups[index]?.levelDb];
    if (!knownGroups.has(group.key) || start === undefined || end === undefined) return group;
    // What it mutes and solos, its strips do on the way.
    return { ...group, levelDb: levelBetween(start, end, at), isMuted: false, isSoloed: false };
  });
  return { ...mix, strips, groups };
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
