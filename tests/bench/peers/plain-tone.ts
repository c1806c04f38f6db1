import { Channel, getContext, Player, start } from 'tone';

let strips: readonly { readonly player: Player; readonly channel: Channel }[] = [];

/**
 * Plays the beginnings of these MP3s, decoded whole, in a loop, each through a channel strip as a page without any engine of its own would
 * do it; until `stopTone`. An hour of decoded sound would not fit.
 */
export async function playTone(urls: readonly string[], bytesOfEach: number): Promise<void> {
  strips = await Promise.all(
    urls.map(async (url) => {
      const bytes = await (await fetch(url, { headers: { Range: `bytes=0-${bytesOfEach - 1}` } })).arrayBuffer();
      const channel = new Channel(0, 0).toDestination();
      const player = new Player(await getContext().decodeAudioData(bytes)).connect(channel);
      player.loop = true;
      return { player, channel };
    }),
  );
  await start();
  for (const { player } of strips) player.start();
}

export function stopTone(): void {
  for (const { player, channel } of strips) {
    player.dispose();
    channel.dispose();
  }
  strips = [];
}
