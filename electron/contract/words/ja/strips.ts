import { numberText, plainText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Naming, moving and shifting the strips of the mixer. */
export const strips: Words['strips'] = {
  /** The menu of a strip. */
  menu: {
    rename: '名前を変更…',
    shift: 'タイミングをずらす…',
    replace: 'ファイルを差し替え…',
    earlierFile: '前のファイル',
    moveUp: '上へ移動',
    moveDown: '下へ移動',
  },
  /** Said when a command is about the strip with the focus and none has it. */
  chooseFirst: '先にストリップを選択してください',
  nameField: (name: string) => `${name}の名前`,
  /** On the name, which is also the handle to move the strip by. */
  nameHint: 'ダブルクリックで名前を変更、ドラッグで移動',
  movedTo: (name: string, place: number, count: number) =>
    `${name}は${plainText(count)}本中${plainText(place)}番目のストリップです`,
  sameFile: (name: string) => `${name}はすでにこのファイルです`,
  offerReplace: (name: string, file: string) => `${file}を${name}として使いますか？`,
  replaceNow: '差し替え',
  shiftPanel: (name: string) => `${name}のタイミングをずらす`,
  shiftField: (name: string) => `${name}のずれ（ミリ秒）`,
  shiftHint: 'プラスで遅く、マイナスで早く。↑ ↓で1 ms、Shiftを押しながらで10 ms。',
  milliseconds: 'ms',
  noShift: 'ずらさない',
  /** The note on a lane. */
  moved: '移動済み',
  takeBack: (name: string) => `${name}は手動で移動済み：元に戻す`,
  movedNote: (milliseconds: number) =>
    `${numberText(Math.abs(milliseconds), 1)} ms${milliseconds < 0 ? '早く' : '遅く'}移動しました。押すと元に戻ります。`,
  groups: {
    usual: '新しいグループ',
    numbered: (key: number) => `グループ${plainText(key)}`,
    groupWith: 'グループにまとめる…',
    join: (group: string) => `${group}に入れる`,
    leave: (group: string) => `${group}から外す`,
    groupChosen: (count: number) => `${plainText(count)}本のストリップをグループ化`,
    strip: (name: string) => `グループ：${name}`,
    hint: (members: readonly string[]) => members.join('、'),
    nameHint: 'ダブルクリックで名前を変更',
    dissolve: 'グループを解除',
    panel: (name: string) => `${name}をグループにまとめる`,
    name: 'グループの名前',
    strips: 'グループのストリップ',
    make: 'まとめる',
    full: 'グループは12個までです',
    made: (count: number) => `${plainText(count)}本のストリップをまとめました`,
    edits: {
      group: (count: number) => `${plainText(count)}本のストリップをグループ化`,
      join: (name: string, group: string) => `${name}を${group}に入れる`,
      leave: (name: string) => `${name}をグループから外す`,
      ungroup: (group: string) => `${group}を解除`,
    },
  },
  /** Steps of undo. */
  edits: {
    rename: (name: string) => `${name}の名前を変更`,
    move: (name: string) => `${name}を移動`,
    shift: (name: string) => `${name}のタイミングをずらす`,
    unshift: (name: string) => `${name}のずれを解除`,
    replace: (name: string) => `${name}を差し替え`,
  },
};
