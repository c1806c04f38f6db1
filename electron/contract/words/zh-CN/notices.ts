import { plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Toasts and states of the page, and names of the steps that undo takes back. */
export const notices: Words['notices'] = {
  /** `name`: of a file, or of the folder of several. */
  saved: (name) => `${name} 已保存`,
  savedWithout: (name, stems) => `${name} 已保存，不含 ${stems.join('、')}`,

  songs: {
    added: (title) => `${title} 已加入曲库`,
    separating: (title) => `正在分离 ${title}`,
    imported: (title) => `${title} 已导入`,
    severalImported: (count) => plural(count, { other: `已导入 ${plainText(count)} 首歌` }),
    /** Files of an import that are no stems. */
    filesLeftOut: (title, count) => `${title}：${plural(count, { other: `${plainText(count)} 个文件未收入` })}`,
    showFilesLeftOut: '查看是哪些',
    importCancelled: '导入已取消。没有添加任何内容。',
    restCancelled: '导入已取消。其余部分没有添加。',
    /** Beside a failure: which song of several it is about. */
    detailOf: (title, detail) => `${title}：${detail}`,
    tooManyFiles: (count) => `${plainText(count)} 个文件`,
    nothingNew: (title) => `${title} 已有服务提供的全部分轨`,
    nothingNewUntitled: '这首歌已有服务提供的全部分轨',
    libraryMoved: (folder) => `曲库现在位于 ${folder}`,
    libraryUsed: (folder) => `歌曲现在来自 ${folder}`,
  },

  purchases: {
    uncertain: '一笔购买没有收到答复，可能已经扣费',
    saved: '你的购买记录已保存',
  },

  mixing: {
    /** X is the key on the keyboard. */
    loopFirst: '请先设定循环：X 会在循环内静音分轨',
    scenesFull: '八个场景都已占用：Shift 加 F1 到 F8 可覆盖保存',
    /** `key`: such as F3. */
    noScene: (key) => `${key} 上没有场景：Shift ${key} 把混音存到那里`,
  },

  sheet: {
    chordsGuessed: '没有位置的和弦按每小节一个排列：请拖到各自的位置',
    noOnset: '附近没有人声起音',
  },

  setlists: {
    songAdded: (title, setlist) => `${title} 已加入 ${setlist}`,
    songAddedUnnamed: (title) => `${title} 已加入歌单`,
    allComplete: '歌单里的歌都完整',
    incomplete: (count) => plural(count, { other: `歌单里有 ${plainText(count)} 首歌不完整` }),
    /** `reason`: one line that may end with a full stop. */
    skipped: (title, reason) => `已跳过 ${title}：${reason}`,
    /** The name of a new setlist, and of further ones. */
    name: '歌单',
    numberedName: (number) => `歌单 ${String(number)}`,
  },

  exports: {
    /** The name of the file of the click, in place of that of a version. */
    click: '节拍器',
    /** A version of the song and a section of it, in names of files too. */
    versionOfSection: (version, section) => `${version}，${section}`,
    /** Why a stem is left out, in a row of them. `reason`: one line that may end with a full stop. */
    stemLeftOut: (stem, reason) => `${stem}：${reason.replace(/[.。]$/u, '')}`,
    stemsLeftOut: (stems) => stems.join('；'),
  },

  /** What the command line is told when it asks for what the song does not have. */
  requests: {
    noStem: (word, stems) => `没有 ${word}；分轨有 ${stems.join('、')}`,
    noLoop: '这个混音没有循环',
    noSection: (name) => `这首歌没有段落“${name}”`,
    noScenes: '这首歌没有场景',
    noScene: (name, scenes) => `这首歌没有场景“${name}”；它的场景有 ${scenes.join('、')}`,
  },

  /** Names of the steps that undo takes back. */
  steps: {
    mix: {
      level: (stem) => `${stem} 的音量`,
      pan: (stem) => `${stem} 的声像`,
      mute: (stem) => `静音 ${stem}`,
      unmute: (stem) => `取消静音 ${stem}`,
      solo: (stem) => `独奏 ${stem}`,
      unsolo: (stem) => `取消独奏 ${stem}`,
      clearMuteAndSolo: '清除静音和独奏',
      master: '总音量',
      speed: '速度',
      key: '变调',
      drumsKeepPitch: '鼓保持原音高',
      drumsFollowKey: '鼓跟随变调',
      asRecorded: '恢复原速原调',
      align: (stem) => `对齐 ${stem}`,
      unalign: (stem) => `取消对齐 ${stem}`,
      resetStrip: (stem) => `重置 ${stem}`,
      reset: '重置混音',
    },
    scenes: {
      save: (scene) => `保存 ${scene}`,
      saveOver: (scene) => `覆盖 ${scene}`,
      recall: (scene) => `调用 ${scene}`,
      compare: '比较场景',
      morph: (from, to) => `渐变 ${from} – ${to}`,
      rename: '重命名场景',
      remove: (scene) => `移除 ${scene}`,
    },
    loop: {
      set: '循环',
      remove: '移除循环',
      chain: '段落串联',
      /** `passes`: such as ×4, or ∞ without end. */
      repeats: (passes) => `重复 ${passes}`,
      after: '循环之后',
      ramp: '逐遍变速',
      rampOn: '逐遍变速开',
      rampOff: '逐遍变速关',
    },
    click: {
      on: '节拍器开',
      off: '节拍器关',
      countIn: (bars) => plural(bars, { other: '预备 # 小节' }),
      countInOff: '预备拍关',
    },
    beats: {
      asEstimated: '恢复估计的节拍',
      tempo: '曲速',
      tapped: '敲击的曲速',
      twice: '曲速加倍',
      half: '曲速减半',
      nudge: '微移节拍',
      moveOne: '移动第 1 拍',
      thisIsOne: '这是第 1 拍',
      /** `meter`: such as 6/8. */
      meter: (meter) => `拍号 ${meter}`,
    },
    sections: {
      add: '新建段落',
      rename: '重命名段落',
      recolour: '段落的颜色',
      remove: '移除段落',
      move: '移动段落',
    },
    stretches: {
      add: (stem) => `${stem} 的自动化`,
      move: '移动自动化区段',
      level: '自动化区段的音量',
      remove: '移除自动化区段',
    },
    chords: {
      set: (chord) => `和弦 ${chord}`,
      remove: '移除和弦',
      move: '移动和弦',
      capo: (fret) => `变调夹 ${String(fret)} 品`,
      noCapo: '不用变调夹',
      import: '导入和弦',
      removeAll: '移除所有和弦',
    },
    lyrics: {
      import: '导入歌词',
      type: '输入歌词',
      fromService: '来自 kie.ai 的歌词',
      remove: '移除歌词',
      timeWord: '给字词定时',
      stepBack: '退回一步',
      earlier: '歌词提前',
      later: '歌词推后',
      splitLine: '拆分行',
      joinLines: '合并行',
      snapWord: '将字词对齐到人声',
      snapAll: '将所有字词对齐到人声',
      guess: '推测各行的时间',
      moveWord: '移动字词',
      moveLine: '移动一行',
      moveAll: '移动全部歌词',
    },
    setlists: {
      addSong: (title) => `添加 ${title}`,
      addSongs: '添加歌曲',
      create: '新建歌单',
      rename: '重命名歌单',
      remove: (setlist) => `移除 ${setlist}`,
      move: (title) => `移动 ${title}`,
      takeOut: (title) => `移出 ${title}`,
      note: (title) => `${title} 的备注`,
      ending: (title) => `${title} 的结束方式`,
      speedAndKey: (title) => `${title} 的速度和调`,
      import: (setlist) => `导入 ${setlist}`,
    },
  },
};
