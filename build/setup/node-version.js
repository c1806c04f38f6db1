import { SetupProblem } from './say.js';

const oldest = { major: 20, minor: 19 };

/**
 * @param {string} version such as `20.19.0`
 * @throws {SetupProblem} when it is too old for the tools
 */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return;
  throw new SetupProblem(
    `Stemroom is built with Node.js ${oldest.major}.${oldest.minor} or newer; this is ${version}. Install a newer Node.js.`,
  );
}
