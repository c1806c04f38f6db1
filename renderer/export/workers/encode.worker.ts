import { openEncoder } from '../../codecs/open-encoder.ts';
import { putTo } from '../transfer.ts';
import { encodeFiles } from './remote-encoder.ts';
import { runTask } from './run-task.ts';

runTask('encode', (task, ports) =>
  encodeFiles(task, ports, ({ file, urlPrefix }) => openEncoder(file, putTo(urlPrefix))),
);
