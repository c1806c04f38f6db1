import type { Session } from '#contract';
import { isArriving } from '../../components/library/arrival-text.ts';
import type { MenuItem } from '../../components/parts/menu-item.ts';
import type { Stemroom } from '../../state/stemroom.ts';

/** What can be done with a song of the list, besides opening and renaming it. */
export function itemsOf(app: Stemroom, session: Session): readonly MenuItem[] {
  return [
    ...fetchItems(app, session),
    ...keepItems(app, session),
    ...skippedItems(app, session),
    { text: 'Open folder', choose: () => void app.library.reveal(session.id) },
    {
      text: 'Remove',
      isDanger: true,
      choose: () => {
        app.view.show({ name: 'remove', id: session.id });
      },
    },
  ];
}

function skippedItems(app: Stemroom, { id, skipped }: Session): readonly MenuItem[] {
  if (skipped.length === 0) return [];
  const choose = (): void => {
    app.view.show({ name: 'skipped', id });
  };
  return [{ text: `Files left out (${skipped.length})`, choose }];
}

/** Only what can be fetched again ever goes by itself. */
function keepItems(app: Stemroom, { id, origin, isPinned, isReadOnly }: Session): readonly MenuItem[] {
  if (origin.from !== 'task') return [];
  const text = isPinned ? 'Do not keep always' : 'Keep always';
  const choose = (): void => void app.library.mark(id, isPinned ? 'notKept' : 'kept');
  return [{ text, isDisabled: isReadOnly, choose }];
}

function fetchItems(app: Stemroom, session: Session): readonly MenuItem[] {
  const resume = (text: string): MenuItem => ({ text, choose: () => void app.library.resume(session.id) });
  if (isArriving(session)) return [{ text: 'Cancel fetching', choose: () => void app.library.cancel(session.id) }];
  switch (session.arrival.state) {
    case 'stillProcessing':
      return [resume('Check again')];
    case 'incomplete':
      return [resume('Fetch the rest')];
    case 'evicted':
      return [resume('Fetch again')];
    case 'failed':
      return [resume('Check again')];
    case 'complete':
      // A task may grow: a second separation of the same song adds its stems.
      return session.origin.from === 'task' ? [resume('Check again')] : [];
    case 'queued':
    case 'separating':
    case 'fetching':
      return [];
  }
}
