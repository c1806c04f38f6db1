import { cacheFolder, projectFolder } from './places.js';
import { wordsOfStep } from './trial.js';

/**
 * @typedef {object} Surroundings
 * @property {string} executable
 * @property {string} system
 * @property {string} node the version that runs the tools
 * @property {string} home
 * @property {string} user
 * @property {string} [cache]
 * @property {string} [project]
 */

/**
 * What `npm run doctor` prints: versions, what works, sound and paths, as plain text. No secrets: the app's part comes without them, and
 * the user's name and home folder are taken out here.
 * @param {import('./trial.js').Trial} trial
 * @param {Surroundings} surroundings
 * @returns {string}
 */
export function doctorText({ trouble, steps, report }, surroundings) {
  const { executable, system, node, home, user, cache = cacheFolder, project = projectFolder } = surroundings;
  const formats = steps.flatMap(({ step, trouble: wrong }) => {
    const name = /^decode (.+)$/.exec(step)?.[1];
    return name === undefined ? [] : [{ name, wrong }];
  });
  const listed = (/** @type {boolean} */ isGood) =>
    formats
      .filter(({ wrong }) => (wrong === null) === isGood)
      .map(({ name, wrong }) => (wrong === null ? name : `${name} (${wrong})`))
      .join(', ') || 'none';
  const others = steps.filter(({ step }) => !step.startsWith('decode '));
  const versions = report?.versions;
  const output = report?.output;
  /** @type {readonly (readonly [string, string])[]} */
  const rows = [
    ['Verdict', trouble === null ? 'Stemroom works with this Electron.' : `Something does not work: ${trouble}.`],
    ['Stemroom', versions?.app ?? 'not known'],
    ['Electron', versions?.electron ?? 'not known'],
    ['Chromium', versions?.chromium ?? 'not known'],
    ['Node.js', `${node} for the tools, ${versions?.node ?? 'not known'} in Electron`],
    ['System', system],
    ...others.map(({ step, trouble: wrong }) => {
      const { name, works, fails } = wordsOfStep(step);
      return /** @type {const} */ ([name, wrong === null ? works : `${fails}: ${wrong}`]);
    }),
    ['Decodes', listed(true)],
    ['Does not decode', listed(false)],
    ['Keychain', report?.keychain ?? 'not known'],
    [
      'Sound devices',
      typeof output === 'object'
        ? `${output.outputs || 'no'} output${output.outputs === 1 ? '' : 's'}, ${output.sampleRate} Hz, ${output.channels} channels`
        : (output ?? 'not known'),
    ],
    ['Program', executable],
    ['Project', project],
    ['Cache', cache],
    ['Library', report?.paths.library ?? 'not known'],
    ['Settings', `${report?.paths.settings ?? 'not known'}${report === null ? '' : ` (${report.settings})`}`],
    ['Log', report?.paths.log ?? 'not known'],
    ...(report?.warnings ?? []).map((warning) => /** @type {const} */ (['Note', warning])),
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, value]) => `${name.padEnd(width)}${withoutPerson(value, home, user)}`).join('\n');
}

/**
 * @param {string} text
 * @param {string} home
 * @param {string} user
 */
function withoutPerson(text, home, user) {
  const withoutHome = home.length > 1 ? text.replaceAll(home, '~') : text;
  return user.length > 2
    ? withoutHome.replaceAll(new RegExp(`(?<![\\w-])${literally(user)}(?![\\w-])`, 'g'), '[user]')
    : withoutHome;
}

/** @param {string} text */
const literally = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
