import { plainText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The lanes, the ruler and what lies above them. */
export const lanes: Words['lanes'] = {
  zoomOut: '缩小',
  zoomIn: '放大',
  showWhole: '显示整首歌',

  lane: {
    fetching: (stem) => `正在下载 ${stem}`,
    queued: '排队中',
    notDownloaded: '未下载',
    drawing: '正在绘制波形',
  },

  /** Notes at the end of a lane, in small letters. */
  notes: {
    silent: '无声',
    silentHint: '这条分轨没有声音。',
    /** `layout`: such as 5.1. */
    mixedDown: (layout) => `由 ${layout} 缩混`,
    damagedHint: '这个文件有部分损坏；损坏处播放为无声。',
    lookAgain: (stem) => `重新查找 ${stem}`,
    aligned: '已对齐',
    takeBack: (stem) => `${stem} 已对齐：撤回`,
    align: '对齐',
    alignStem: (stem) => `对齐 ${stem}`,
  },

  ruler: {
    hint: '点按跳转，拖动设定循环（Alt：不吸附小节），双击清除。',
    /** `length`: as "0:16.0". */
    hintWithLoop: (length) => `点按跳转，拖动设定循环（Alt：不吸附小节），双击清除。循环：${length}`,
    /** The bars as "9" or "9.3". */
    hintWithBars: (from, to, length) =>
      `点按跳转，拖动设定循环（Alt：不吸附小节），双击清除。循环：小节 ${from} 到 ${to}，${length}`,
    /** The button that changes what the ruler shows. */
    shows: { bars: '小节', time: '时间' },
    showsLabel: { bars: '标尺显示小节', time: '标尺显示时间' },
    showsHint: { bars: '在标尺上显示时间', time: '在标尺上显示小节' },
  },

  loop: {
    label: '循环',
    /** What is said of the loop, each of its own: its place, its repeats, its speed, its pass. */
    with: (said) => `循环，${said.join('，')}`,
    hint: (said) => `${said.join('，')}：循环的边界、重复和速度；Delete 移除`,
    pass: (pass) => `第 ${String(pass)} 遍`,
    passAt: (pass, percent) => `第 ${String(pass)} 遍，${roundedText(percent, 1)}%`,
    /** Before the two fields of a line: "From 9 to 17". */
    from: '从',
    to: '到',
    fromField: '循环起点',
    toField: '循环终点',
    /** What can be typed. The fields read a time with a point, as here. */
    boundsHint: '小节如 9，拍如 9.3，或时间如 0:16.0。',
    timesHint: '时间如 0:16.0。',
    badStart: '循环不能从那里开始。',
    badEnd: '循环不能在那里结束。',
    repeats: '重复',
    then: '之后',
    afterLastPass: '最后一遍之后',
    goOn: '继续',
    stop: '停止',
    /** A line of three fields: "Speed up: + 5 %, every 2 passes, up to 100 %". Each text stands before or after a field. */
    speedUp: '逐遍加速',
    faster: '加速百分比',
    beforeFaster: '+',
    afterFaster: '%',
    passesPerStep: '每次加速的遍数',
    beforePasses: '每',
    afterPasses: '遍',
    targetSpeed: '目标速度（百分比）',
    beforeTarget: '直到',
    afterTarget: '%',
    slowerHint: '请先设定较慢的速度，再由此加速。',
    chain: '串联',
    unchain: (section, place) => `移出 ${section}，第 ${String(place)} 个`,
  },

  sections: {
    label: '段落',
    name: '段落名称',
    loop: (section) => `循环 ${section}`,
    /** `places`: where the section is in a chain of them, as "1, 3". */
    loopInChain: (section, places) => `循环 ${section}，串联中的第 ${places} 个`,
    hint: (section) =>
      `${section}：点按循环，Shift 扩展循环，Ctrl 接在其他段落之后播放，双击或 F2 重命名，C 换颜色，Delete 移除，Ctrl ← → 移动开头，加 Shift 移动末尾，加 Alt 不吸附小节`,
  },

  chords: {
    label: '和弦',
    hint: '双击输入和弦',
    /** A chord that a capo makes another: the shape, and what is heard. */
    sounds: (shape, heard) => `${shape}，实际音 ${heard}`,
    /** `chord`: its symbol, or as `sounds`. */
    chordHint: (chord) =>
      `${chord}：点按跳到那里，拖动或 Ctrl ← → 移动（Alt：不吸附节拍），双击或 F2 输入，Delete 移除`,
    field: '和弦',
    fieldHint: 'Enter 确认，空格到下一拍，Tab 到下一小节',
    menu: '和弦',
    menuWithCapo: (fret) => `和弦，变调夹 ${String(fret)} 品`,
    menuHint: '和弦：变调夹、导入、保存',
    /** On the button of the menu, in small letters. */
    button: '和弦',
    buttonWithCapo: (fret) => `夹 ${String(fret)} 品`,
    import: '导入和弦…',
    save: '存为 ChordPro…',
    remove: '移除所有和弦',
    noCapo: '不用变调夹',
    capo: (fret) => `变调夹 ${String(fret)} 品`,
  },

  /** Places where a stem is lowered or muted. */
  stretches: {
    muted: '静音',
    /** `level`: "−6.0 dB", or as `muted`. */
    here: (stem, level) => `${stem}，此处 ${level}`,
    hint: (level) =>
      `${level}：上下拖动（↑ ↓），左右拖动边缘（Ctrl ← →，加 Shift 为末端，加 Alt 不吸附小节），Delete 移除`,
  },

  words: {
    label: '带时间的歌词',
    between: (word, fromSeconds, toSeconds) => `${word}，${plainText(fromSeconds, 2)} 到 ${plainText(toSeconds, 2)} 秒`,
    hint: (word) =>
      `${word}：拖动移动（, .），加 Shift 移动整行，加 Ctrl 移动全部（Alt , .）；拖动边缘（Ctrl ← →，加 Shift 为末端），Alt 不吸附起音；O 吸附，Enter 拆分行，Shift Enter 合并行`,
  },
};
