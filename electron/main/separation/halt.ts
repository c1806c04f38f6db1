/** Why a run of a song was stopped from outside; the reason of its abort signal. */
export class Halt extends Error {
  readonly why: 'cancelled' | 'quit' | 'gone';

  constructor(why: 'cancelled' | 'quit' | 'gone') {
    super(why);
    this.name = 'Halt';
    this.why = why;
  }
}
