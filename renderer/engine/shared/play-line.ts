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

  /** Changes some of what is asked; the rest stays. */
  ask(change: Partial<PlayCommand>): void {
    this.#command = { ...this.#command, ...change };
    this.#cell.write(this.#command);
  }

  /** To a frame of the song. */
  seek(seekTarget: number): void {
    this.ask({ seekTarget, seekSerial: this.#command.seekSerial + 1 });
  }
}
