import { numberText, plainText, plural, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The export panel, and the list of exports. */
export const exporting: Words['exporting'] = {
  title: '导出',
  saveFiles: (count) => plural(count, { other: '保存 # 个文件' }),
  saveAs: (format) => `保存 ${format}`,
  /** Facts of what will be saved, each of its own. */
  files: (count) => plural(count, { other: '# 个文件' }),
  about: (size) => `约 ${size}`,

  what: {
    title: '内容',
    label: '导出什么',
    kinds: {
      mix: '混音',
      scenes: '场景',
      versions: '版本',
      stems: '分轨',
      daw: '用于 DAW',
      stemFile: 'NI Stems',
    },
    hearsAll: (count) => `与你听到的完全一致：全部 ${numberText(count)} 条分轨。`,
    /** `pace`: speed and key. */
    hearsAllAt: (count, pace) => `与你听到的完全一致：全部 ${numberText(count)} 条分轨，${pace}。`,
    hearsSome: (heard, count) => `与你听到的完全一致：${numberText(count)} 条分轨中的 ${numberText(heard)} 条。`,
    hearsSomeAt: (heard, count, pace) =>
      `与你听到的完全一致：${numberText(count)} 条分轨中的 ${numberText(heard)} 条，${pace}。`,
    scenesToExport: '要导出的场景',
    aboutScenes: '每个场景一个文件。场景保存之后才有的分轨按现在的混音收入。',
    othersLowerBy: '其他分轨降低',
    howMuchLower: '其他分轨降低多少',
    splitsStereo: '分轨在左，其他在右',
    aboutVersions: '使用你的音量和声像；忽略静音和独奏。',
    howStems: '分轨的写入方式',
    asMixed: '按混音器设置',
    untouched: '原样',
    aboutAsMixed: '带有你的音量、声像和总音量，包括静音的分轨。所有文件等长。',
    aboutUntouched: '原始文件，原速原调。所有文件等长。',
    aboutStemFile: '一个 .stem.mp4 文件，用于 Traktor 等软件：你的混音，加上四个可推入推出的部分。',
    aboutDaw:
      '一个文件夹，含每条分轨的文件、一个 REAPER 工程（.rpp），以及一个用于 Bitwig、Cubase 或 Studio One 的工程（.dawproject）。' +
      '音量、声像、静音、颜色、自动化、节拍、段落与和弦都写入工程；' +
      '节拍、段落与和弦还写入 MIDI 文件（.mid）。',
  },

  versions: {
    label: '版本',
    wholeSong: '歌曲',
    currentMix: '当前混音',
    only: { head: '单独', all: '全选：单独一条分轨', none: '全不选：单独一条分轨' },
    minus: { head: '去掉', all: '全选：去掉一条分轨', none: '全不选：去掉一条分轨' },
    forward: { head: '突出', all: '全选：突出一条分轨', none: '全不选：突出一条分轨' },
    tickAll: '全选',
    untickAll: '全不选',
  },

  groups: {
    label: 'Stem 文件的各部分',
    notHeard: '听不到',
    names: { drums: '鼓', bass: '贝斯', melody: '旋律', vocals: '人声' },
  },

  range: {
    title: '范围',
    label: '导出歌曲的哪一部分',
    whole: '整首歌',
    loop: '循环',
    noLoop: '在标尺上拖动',
    between: (start, end) => `${start} 到 ${end}`,
    sections: '段落',
    fileForEach: '各一个文件',
    sectionsToExport: '要导出的段落',
  },

  format: {
    title: '格式',
    quality: '音质',
    stemFile: 'AAC，每轨 256 kbit/s',
    bits: (bits) => `${numberText(bits)} 位`,
    float: '32 位浮点',
    kbps: (kbps) => `${numberText(kbps)} kbit/s`,
    v0: 'V0，可变码率，最佳',
    v2: 'V2，可变码率，较小',
  },

  loudness: {
    title: '响度',
    keepsLevel: '不变：每条分轨保持自己的音量。',
    unchanged: '不变',
    streaming: '−14 LUFS，流媒体',
    podcasts: '−16 LUFS，播客',
    broadcast: '−23 LUFS，广播',
    custom: '自定…',
    target: '目标（LUFS）',
    peakLimit: '峰值上限',
    ceiling: '真峰值上限（dBTP）',
  },

  name: {
    title: '名称',
    template: '名称模板',
    /** The names in braces are codes and stay as they are. */
    aboutTemplate: '{title}、{variant}、{artist}、{key} 和 {bpm} 会自动填入；未知的连同括号一起略去',
    nothing: '未选择任何内容',
    firstAndMore: (first, count) => `${first} 等，另有 ${numberText(count)} 个`,
    andMore: (count, names) => `另有 ${numberText(count)} 个：${names.join('、')}`,
  },

  more: {
    below: '采样率、艺人、节拍器、报告',
    /** What is set below, each of its own. */
    click: '节拍器',
    countIn: '预备拍',
    report: '报告',
  },

  rate: {
    title: '采样率',
    khz: (hz) => `${roundedText(hz / 1000, 3)} kHz`,
    asSong: (hz) => `与歌曲相同（${roundedText(hz / 1000, 3)} kHz）`,
    onlyOpus: '48 kHz（Opus 只有这一种）',
  },

  artist: { title: '艺人标签', label: '艺人', optional: '可选' },

  click: {
    title: '节拍器',
    countIn: '预备拍',
    none: '无节拍器',
    inMix: '混入混音',
    ownFile: '单独成文件',
    noCountIn: '无预备拍',
    bars: (count) => plural(count, { other: '预备 # 小节' }),
    notOffered: '这些文件不含节拍器。',
  },

  report: { title: '响度报告', beside: '另存报告（JSON）' },

  nothing: {
    noSection: '请勾选要导出的段落。',
    noScene: '请勾选要导出的场景。',
    noVersion: '请勾选要导出的版本。',
    unreadable: (names) => `这些分轨无法读取：${names.join('、')}。`,
    silent: '所有分轨都已静音或音量拉到底，文件将没有声音。请取消其中一条的静音再导出。',
  },
  /** A heading; the reason follows. */
  without: (stem) => `不含 ${stem}。`,
  withoutMore: (count) => plural(count, { other: '另有 # 条分轨未包含。' }),

  list: {
    title: '导出任务',
    running: (percent) => `正在导出 ${numberText(percent)}%`,
    runningAndWaiting: (percent, waiting) => `正在导出 ${numberText(percent)}%，${numberText(waiting)} 个等待中`,
    clear: '清空列表',
  },

  entry: {
    cancel: (name) => `取消 ${name}`,
    showInFolder: '在文件夹中显示',
    dismiss: (name) => `移去 ${name}`,
    writing: (name) => `正在写入 ${name}`,
    percent: (percent) => `${numberText(percent)}%`,
    percentLeft: (percent, wait) => `${numberText(percent)}%，还需 ${wait}`,
    queued: '排队中',
    cancelled: '已取消。',
    kept: (count) => plural(count, { other: '已完成的 # 个文件会保留。' }),
    stemsOf: (name) => `${name} 的分轨`,
    /** A heading; what is silent follows. */
    damaged: (stem) => `${stem} 已损坏。`,
    silentBriefly: '其中不到 0.01 秒没有声音。',
    silentFor: (seconds) => `其中 ${numberText(seconds, seconds < 10 ? 2 : 0)} 秒没有声音。`,
  },

  /** What was measured of a file, and what was done to it. */
  outcome: {
    /** "−17.2 → −14.0": before and after. */
    loudness: (lufs) => `${lufs} LUFS`,
    truePeak: (dbtp) => `真峰值 ${dbtp} dBTP`,
    range: (lu) => `响度范围 ${lu} LU`,
    /** `level`: "−1.0 dB". */
    peak: (level) => `峰值 ${level}FS。`,
    gain: (level) => `增益 ${level}。`,
    limited: (db) => `最多限制了 ${db} dB。`,
    notClipped: '没有削波。',
    clipped: (count) =>
      plural(count, { other: `${plainText(count)} 个采样削波：要保住它们，请调低总音量后重新导出。` }),
  },
};
