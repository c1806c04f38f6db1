import { estimateOf, type Remedy, type Session, type SessionId, words } from '#contract';
import type { Stemroom } from '../state/stemroom.ts';

/** The handler of the button beside the failure of a song that did not arrive. */
export function remedyFor(app: Stemroom, id: SessionId): (remedy: Exclude<Remedy, null>) => void {
  return (remedy) => {
    switch (remedy) {
      case 'retry':
      case 'checkNow':
        void app.library.resume(id);
        break;
      case 'lookAgain':
        void app.session.lookAgain();
        break;
      case 'freeSpace': {
        const arrival = app.library.find(id)?.arrival;
        if (arrival?.state === 'incomplete') app.library.full = { failure: arrival.failure, id };
        break;
      }
      case 'openSettings':
        app.view.show({ name: 'settings' });
        break;
      case 'openApiKeyPage':
        void app.ports.api.openExternal('apiKey');
        break;
      case 'showPurchases':
        app.view.show({ name: 'settings', at: 'purchases' });
        break;
      case 'separateAgain':
        app.showSeparation(app.library.whole(id));
        break;
      case 'chooseAnother':
        app.view.show({ name: 'addSong', text: '' });
        break;
    }
  };
}

/** The words on that button: a remedy that costs something has its price. */
export function remedyText(app: Stemroom, session: Session, remedy: Exclude<Remedy, null>): string {
  if (remedy !== 'separateAgain') return words().parts.remedies[remedy];
  const known = session.origin.from === 'task' ? session.origin.separated.kind : null;
  const kind = known ?? ({ split: session.stems.length === 2 ? 'vocals' : 'twelve' } as const);
  const price = estimateOf({ is: 'separation', source: { from: 'link', url: '' }, kind }, app.purchases.purchases);
  return words().adding.separation.again(price);
}
