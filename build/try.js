import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { openApp } from './desktop/open-app.js';
import { inProject } from './setup/places.js';
import { SetupProblem } from './setup/say.js';
import { orExplain } from './setup/set-up.js';

process.exitCode = await orExplain(async () => {
  const { base, taskId, jobTaskId, songTaskId, audioId, key } = await startService();
  console.log(`A local service stands in for kie.ai, with 100 credits that are not real.
  In Settings, save this API key: ${key}
  In Add song, fetch this task:   ${taskId}
  Or one of the newer route:      ${jobTaskId}
  To separate a song anew:        song task id ${songTaskId}
                                  audio id     ${audioId}`);
  return openApp(process.argv.slice(2), { STEMROOM_API_BASE: base });
});
// The service listens as long as it runs; nothing else is left to do.
process.exit();

/**
 * The service that the tests talk to, with the demo song under a task of each route. It ends with its stdin, so it cannot outlive us.
 * @returns {Promise<Record<'base' | 'taskId' | 'jobTaskId' | 'songTaskId' | 'audioId' | 'key', string>>}
 */
async function startService() {
  const service = spawn(process.execPath, ['--import', 'tsx', inProject('tests', 'fakes', 'serve-demo.ts')], {
    cwd: inProject(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(service.stdout);
  const [line] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  if (line === undefined) throw new SetupProblem('The local service did not start; see above.');
  return JSON.parse(String(line));
}
