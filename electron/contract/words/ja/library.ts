import { numberText, plainText, plural, ungroupedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The library's songs: what is said of them in the list, while they arrive, and of the room they take. */
export const library: Words['library'] = {
  songs: '曲',

  invitations: {
    fromKie: 'kie.aiから',
    pasteId: 'タスクIDを貼り付けます。',
    fromComputer: 'このコンピュータから',
    chooseFolder: 'ステムのフォルダを選びます。',
  },

  entry: {
    demo: 'デモ曲',
    kept: '常に残す',
    fetchAgain: '再取得',
    menu: '曲のメニュー',
    fetching: (title: string) => `${title}を取得中`,
    title: 'タイトル',
    /** `title` is only a stand-in. */
    nameThis: (title: string) => `${title}：この曲に名前を付ける`,
  },

  ticks: {
    label: 'ステム',
    saved: (stem: string) => `${stem}、保存済み`,
    percent: (stem: string, percent: number) => `${stem}、${numberText(percent)}%`,
  },

  arrival: {
    stems: (count: number) => plural(count, { other: '#ステム' }),
    saved: (saved: number, count: number) => `${numberText(saved)}/${numberText(count)}保存済み`,
    /** `expiry`: "expires in 9 days". */
    savedExpiring: (saved: number, count: number, expiry: string) =>
      `${numberText(saved)}/${numberText(count)}保存済み、${expiry}`,
    queued: '待機中',
    separating: 'kie.aiで分離中',
    stillSeparating: 'kie.aiでまだ分離中',
    /** `saved`: "7 of 12 saved". */
    fetching: (saved: string) => `取得中、${saved}`,
    /** `rate`: bytes in a second, "2.0 MB". */
    fetchingAt: (saved: string, rate: string) => `取得中、${saved} · ${rate}/秒`,
    fetchingUntil: (saved: string, rate: string, wait: string) => `取得中、${saved} · ${rate}/秒、残り${wait}`,
    /** What happened, without its full stop, and the detail that another told of it. */
    because: (happened: string, detail: string) => `${happened}：${detail}`,
    fetchable: '再取得可能',
    fetchableUntil: (day: string) => `${day}まで再取得可能`,
    wasFetchableUntil: (day: string) => `再取得は${day}で終了`,
  },

  /** One stem on its way. `rate`: bytes in a second, "1.2 MB". */
  stem: {
    fetching: (got: string) => `取得中、${got}`,
    fetchingAt: (got: string, rate: string) => `取得中、${got}、${rate}/秒`,
    fetchingPart: (percent: number, got: string, total: string) => `取得中 ${numberText(percent)}%、${total}中${got}`,
    fetchingPartUntil: (percent: number, got: string, total: string, rate: string, wait: string) =>
      `取得中 ${numberText(percent)}%、${total}中${got}、${rate}/秒、残り${wait}`,
    fileMissing: 'ファイルなし',
    fileDamaged: 'ファイル破損',
    notDownloaded: '未ダウンロード',
    unplayable: '再生できません',
  },

  import: {
    cancel: '読み込みをキャンセル',
    copying: (title: string) => `${title}をコピー中`,
    waiting: (title: string) => `${title}を待機中`,
    untilWritten: (count: number) =>
      plural(count, { other: 'ファイルへの書き込みが終わるまで待っています（現在#ステム）' }),
    copied: (done: number, total: number, size: string, totalSize: string) =>
      plural(total, { other: `#ステム中${numberText(done)}、${totalSize}中${size}` }),
  },

  quota: {
    full: 'ライブラリが満杯です',
    almostFull: (percent: number) => `ライブラリの${numberText(percent)}%を使用中`,
    nothingToFree: (usedGiB: number, limitGiB: number) =>
      `${ungroupedText(limitGiB)} GiB中${plainText(usedGiB, 2)} GiB使用、今は自動で空けられる容量がありません`,
    canBeFreed: (usedGiB: number, limitGiB: number, size: string) =>
      `${ungroupedText(limitGiB)} GiB中${plainText(usedGiB, 2)} GiB使用、${size}を空けられます`,
  },

  moved: (done: number, total: number, size: string, totalSize: string) =>
    plural(total, { other: `${plainText(total)}曲中${plainText(done)}曲、${totalSize}中${size}` }),

  skipped: { stems: '除外したステム', files: '除外したファイル' },
};
