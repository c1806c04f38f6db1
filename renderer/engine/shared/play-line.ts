import { CommandCell, createCommandMemory, idleCommand, type PlayCommand } from './play-command.ts';
import { createLogMemory, PlayLog } from './play-log.ts';

/** The page's end of the line to the reader and the fillers: what is asked, and what came of it. */
export class PlayLine {
  readonly commandMemory = createCommandMemory();
  readonly logMemory = createLogMemory();
  readonly log = new PlayLog(this.logMemory);
  readonly #cell = new CommandCell(this.commandMemory);
  #command = idleCommand;

  /** What was asked last. */
  get command(): PlayCommand {
    return this.#command;
  }

  /**
   * Changes some of what is asked; the rest stays. Wakes reader and fillers when it is another command than before, or when
   * something beside it changed that they look for (`hasNews`).
   */
  ask(change: Partial<PlayCommand>, hasNews = false): void {
    const before = this.#command;
    this.#command = { ...before, ...change };
    if (hasNews || !isSame(before, this.#command)) this.#cell.write(this.#command);
  }

  /** To a frame of the song. */
  seek(seekTarget: number): void {
    this.ask({ seekTarget, seekSerial: this.#command.seekSerial + 1 });
  }
}

/** Both are copies of one command, so their values come in one order. */
function isSame(one: PlayCommand, other: PlayCommand): boolean {
  const others = Object.values(other);
  return Object.values(one).every((value, index) => value === others[index]);
}
