import { numberText, plural, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The transport bar, the master, and tempo, key and details of a song. */
export const transport: Words['transport'] = {
  bar: {
    label: '走带',
    toStart: '回到开头',
    toStartHint: '回到开头（Home）',
    play: '播放',
    playHint: '播放（空格）',
    pause: '暂停',
    pauseHint: '暂停（空格）',
    stop: '停止',
    loop: '循环',
    loopHint: '循环（L）',
    noLoopHint: '循环（在标尺上拖动来设定）',
    click: '节拍器',
    clickHint: (countInBars) =>
      countInBars === 0
        ? '节拍器（K），预备拍（Shift K）：关'
        : `节拍器（K），预备拍（Shift K）：${plural(countInBars, { other: '# 小节' })}`,
    noClickHint: '节拍器（还不知道节拍）',
  },
  original: {
    name: '原曲',
    hint: '按 O 以相同响度切换混音与原曲',
    none: '这首歌没有可比较的原曲',
    mixLowered: (level) => `混音 ${level}`,
    mixLoweredHint: '混音已降低到与原曲同样响。按下结束比较。',
  },
  position: {
    label: '位置',
    /** Both as "1:04.2". */
    of: (position, length) => `${position}，共 ${length}`,
    hint: '点按跳转',
    hintWithFrame: '点按跳转，拖动方框滚动（Ctrl ← →）。',
    /** Before the number of the bar in the readout. */
    bar: '小节',
  },
  speed: {
    label: '速度',
    menu: '速度选项',
    /** An entry of the menu: "75 %" and the tempo that it comes to, "84 bpm". */
    withTempo: (speed, tempo) => `${speed} · ${tempo}`,
    spokenWithTempo: (speed, tempo) => `${speed}，${tempo}`,
    enter: '输入速度…',
    enterOrTempo: '输入速度或 BPM…',
    hint: '速度，音高不变（Alt ← →）：拖动调节，Shift 微调，Enter 输入百分比，双击回到 100%',
    hintOrTempo: '速度，音高不变（Alt ← →）：拖动调节，Shift 微调，Enter 输入百分比或 BPM，双击回到 100%',
  },
  key: {
    label: '调',
    semitones: '变调，半音',
    semitonesHint: '以半音变调，速度不变（Alt ↑ ↓）：拖动调节，Shift 按音分，Enter 输入，双击重置',
    /** A transposition in words and the key that it comes to. */
    spokenWithKey: (transposition, key) => `${transposition}，${key}`,
    cents: '变调，音分',
    centsHint: '以音分微调：拖动调节，Enter 输入，双击归零',
    /** `cents` as "+8". The text field reads "ct" back. */
    centsShown: (cents) => `${cents} ct`,
    /** Negative for lower. */
    centsSpoken: (cents) => `${numberText(cents)} 音分`,
    drums: '鼓保持原音高',
    noDrums: '这首歌没有鼓',
    drumsKept: '鼓不随变调',
    drumsTransposed: '鼓也一起变调',
  },
  master: {
    name: '总轨',
    level: '总音量',
    clip: '削波',
    clipped: '已削波：重置指示灯',
    clippedHint: '混音出现削波。点按清除。',
    noClipping: '没有削波',
    loudness: '至今响度',
    loudnessHint: '按下播放以来的响度：上为综合响度，下为短期响度（最近 3 秒）。点按重新计算。',
    lufs: 'LUFS',
    /** Beside the short-term loudness; there is room for about five letters. */
    shortTerm: '短期',
  },
  song: {
    /** `root` as "C", "F#" or "Bb"; the whole name of the key: "F# major". */
    keyName: (root, mode) => (mode === 'major' ? `${root} 大调` : `${root} 小调`),
    /** A measured or played tempo: "87.5 bpm". The text field reads "bpm" back. */
    bpm: (bpm) => `${roundedText(bpm, 1)} bpm`,
    /** How sure an estimate is. */
    confidence: { high: '确信', middle: '较可能', low: '猜测' },
    estimated: (value) => `≈ ${value}`,
    key: {
      set: '设定调',
      notKnown: '调，未知',
      perhaps: (key) => `调，可能是 ${key}`,
      stated: (key) => `调，${key}`,
      byYouHint: '调，由你设定',
      unknownHint: '调未知',
      estimateHint: (confidence) => `录音的调，估计值（${confidence}）`,
      unknown: '未知',
      backTo: (key) => `恢复为 ≈ ${key}`,
    },
    tempo: {
      label: '曲速',
      set: '设定曲速',
      notKnown: '曲速，未知',
      about: (tempo) => `曲速，约 ${tempo}`,
      stated: (tempo) => `曲速，${tempo}`,
      byYouHint: '曲速，由你设定',
      estimateHint: (estimate) => `录音的曲速，估计值（${estimate}）`,
      noEstimateHint: '录音的曲速，估计值（无）',
      /** An estimated tempo and how sure it is: "112 bpm, likely". */
      estimate: (tempo, confidence) => `${tempo}，${confidence}`,
      estimateLine: (estimate) => `估计：${estimate}。`,
      noEstimateLine: '估计：无。',
      field: '曲速（bpm）',
      unit: 'bpm',
      double: '快一倍',
      halve: '慢一半',
      tap: '打拍',
      tapHint: '跟着节拍敲击',
      tapInSongHint: '从第 1 拍起跟着敲击（T）',
      confirm: '设定',
      leaveOpen: '暂不设定',
      backToEstimate: '恢复为估计值',
    },
    beats: {
      label: '节拍',
      earlier: '节拍提前 5 毫秒',
      earlierHint: '节拍提前 5 毫秒（,）',
      earlierShort: '◀ 5 ms',
      later: '节拍推后 5 毫秒',
      laterHint: '节拍推后 5 毫秒（.）',
      laterShort: '5 ms ▶',
      oneEarlier: '第 1 拍提前一拍',
      oneEarlierHint: '第 1 拍提前一拍（Shift ,）',
      oneEarlierShort: '◀ 拍',
      oneLater: '第 1 拍推后一拍',
      oneLaterHint: '第 1 拍推后一拍（Shift .）',
      oneLaterShort: '拍 ▶',
      oneHere: '这是第 1 拍',
      oneHereHint: '播放头处的拍作为小节开头',
      timeSignature: '拍号',
      fromThisBar: '从这一小节起',
      countIn: '预备拍',
      countInBars: (bars) => (bars === 0 ? '无预备拍' : plural(bars, { other: '预备 # 小节' })),
      everyPass: '循环每一遍',
    },
    /** Names that are offered for the sections of a song, in the order songs mostly have them. */
    usualSections: {
      intro: '前奏',
      verse: '主歌',
      preChorus: '预副歌',
      chorus: '副歌',
      bridge: '桥段',
      solo: '独奏',
      break: '间奏',
      outro: '尾奏',
    },
    /** A section that none of these names is left for. */
    sectionNumber: (place) => `段落 ${String(place)}`,
    /** Where a loop is; a bar as "9". */
    bar: (bar) => `第 ${bar} 小节`,
    bars: (from, to) => `第 ${from}–${to} 小节`,
    /** Times as "0:16.0". */
    times: (from, to) => `${from}–${to}`,
    /** A speed that climbs over the passes of a loop, in percent: "80→100 % +5". */
    ramp: (from, to, step) => `${roundedText(from, 1)}→${roundedText(to, 1)}% +${roundedText(step, 1)}`,
    details: {
      label: '歌曲详情',
      sampleRate: (kilohertz) => `${roundedText(kilohertz, 3)} kHz。`,
      noOriginal: '没有可与分轨对比的原曲。',
      /** How well the stems add up to the original. */
      residual: (db) => `分轨相加与原曲的差异为 ${numberText(db, 1)} dB。`,
      table: '分轨的响度',
      stem: '分轨',
      loudness: '响度',
      truePeak: '真峰值',
      notHeard: '听不到',
      silent: '无声',
      lufs: (lufs) => `${numberText(lufs, 1)} LUFS`,
      dbtp: (db) => `${numberText(db, 1)} dBTP`,
    },
    /** Why the sound of a stem cannot be played. `codec`, `container` and `format` are what their makers call them: "AC-3", "MP4". */
    unplayable: {
      empty: '文件是空的。',
      indexMissing: '缺少索引：文件被截断了。',
      indexContradicts: '索引自相矛盾。',
      noTrack: '里面没有音轨。',
      noSound: '里面没有声音。',
      noFrames: (format) => `里面没有 ${format} 帧。`,
      otherFile: (format) => `这不是 ${format} 文件。`,
      soundFirst: '声音数据排在了它的描述之前。',
      noDescription: '里面没有对声音的描述。',
      descriptionCutOff: '对声音的描述被截断了。',
      noPacketTable: '里面没有数据包表。',
      chunkWithoutSize: '有一个数据块没有大小。',
      falseSamples: '它对采样的描述不属实。',
      frameBytes: (bytes) => `无法理解它 ${String(bytes)} 字节的帧。`,
      noChannels: '它没有声道。',
      unnamedChannels: (channels) => `它有 ${String(channels)} 个声道，但没有说明各是什么。`,
      tooManyChannels: (channels, most) => `它有 ${String(channels)} 个声道；最多只能缩混 ${String(most)} 个。`,
      rateTooLow: (kilohertz) => `它的采样率 ${roundedText(kilohertz, 3)} kHz 低于 8 kHz。`,
      rateTooHigh: (kilohertz) => `它的采样率 ${roundedText(kilohertz, 3)} kHz 高于 384 kHz。`,
      codec: (codec) => `它的声音是 ${codec}，这里无法解码。`,
      /** A name that stands in the file. */
      codecNamed: (name) => `它的声音是“${name}”，这里无法解码。`,
      /** A variant of a codec that is decoded otherwise. */
      codecVariant: (codec) => `它的声音是 ${codec} 的一种变体，这里无法解码。`,
      codecInside: (codec, container) => `它的声音是 ${container} 中的 ${codec}，这里无法解码。`,
      codecInsideFilm: (codec) => `它的声音是视频中的 ${codec}，这里无法解码。`,
      film: '它是视频，这里无法解码。',
      filmOf: (codec) => `它是 ${codec} 视频，这里无法解码。`,
      protected: '它的声音受 Apple 保护（FairPlay），这里无法解码。',
      encrypted: '它的声音已加密，这里无法解码。',
      windowsCodec: '它的声音采用 Windows 编解码器，这里无法解码。',
      pcm: (bits) => `它的声音是 ${String(bits)} 位 PCM，这里无法解码。`,
      unknown: '它的声音类型未知，这里无法解码。',
      unknownNumber: (kind) => `它的声音类型（${String(kind)}）未知，这里无法解码。`,
      unknownFormat: (format, bits) => `它的声音类型（格式 ${String(format)}，${String(bits)} 位）未知，这里无法解码。`,
    },
    /** Notes beside a stem. */
    notes: {
      lateToOriginal: (milliseconds) =>
        `与原曲相比，这条分轨晚了 ${numberText(milliseconds, 1)} 毫秒。“对齐”会把它移到正确位置。`,
      earlyToOriginal: (milliseconds) =>
        `与原曲相比，这条分轨早了 ${numberText(milliseconds, 1)} 毫秒。“对齐”会把它移到正确位置。`,
      lateByLength: (milliseconds) =>
        `这个文件比其他文件长，多出的是编码器在开头添加的部分，因此声音晚了 ${numberText(milliseconds, 1)} 毫秒。“对齐”会把它移到正确位置。`,
      earlyByLength: (milliseconds) =>
        `这个文件比其他文件长，多出的是编码器在开头添加的部分，因此声音早了 ${numberText(milliseconds, 1)} 毫秒。“对齐”会把它移到正确位置。`,
      alignedEarlier: (milliseconds) => `播放比文件早 ${numberText(milliseconds, 1)} 毫秒。按下恢复为文件的位置。`,
      alignedLater: (milliseconds) => `播放比文件晚 ${numberText(milliseconds, 1)} 毫秒。按下恢复为文件的位置。`,
      bridged: (count) => plural(count, { other: '已修补 # 处损坏' }),
      mixedDown: 'Stemroom 以双声道播放。中置和环绕声道按 ITU-R BS.775 混入，低频声道（LFE）略去。',
    },
  },
};
