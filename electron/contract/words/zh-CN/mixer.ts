import { numberText, plural, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The strips of the mixer, scenes, and what is said of a mix. */
export const mixer: Words['mixer'] = {
  label: '混音器',
  /** The unit of all levels, above the strips. */
  unit: 'dB',
  /** `level`: "−6.0", "+1.5" or "−∞". The text field reads "dB" back. */
  decibels: (level) => `${level} dB`,

  strip: {
    /** The tooltip of a stem that was measured. `loudness`: "−18.2 LUFS"; `truePeak`: "−1.3 dBTP". */
    measured: (stem, loudness, truePeak) => `${stem}：${loudness}，真峰值 ${truePeak}`,
    silent: (stem) => `${stem}：无声`,
    more: (stem) => `${stem} 的更多选项`,
    reset: '重置通道',
    enterLevel: '输入音量…',
    soloOnly: '只独奏这条',
    muteOnly: '只静音这条',
    muteInLoop: '在循环内静音',
    previewForward: '突出试听',
    endPreview: '结束试听',
    mute: (stem) => `静音 ${stem}`,
    muteHint: (stem) => `静音 ${stem} · Alt 点按：只静音这条`,
    silencedHint: '无声：另一条分轨正在独奏 · Alt 点按：只静音这条',
    solo: (stem) => `独奏 ${stem}`,
    soloHint: (stem) => `独奏 ${stem} · Alt 点按：只独奏这条`,
    /** On the buttons; there is room for one letter. */
    muteLetter: 'M',
    soloLetter: 'S',
  },

  level: {
    of: (stem) => `${stem} 的音量`,
    /** `label`: as `of`. */
    hint: (label) => `${label} · 双击：0 dB · Shift：微调`,
    field: (stem) => `${stem}，音量（dB）`,
    type: (stem) => `${stem}，输入音量`,
    typeHint: '输入音量（dB）',
  },

  pan: {
    of: (stem) => `${stem} 的声像`,
    /** `label`: as `of`; `pan`: as the three below. */
    hint: (label, pan) => `${label}：${pan} · 双击：居中`,
    centre: '居中',
    left: (percent) => `左 ${numberText(percent)}%`,
    right: (percent) => `右 ${numberText(percent)}%`,
    /** Beside the knob; there is room for four characters. */
    short: {
      centre: 'C',
      left: (percent) => `L${numberText(percent)}`,
      right: (percent) => `R${numberText(percent)}`,
    },
  },

  click: {
    name: '节拍器',
    countIn: '预备拍',
    more: '节拍器的更多选项',
    level: '节拍器音量',
    pan: '节拍器声像',
    sounds: { beep: '蜂鸣', wood: '木鱼', tick: '滴答' },
    onBeat: '每拍一响',
    perBeat: (clicks) => plural(clicks, { other: '每拍 # 响' }),
    noCountIn: '无预备拍',
    countInBars: (bars) => plural(bars, { other: '预备 # 小节' }),
    countInFirstPass: '仅第一遍有预备拍',
    countInEachPass: '循环每一遍都有预备拍',
    /** Steps of undo. */
    steps: {
      level: '节拍器的音量',
      pan: '节拍器的声像',
      sound: '节拍器的音色',
      perBeat: '每拍的响数',
    },
  },

  /** What the corner of the mixer says of mute and solo, each of its own; a press clears them. */
  muted: (count) => plural(count, { other: '# 条静音' }),
  soloed: (count) => plural(count, { other: '# 条独奏' }),
  clearMuteAndSolo: '清除所有分轨的静音和独奏',
  /** A stem that is heard forward for a while. */
  hearsForward: (stem) => `突出 ${stem}`,
  /** G is the key on the keyboard. */
  endForward: '恢复试听混音（G）',

  scenes: {
    label: '场景',
    /** The name of a new scene. */
    numbered: (key) => `场景 ${String(key)}`,
    name: '场景名称',
    scene: (name) => `场景 ${name}`,
    changed: (name) => `场景 ${name}，已改动`,
    /** The key on the keyboard that recalls a scene. */
    key: (key) => `F${String(key)}`,
    hint: (name, key) =>
      `${name}（F${String(key)}）：点按调用，Shift 点按用当前混音覆盖，双击重命名，拖到另一个场景上渐变`,
    more: (name) => `场景 ${name} 的更多选项`,
    rename: '重命名…',
    saveOver: '用当前混音覆盖',
    morphTo: (name, key) => `渐变到 ${name}（F${String(key)}）`,
    remove: (name) => `移除 ${name}`,
    save: '存为场景',
    saveHint: '将混音存为新场景',
    fullHint: '八个场景都已占用：Shift 点按其中一个可覆盖保存',
    compare: '比较场景',
    compareHint: '比较最近两个场景（B）',
    morph: '场景间渐变',
    morphHint: '在最近两个场景间渐变（Shift B）',
    closeMorph: '关闭渐变推子',
    morphFader: '渐变',
    between: (percent, from, to) => `从 ${from} 到 ${to} 的 ${numberText(percent)}%`,
    /** `place`: the name of a scene, or as `between`. */
    morphFaderHint: (place) => `${place}。方向键移动 5%，加 Shift 移动 1%`,
  },

  /** Names of versions of a mix, in names of files too. */
  variants: {
    mix: '混音',
    minus: (stem) => `去掉 ${stem}`,
    forward: (stem) => `突出 ${stem}`,
    instrumental: '伴奏',
    acappella: '清唱',
    drumsAndBass: '鼓和贝斯',
  },

  /** A mix in words, in the comment of an exported file: "without Drums; Vocals −3.0 dB, 30 % left; master −1.0 dB". */
  inWords: {
    asItCame: '原样',
    only: (stems) => `只有 ${stems.join('、')}`,
    without: (stems) => `不含 ${stems.join('、')}`,
    /** `set`: level and pan, or one of them. */
    stem: (stem, set) => `${stem} ${set.join('，')}`,
    master: (level) => `总音量 ${level}`,
    all: (said) => said.join('；'),
  },

  speedAndKey: {
    percent: (percent) => `${roundedText(percent, 1)}%`,
    spokenPercent: (percent) => `百分之 ${roundedText(percent, 1)}`,
    /** What differs from the recording. `speed`: as `percent`; `semitones`: "+2" or "−3.5". */
    speed: (speed) => `速度 ${speed}`,
    key: (semitones) => `变调 ${semitones}`,
    both: (speed, semitones) => `速度 ${speed}，变调 ${semitones}`,
    /** A transposition as it is read aloud. */
    asRecorded: '原调',
    semitones: (count) => plural(count, { other: '# 个半音' }),
    cents: (count) => plural(count, { other: '# 音分' }),
    semitonesAndCents: (semitones, cents) => `${semitones} ${cents}`,
    higher: (interval) => `升 ${interval}`,
    lower: (interval) => `降 ${interval}`,
  },

  setlists: {
    /** The name of a setlist that was given none. */
    unnamed: '歌单',
    /** What is missing of a song. */
    notInLibrary: '不在曲库中',
    onItsWay: '仍在下载中',
    stemsRemoved: '分轨已移除以腾出空间',
    noStems: '这里没有分轨',
    someStems: (saved, count) => `已有 ${numberText(saved)} / ${numberText(count)} 条分轨`,
  },
};
