import type { Remedy, SessionId } from '#contract';
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
      case 'chooseAnother':
        app.view.show({ name: 'addSong', text: '' });
        break;
    }
  };
}
