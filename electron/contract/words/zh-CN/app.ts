import { numberText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The window around the rooms: header, state line, drop zone. */
export const app: Words['app'] = {
  header: {
    cover: (song) => `${song} 的封面`,
    undo: (what, keys) => `撤销：${what}（${keys}）`,
    nothingToUndo: '没有可撤销的操作',
    redo: (what, keys) => `重做：${what}（${keys}）`,
    nothingToRedo: '没有可重做的操作',
    resetMix: '重置混音',
    resetMixTitle: '将混音恢复为原样',
    saveScene: '存为场景',
    saveSceneTitle: (keys) => `将混音存为场景（${keys}）`,
    export: '导出',
  },
  state: {
    filesMissing: (count) => plural(count, { other: '缺少 # 个文件' }),
    readOnly: '只读',
    dropouts: (count) => plural(count, { other: '# 次断音' }),
    dropoutsTitle: '电脑一时跟不上，因此声音有短暂中断。',
  },
  drop: {
    toSeparate: '拖放要分离的歌曲',
    stems: '拖放分轨、文件夹、分轨 ZIP 或任务 ID',
  },
  /** A song that is on its way, or did not come. */
  arrival: {
    failed: '这首歌无法下载',
    stillProcessing: '仍在处理',
    stoppedChecking: (wait) => `${wait}后 kie.ai 仍在分离。Stemroom 已停止查询。`,
    checkAgain: '再次查询',
    fetching: (song) => `正在下载 ${song}`,
    soFar: (wait) => `已用 ${wait}，通常需要 1 到 5 分钟。你可以继续使用或退出；Stemroom 之后会接着进行。`,
    stemsAppear: '分轨到达后会显示在这里。',
    evicted: '为腾出空间，Stemroom 移除了这首歌的分轨。',
    evictedAgain: '可以重新下载。',
    evictedUntil: (day) => `${day} 前可以重新下载。`,
    evictedPast: (day) => `重新下载的期限已于 ${day} 结束。`,
    fetchAgain: '重新下载',
    fetchRest: '下载其余部分',
    filesMissing: (count) => `缺少 ${numberText(count)} 个分轨文件。`,
    filesMissingHelp: '请把它们放回原处，或连接它们所在的磁盘。',
    readOnly: '这首歌是只读的。',
    readOnlyMeans: '你可以播放和混音，但改动不会保存。',
  },
  stage: {
    label: '歌曲',
    noLibrary: '找不到曲库',
    chooseFolder: '选择其他文件夹',
    dropHere: '将分轨拖放到这里',
    bringBackDemo: '恢复示例歌曲',
  },
  facts: {
    finding: (percent) => `正在分析曲速和调，${numberText(percent)}%`,
    findingTitle: '响度、曲速和调，每首歌只分析一次',
  },
  /** What stands around the list of songs, and what the menu of a song offers. */
  panel: {
    label: '曲库',
    hide: '隐藏曲库',
    show: '显示曲库',
    tabs: '面板中显示',
    songs: '歌曲',
    setlist: '歌单',
    searchSongs: '搜索歌曲',
    search: '搜索',
    noMatch: '没有匹配的歌曲。',
    addSong: '添加歌曲',
    addSongTitle: (keys) => `添加歌曲（${keys}）`,
    settings: '设置',
    settingsTitle: (keys) => `设置（${keys}）`,
    addToSetlist: '加入歌单',
    openFolder: '打开文件夹',
    stemsLeftOut: (count) => `未收入的分轨（${numberText(count)}）`,
    filesLeftOut: (count) => `未收入的文件（${numberText(count)}）`,
    serviceSong: '歌词、封面和 MIDI',
    keep: '始终保留',
    doNotKeep: '不再始终保留',
    cancelFetching: '取消下载',
    checkAgain: '再次查询',
    fetchRest: '下载其余部分',
    fetchAgain: '重新下载',
  },
  /** A server that is asked about before anything is fetched from it. */
  host: {
    title: '从这个服务器下载？',
    question: (host) =>
      `服务表示分轨位于 ${host}，Stemroom 不认识这个服务器。你的密钥绝不会发送到那里。你的选择会被记住。`,
    refuse: '不下载',
    allow: (host) => `允许 ${host}`,
  },
};
