import { numberText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Naming, moving and shifting the strips of the mixer. */
export const strips: Words['strips'] = {
  /** The menu of a strip. */
  menu: {
    rename: '重命名…',
    shift: '时间偏移…',
    replace: '替换文件…',
    earlierFile: '之前的文件',
    moveUp: '上移',
    moveDown: '下移',
  },
  /** Said when a command is about the strip with the focus and none has it. */
  chooseFirst: '请先选择通道',
  nameField: (name) => `${name} 的名称`,
  /** On the name, which is also the handle to move the strip by. */
  nameHint: '双击重命名，拖动移动',
  movedTo: (name, place, count) => `${name} 是第 ${String(place)} 个通道，共 ${String(count)} 个`,
  sameFile: (name) => `${name} 已在播放此文件`,
  offerReplace: (name, file) => `将 ${file} 用作 ${name}？`,
  replaceNow: '替换',
  shiftPanel: (name) => `偏移 ${name}`,
  shiftField: (name) => `${name} 的偏移（毫秒）`,
  shiftHint: '正数推后，负数提前。↑ ↓ 为 1 毫秒，加 Shift 为 10 毫秒。',
  milliseconds: 'ms',
  noShift: '无偏移',
  /** The note on a lane. */
  moved: '已偏移',
  takeBack: (name) => `${name} 已手动偏移：撤回`,
  movedNote: (milliseconds) =>
    `已${milliseconds < 0 ? '提前' : '推后'} ${numberText(Math.abs(milliseconds), 1)} 毫秒。按下撤销。`,
  groups: {
    usual: '新编组',
    numbered: (key) => `编组 ${String(key)}`,
    groupWith: '与其他通道编组…',
    join: (group) => `加入 ${group}`,
    leave: (group) => `移出 ${group}`,
    groupChosen: (count) => `编组 ${String(count)} 个通道`,
    strip: (name) => `编组：${name}`,
    hint: (members) => members.join('、'),
    nameHint: '双击重命名',
    dissolve: '解散编组',
    panel: (name) => `将 ${name} 编组`,
    name: '编组名称',
    strips: '编组内的通道',
    make: '编组',
    full: '已有 12 个编组，不能再加',
    made: (count) => `已编组 ${String(count)} 个通道`,
    edits: {
      group: (count) => `编组 ${String(count)} 个通道`,
      join: (name, group) => `将 ${name} 加入 ${group}`,
      leave: (name) => `将 ${name} 移出编组`,
      ungroup: (group) => `解散 ${group}`,
    },
  },
  /** Steps of undo. */
  edits: {
    rename: (name) => `重命名 ${name}`,
    move: (name) => `移动 ${name}`,
    shift: (name) => `偏移 ${name}`,
    unshift: (name) => `取消偏移 ${name}`,
    replace: (name) => `替换 ${name}`,
  },
};
