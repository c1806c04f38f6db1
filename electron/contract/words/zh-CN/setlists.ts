import { plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Setlists. */
export const setlists: Words['setlists'] = {
  which: (name) => `歌单：${name}`,
  name: '歌单名称',
  /** One of several setlists with the same name: "Summer (2)". */
  sameName: (name, place) => `${name}（${String(place)}）`,
  new: '新建歌单…',
  undo: '撤销歌单操作',
  undoHint: (edit) => `撤销：${edit}（Ctrl+Z）`,
  nothingToUndo: '没有可撤销的操作',
  more: '歌单的更多选项',
  checkAll: '检查所有歌曲',
  checking: '正在检查…',
  importText: '导入文本列表…',
  saveAsText: '存为文本…',
  remove: '移除歌单',
  incomplete: (count) => plural(count, { other: '# 首歌不完整' }),
  songs: (name) => `${name} 的歌曲`,
  empty: '在歌曲菜单中用“加入歌单”添加歌曲。',
  previous: '歌单的上一首',
  previousHint: '上一首（Shift Page ↑）',
  next: (title) => `下一首：${title}`,
  last: '最后一首',
  entry: {
    dragHint: '拖动以移动',
    more: '歌单中的歌曲',
    details: '调、速度和备注',
    closeDetails: '关闭详情',
    detailsOf: (title) => `歌单中的 ${title}`,
    stopAfter: '播完后停止',
    goOnAfter: '播完后继续',
    moveUp: '上移',
    moveDown: '下移',
    takeOut: '移出',
    /** Marks beside a song: the one that comes next, its transposition as "+2", one that the next song follows at once. */
    isNext: '下一首',
    transposed: (semitones) => `变调 ${semitones}`,
    goesOn: '连播',
    key: '变调',
    keyField: '变调（半音）',
    speed: '速度',
    speedField: '速度（百分比）',
    /** An empty field: the value that the song was saved with. */
    asSaved: '按保存值',
    afterIt: '播完后',
    stop: '停止',
    goOn: '继续',
    note: '备注',
  },
};
