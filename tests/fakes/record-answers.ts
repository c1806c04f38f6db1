import type { Answer } from './record-info-server.ts';

/** The fields of `response`, in the document's order. */
export const stemFields = [
  'instrumentalUrl',
  'vocalUrl',
  'backingVocalsUrl',
  'drumsUrl',
  'bassUrl',
  'guitarUrl',
  'pianoUrl',
  'keyboardUrl',
  'percussionUrl',
  'stringsUrl',
  'synthUrl',
  'fxUrl',
  'brassUrl',
  'woodwindsUrl',
] as const;

/** The twelve that a full separation gives. */
export const twelveFields = stemFields.filter((field) => field !== 'instrumentalUrl' && field !== 'pianoUrl');

export type Links = Readonly<Record<string, string | null>>;

const dataOf = (flag: string, taskId: string, rest: object): object => ({
  taskId,
  musicId: '376c687e-d439-42c1-b1e4-bcb43b095ec2',
  callbackUrl: 'https://example.com/noop',
  audioId: 'e231****-****-****-****-****8cadc7dc',
  completeTime: null,
  response: null,
  successFlag: flag,
  createTime: 1753782327000,
  errorCode: null,
  errorMessage: null,
  ...rest,
});

export const pending = (taskId: string): Answer => ({
  body: { code: 200, msg: 'success', data: dataOf('PENDING', taskId, {}) },
});

/** @param completeTime epoch milliseconds */
export function ready(taskId: string, links: Links, completeTime = Date.now()): Answer {
  const empty = Object.fromEntries(['originUrl', ...stemFields].map((field) => [field, null]));
  return {
    body: {
      code: 200,
      msg: 'success',
      data: dataOf('SUCCESS', taskId, { completeTime, response: { ...empty, ...links } }),
    },
  };
}

/** The service's own way to complain: HTTP 200 with another code inside. */
export const codeInBody = (code: number, msg = ''): Answer => ({ body: { code, msg, data: null } });

export const codeInStatus = (status: number, msg = ''): Answer => ({ status, body: { code: status, msg, data: null } });

/** A separation that came to nothing, in the service's words. */
export const separationFailed = (taskId: string, errorMessage: string): Answer => ({
  body: {
    code: 200,
    msg: 'success',
    data: dataOf('GENERATE_AUDIO_FAILED', taskId, { errorCode: 500, errorMessage }),
  },
});

/**
 * A record of the newer route.
 * @param result what `resultJson` holds, once there is one
 */
export const job = (taskId: string, state: string, result: unknown = null, rest: object = {}): Answer => ({
  body: {
    code: 200,
    msg: 'success',
    data: {
      taskId,
      model: 'ai-music-api/separate-vocals',
      state,
      param: JSON.stringify({ input: { audio_url: 'https://example.com/whole-song.mp3' } }),
      resultJson: result === null ? '' : JSON.stringify(result),
      failCode: '',
      failMsg: '',
      completeTime: result === null ? null : Date.now(),
      createTime: 1753782327000,
      ...rest,
    },
  },
});
