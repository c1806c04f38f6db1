import { flowReader } from '../../codecs/flow-reader.ts';
import type { DecodeTask } from '../plan/worker-tasks.ts';
import { decodeStems } from './decode-stems.ts';
import { runTask } from './run-task.ts';

runTask<DecodeTask>((task, ports) => decodeStems(task, ports, flowReader));
