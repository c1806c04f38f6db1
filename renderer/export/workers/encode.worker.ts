import { openEncoder } from '../../codecs/shared/open-encoder.ts';
import type { EncodeTask } from '../plan/worker-tasks.ts';
import { putTo } from '../transfer.ts';
import { encodeFiles } from './remote-encoder.ts';
import { runTask } from './run-task.ts';

runTask<EncodeTask>((task, ports) =>
  encodeFiles(task, ports, ({ file, urlPrefix }) => openEncoder(file, putTo(urlPrefix))),
);
