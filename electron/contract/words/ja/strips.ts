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
  /** Steps of undo. */
  edits: {
    rename: (name: string) => `${name}の名前を変更`,
    move: (name: string) => `${name}を移動`,
    shift: (name: string) => `${name}のタイミングをずらす`,
    unshift: (name: string) => `${name}のずれを解除`,
    replace: (name: string) => `${name}を差し替え`,
  },
};
