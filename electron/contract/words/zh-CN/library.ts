import { numberText, plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The library's songs: what is said of them in the list, while they arrive, and of the room they take. */
export const library: Words['library'] = {
  songs: '歌曲',

  invitations: {
    fromKie: '来自 kie.ai',
    pasteId: '粘贴任务 ID。',
    fromComputer: '来自这台电脑',
    chooseFolder: '选择分轨文件夹。',
  },

  entry: {
    demo: '示例歌曲',
    kept: '已保留',
    fetchAgain: '重新下载',
    menu: '歌曲菜单',
    fetching: (title) => `正在下载 ${title}`,
    title: '歌名',
    /** `title` is only a stand-in. */
    nameThis: (title) => `${title}：给这首歌命名`,
  },

  ticks: {
    label: '分轨',
    saved: (stem) => `${stem}，已保存`,
    percent: (stem, percent) => `${stem}，${numberText(percent)}%`,
  },

  arrival: {
    stems: (count) => plural(count, { other: '# 条分轨' }),
    saved: (saved, count) => `已保存 ${numberText(saved)} / ${numberText(count)}`,
    /** `expiry`: "expires in 9 days". */
    savedExpiring: (saved, count, expiry) => `已保存 ${numberText(saved)} / ${numberText(count)}，${expiry}`,
    queued: '排队中',
    separating: 'kie.ai 正在分离',
    stillSeparating: 'kie.ai 仍在分离',
    /** `saved`: "7 of 12 saved". */
    fetching: (saved) => `正在下载，${saved}`,
    /** `rate`: bytes in a second, "2.0 MB". */
    fetchingAt: (saved, rate) => `正在下载，${saved} · ${rate}/s`,
    fetchingUntil: (saved, rate, wait) => `正在下载，${saved} · ${rate}/s，还需 ${wait}`,
    /** What happened, without its full stop, and the detail that another told of it. */
    because: (happened, detail) => `${happened}：${detail}`,
    fetchable: '可重新下载',
    fetchableUntil: (day) => `${day} 前可重新下载`,
    wasFetchableUntil: (day) => `下载期限已于 ${day} 结束`,
  },

  /** One stem on its way. `rate`: bytes in a second, "1.2 MB". */
  stem: {
    fetching: (got) => `正在下载，${got}`,
    fetchingAt: (got, rate) => `正在下载，${got}，${rate}/s`,
    fetchingPart: (percent, got, total) => `正在下载 ${numberText(percent)}%，${got} / ${total}`,
    fetchingPartUntil: (percent, got, total, rate, wait) =>
      `正在下载 ${numberText(percent)}%，${got} / ${total}，${rate}/s，还需 ${wait}`,
    fileMissing: '文件缺失',
    fileDamaged: '文件损坏',
    notDownloaded: '未下载',
    unplayable: '无法播放',
  },

  import: {
    cancel: '取消导入',
    copying: (title) => `正在复制 ${title}`,
    waiting: (title) => `正在等待 ${title}`,
    untilWritten: (count) => plural(count, { other: '直到它的文件不再有写入（目前 # 条分轨）' }),
    copied: (done, total, size, totalSize) =>
      plural(total, { other: `${numberText(done)} / # 条分轨，${size} / ${totalSize}` }),
  },

  quota: {
    full: '曲库已满',
    almostFull: (percent) => `曲库已用 ${numberText(percent)}%`,
    nothingToFree: (usedGiB, limitGiB) =>
      `已用 ${plainText(usedGiB, 2)} / ${String(limitGiB)} GiB，目前没有可自动释放的空间`,
    canBeFreed: (usedGiB, limitGiB, size) => `已用 ${plainText(usedGiB, 2)} / ${String(limitGiB)} GiB，可释放 ${size}`,
  },

  moved: (done, total, size, totalSize) =>
    plural(total, { other: `${plainText(done)} / ${plainText(total)} 首歌，${size} / ${totalSize}` }),

  skipped: { stems: '未收入的分轨', files: '未收入的文件' },
};
