import { describe, expect, it } from 'vitest';
import { emptySheet, failure, flatMix, frames, type StemKind } from '#contract';
import type { PlayerNotice, PlayerStem } from '../../../renderer/engine/player.ts';
import { RelayPlayer, type StandbyPlayer } from '../../../renderer/engine/relay-player.ts';
import { FakePlayer } from '../../fakes/fake-player.ts';
import { sessionOf, stemOf } from '../../fakes/sessions.ts';
import { playable } from '../../../renderer/state/song/playable.ts';

class Standby extends FakePlayer implements StandbyPlayer {
  isAwake = false;
  closed = 0;
  keepAwake(isAwake: boolean): void {
    this.isAwake = isAwake;
  }
  override close(): Promise<void> {
    this.closed += 1;
    return super.close();
  }
}

const stemsOf = (kind: StemKind): readonly PlayerStem[] => playable(sessionOf({ stems: [stemOf(kind)] }));
const [vocals, drums, bass] = [stemsOf('vocals'), stemsOf('drums'), stemsOf('bass')];
const mix = flatMix([]);

function relay() {
  const players = [new Standby()];
  const [first] = players;
  if (first === undefined) throw new Error('There is no player.');
  const player = new RelayPlayer(first, () => {
    const another = new Standby();
    players.push(another);
    return Promise.resolve(another);
  });
  const notices: PlayerNotice[] = [];
  player.onNotice((notice) => notices.push(notice));
  return { player, players, first, notices };
}

describe('two players in turns', () => {
  it('are one until a song is prepared', async () => {
    const { player, players, first } = relay();
    await player.open(vocals, mix);
    await player.open(drums, mix);
    expect([players.length, first.opened.length]).toEqual([1, 2]);
  });

  it('let the one that plays glide to a mix for as long as is asked', async () => {
    const { player, first } = relay();
    await player.open(vocals, mix);
    player.applyMix(mix, 0.05);
    player.applyMix(mix);
    expect(first.glides.slice(-2)).toEqual([0.05, null]);
  });

  it('swap for the song that was prepared, which is not opened again, and fade the one before', async () => {
    const { player, players, first } = relay();
    await player.open(vocals, mix);
    await player.play();
    player.setSafetyLimiter(false);
    await player.prepare(drums, mix);
    const second = players[1];
    expect([second?.opened, second?.isAwake, second?.isLimited]).toEqual([[['drums']], true, false]);
    player.applySheet({ ...emptySheet, click: { ...emptySheet.click, isOn: true } }, null);
    const opened = await player.open(drums, { ...mix, speed: 0.5 });
    expect(opened.ok).toBe(true);
    expect([first.closed, first.opened.length, second?.opened.length]).toEqual([1, 1, 1]);
    expect(second?.sheets.at(-1)?.sheet.click.isOn).toBe(true);
    expect(second?.applied.at(-1)?.speed).toBe(0.5);
    await player.play();
    expect([second?.state(), first.state(), second?.isAwake]).toEqual(['playing', 'stopped', false]);
    // The first one is the standby now.
    await player.prepare(bass, mix);
    expect([players.length, first.opened.at(-1), first.isAwake]).toEqual([2, ['bass'], true]);
    player.pause();
    await Promise.resolve();
    expect(first.isAwake).toBe(false);
  });

  it('tell of the one that plays alone', async () => {
    const { player, players, first, notices } = relay();
    await player.open(vocals, mix);
    await player.prepare(drums, mix);
    players[1]?.tell({ about: 'dropout', count: 3 });
    expect(notices).toEqual([]);
    await player.open(drums, mix);
    notices.length = 0;
    first.tell({ about: 'ended' });
    players[1]?.seek(frames(7));
    players[1]?.tell({ about: 'dropout', count: 4 });
    expect(notices).toEqual([{ about: 'dropout', count: 4 }]);
    expect(player.playhead()).toBe(7);
  });

  it('open another song than the prepared one, or one that could not be prepared, as if there were one player', async () => {
    const { player, players, first } = relay();
    await player.open(vocals, mix);
    await player.prepare(drums, mix);
    await player.open(bass, mix);
    expect(first.opened.at(-1)).toEqual(['bass']);
    await player.unprepare();
    expect(players[1]?.closed).toBe(1);
    await player.open(drums, mix);
    expect(first.opened.at(-1)).toEqual(['drums']);
    if (players[1] !== undefined) players[1].openFailure = failure('noAudioDevice');
    expect((await player.prepare(vocals, mix)).ok).toBe(false);
    expect((await player.open(vocals, mix)).ok).toBe(true);
    expect(first.opened.at(-1)).toEqual(['vocals']);
  });
});
