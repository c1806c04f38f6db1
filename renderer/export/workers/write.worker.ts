import { openEncoder } from '../../codecs/shared/open-encoder.ts';
import type { WriteTask } from '../plan/worker-tasks.ts';
import { openTemporaryFile } from '../temporary-files.ts';
import { putTo } from '../transfer.ts';
import { runTask, tellPage } from './run-task.ts';
import { writeFiles } from './write-files.ts';

runTask<WriteTask>((task, ports) => writeFiles(task, ports, { openEncoder, openTemporaryFile, putTo }, tellPage));
