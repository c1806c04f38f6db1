import { dateText, plainText, plural, sizeText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Buttons, fields and marks that many rooms use. */
export const parts: Words['parts'] = {
  add: '追加',
  cancel: 'キャンセル',
  close: '閉じる',
  copy: 'コピー',
  details: '詳細',
  dismiss: '消す',
  done: '完了',
  edit: '編集',
  import: '読み込む',
  more: 'その他',
  off: 'オフ',
  on: 'オン',
  open: '開く',
  redo: 'やり直す',
  remove: '削除',
  rename: '名前を変更',
  reset: 'リセット',
  save: '保存',
  show: '表示',
  tryAgain: '再試行',
  undo: '元に戻す',

  /** The field that a number turns into while it is typed. `label`: of the number, such as "Speed". */
  typeValue: (label: string) => `${label}、値を入力`,
  /** Two whole sentences, one after the other. */
  sentences: (first: string, second: string) => `${first}${second}`,

  /** Sizes of files: powers of 1000, but for GiB, in which the quota is set. */
  sizes: {
    bytes: (bytes: number) => sizeText(bytes, 'byte'),
    kilobytes: (kilobytes: number) => sizeText(kilobytes, 'kilobyte'),
    megabytes: (megabytes: number) => sizeText(megabytes, 'megabyte', 1),
    gigabytes: (gigabytes: number) => sizeText(gigabytes, 'gigabyte', 2),
    gibibytes: (gibibytes: number) => `${plainText(gibibytes, 2)} GiB`,
  },

  /** How long something takes, in short. */
  waits: {
    seconds: (seconds: number) => `${plainText(seconds)}秒`,
    minutes: (minutes: number) => `${plainText(minutes)}分`,
    hours: (hours: number) => `${plainText(hours)}時間`,
    hoursAndMinutes: (hours: number, minutes: number) => `${plainText(hours)}時間${plainText(minutes)}分`,
  },

  /** Days, of milliseconds since 1970. */
  days: {
    ofThisYear: (atMs: number) => dateText(atMs, { day: 'numeric', month: 'short' }),
    ofAnyYear: (atMs: number) => dateText(atMs, { day: 'numeric', month: 'short', year: 'numeric' }),
  },

  /** How long stems can be fetched from the service. */
  expiry: {
    expired: '期限切れ',
    today: '今日まで',
    inDays: (days: number) => plural(days, { other: 'あと#日' }),
  },

  /** Buttons beside what went wrong. */
  remedies: {
    retry: '再試行',
    openSettings: 'APIキーの設定を開く',
    checkNow: '再確認',
    openApiKeyPage: 'kie.aiでAPIキーを入手',
    lookAgain: 'もう一度探す',
    freeSpace: '空き容量を増やす',
    chooseAnother: '別のものを選択',
    separateAgain: '再分離',
    showPurchases: '購入を表示',
  },
};
