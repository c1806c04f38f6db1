/**
 * Tells the person what the set-up is doing. On stderr, so that `electron-path` can keep stdout to itself.
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** Trouble that a person can mend: its message is a whole sentence and is shown without a stack. */
export class SetupProblem extends Error {}
