import { plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Setlists. */
export const setlists: Words['setlists'] = {
  which: (name: string) => `セットリスト：${name}`,
  name: 'セットリストの名前',
  /** One of several setlists with the same name: "Summer (2)". */
  sameName: (name: string, place: number) => `${name} (${plainText(place)})`,
  new: '新規セットリスト…',
  undo: 'セットリストの操作を元に戻す',
  undoHint: (edit: string) => `元に戻す：${edit}（Ctrl+Z）`,
  nothingToUndo: '元に戻す操作はありません',
  more: 'セットリストのその他の操作',
  checkAll: '全曲を確認',
  checking: '確認中…',
  importText: 'テキストの曲目を読み込む…',
  saveAsText: 'テキストで保存…',
  remove: 'セットリストを削除',
  incomplete: (count: number) => plural(count, { other: '#曲が揃っていません' }),
  songs: (name: string) => `${name}の曲`,
  empty: '曲のメニューの「セットリストに追加」で曲を追加できます。',
  previous: 'セットリストの前の曲',
  previousHint: '前の曲（Shift Page ↑）',
  next: (title: string) => `次：${title}`,
  last: '最後の曲',
  entry: {
    dragHint: 'ドラッグで移動',
    more: 'セットリストの曲',
    details: 'キー、速度、メモ',
    closeDetails: '詳細を閉じる',
    detailsOf: (title: string) => `セットリストの${title}`,
    stopAfter: '曲の後で停止',
    goOnAfter: '続けて次の曲へ',
    moveUp: '上へ移動',
    moveDown: '下へ移動',
    takeOut: '外す',
    /** Marks beside a song: the one that comes next, its transposition as "+2", one that the next song follows at once. */
    isNext: '次',
    transposed: (semitones: string) => `キー${semitones}`,
    goesOn: '続けて次へ',
    key: 'キー',
    keyField: 'キー（半音単位）',
    speed: '速度',
    speedField: '速度（%）',
    /** An empty field: the value that the song was saved with. */
    asSaved: '保存値',
    afterIt: '曲の後',
    stop: '停止',
    goOn: '次へ続ける',
    note: 'メモ',
  },
};
