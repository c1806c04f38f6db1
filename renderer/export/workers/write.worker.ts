import { openEncoder } from '../../codecs/open-encoder.ts';
import { openTemporaryFile } from '../temporary-files.ts';
import { putTo } from '../transfer.ts';
import { runTask, tellPage } from './run-task.ts';
import { writeFiles } from './write-files.ts';

runTask('write', (task, ports) => writeFiles(task, ports, { openEncoder, openTemporaryFile, putTo }, tellPage));
