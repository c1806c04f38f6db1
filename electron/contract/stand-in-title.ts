import type { Session, TaskId } from './session.ts';
import type { Words } from './words/shape.ts';
import { catalogues, words } from './words/words.ts';

const titleIn = ({ names }: Words, taskId: TaskId): string => names.titles.task(taskId.slice(0, 8));

/** The title of a song of a task until the user or the service names it. */
export const standInTitle = (taskId: TaskId): string => titleIn(words(), taskId);

/** Whether a song still has the title that stands in for a name, in whatever language it was when the song was added. */
export function hasStandInTitle({ title, origin }: Pick<Session, 'title' | 'origin'>): boolean {
  if (origin.from !== 'task') return false;
  return [words(), ...Object.values(catalogues)].some((one) => title === titleIn(one, origin.taskId));
}
