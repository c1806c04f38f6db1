import { plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Lyrics and the stage window. */
export const lyrics: Words['lyrics'] = {
  title: '歌词',
  openStage: '打开舞台窗口',
  closeStage: '关闭舞台窗口',
  more: '歌词的更多选项',
  close: '关闭歌词',
  closeHint: '关闭歌词（W）',
  import: '导入歌词…',
  useTimedWords: '使用来自 kie.ai 的歌词',
  timeWords: '给歌词定时…',
  guessTimes: '根据人声推测时间',
  snapWords: '将字词对齐到人声',
  allEarlier: '全部提前 50 毫秒',
  allLater: '全部推后 50 毫秒',
  /** `format` as "LRC". */
  saveAs: (format) => `存为 ${format}…`,
  saveAsText: '存为文本…',
  remove: '移除歌词',
  formats: 'LRC、ASS、UltraStar、SRT、VTT 或纯文本。',
  paste: '或粘贴到这里',
  useText: '使用这段文字',
  words: '歌词',
  untimedNote: '有些行还没有时间，因此不会跟随歌曲。',
  timing: {
    label: '给歌词定时',
    help: '播放歌曲，唱每个词时按住 J。Backspace 退回一步。可在轨道上拖动字词及其边缘。',
    hold: '唱词时按住',
    stepBack: '退回一步',
    split: '在此拆分行',
    splitHint: '从下一个词起另起一行（在它的轨道上按 Enter）',
    join: '合并行',
    joinHint: '将这一行并入上一行（在它的轨道上按 Shift Enter）',
  },
  stage: {
    /** Of the window. */
    title: '舞台',
    /** The dots that count a line in, for a screen reader. */
    beats: (count) => (count === 0 ? '无预备拍' : plural(count, { other: '# 拍' })),
  },
};
