import { flowReader } from '../../codecs/flow-reader.ts';
import { decodeStems } from './decode-stems.ts';
import { runTask } from './run-task.ts';

runTask('decode', (task, ports) => decodeStems(task, ports, flowReader));
