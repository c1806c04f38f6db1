import type { Remedy } from '#contract';

export const remedyWords: Readonly<Record<Exclude<Remedy, null>, string>> = {
  retry: 'Try again',
  openSettings: 'Open key settings',
  checkNow: 'Check again',
  openApiKeyPage: 'Get a key at kie.ai',
  lookAgain: 'Look again',
  makeRoom: 'Make room',
  chooseAnother: 'Choose another',
};
