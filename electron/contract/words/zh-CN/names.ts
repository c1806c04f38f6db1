import { plainText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Names of things that both processes show: kinds of stems, titles that stand in, keychains, why a file was left out. */
export const names: Words['names'] = {
  stemKinds: {
    vocals: '人声',
    backingVocals: '和声',
    drums: '鼓',
    percussion: '打击乐',
    bass: '贝斯',
    guitar: '吉他',
    piano: '钢琴',
    keyboard: '键盘',
    synth: '合成器',
    strings: '弦乐',
    brass: '铜管',
    woodwinds: '木管',
    fx: '音效',
    instrumental: '伴奏',
    other: '其他',
  },
  /** A stem without a name, and one of several. */
  stem: '分轨',
  numberedStem: (number) => `分轨 ${plainText(number)}`,
  /** The stem of all but one, such as "Without lead guitar". A name keeps its letters. */
  without: (stem) => `去掉 ${stem}`,
  /** Titles of songs of which no better one is known. */
  titles: {
    task: (id) => `任务 ${id}`,
    imported: '导入的歌曲',
    recovered: '恢复的歌曲',
    ofNewerStemroom: '来自更新版本 Stemroom 的歌曲',
  },
  /** Where the API key is kept. */
  keychains: {
    ofSystem: '系统钥匙串（Secret Service）',
    thisSession: '仅限本次运行',
  },
  /** Why an export has another sample rate than asked for, in kHz. `format` is a name such as MP3. */
  rateRemark: (format, askedKhz, fileKhz) =>
    `${format} 不支持 ${roundedText(askedKhz, 3)} kHz，因此以 ${roundedText(fileKhz, 3)} kHz 导出。`,
  stemFileRateRemark: (askedKhz, fileKhz) =>
    `NI Stems 文件不支持 ${roundedText(askedKhz, 3)} kHz，因此以 ${roundedText(fileKhz, 3)} kHz 导出。`,
  /** Why a file that looks like sound did not become a stem. */
  skipped: {
    unsupportedFormat: (format) => `这是 ${format}，Stemroom 无法播放。`,
    unpackFirst: (format) => `这是 ${format} 压缩包。请先解压，再导入文件夹。`,
    notSound: '不管名称如何，它不是 Stemroom 认识的音频文件。',
    noSoundInFilm: '这个视频里没有声音。',
    incomplete: '它的末尾缺失，无法播放。',
    empty: '文件是空的。',
    halfDownload: '它还没有下载完。',
    hidden: '它是隐藏文件。',
    unreadable: (why) => (why === '' ? '无法读取。' : `无法读取（${why}）。`),
    gone: '它已不在那里。',
    linkOutside: '它是指向文件夹之外的链接。',
    brokenLink: '它是没有目标的链接。',
    tooDeep: (levels) => `Stemroom 只查看 ${levels} 层文件夹。`,
    tooMany: (most) => `Stemroom 一次只查看 ${most} 个文件；其余未收入。`,
    archiveBesideSound: '与音频文件放在一起的压缩包不会解压。请单独导入它。',
    archiveTooLarge: (limit) => `Stemroom 只解压不超过 ${limit} 的压缩包。`,
    archiveDamaged: '它已损坏：内容与压缩包的记录不符。',
    unsafePath: '它在压缩包中的路径指向压缩包之外。',
    sameName: '压缩包中另有同名文件。',
    encrypted: '它有密码保护。',
    songFull: (most) => `服务提供的分轨超过了一首歌的上限 ${most} 条。`,
  },
  /** As `skipped`, where the detail is no name or number. */
  skippedAs: {
    trackerModule: '这是 Tracker 模块，Stemroom 无法播放。',
    aviFilm: '这是 AVI 视频，Stemroom 无法播放。',
    flashFilm: '这是 Flash 视频，Stemroom 无法播放。',
    mpegFilm: '这是 MPEG 视频，Stemroom 无法播放。',
    freeFormatMp3: '这是自由格式的 MP3，Stemroom 无法播放。',
    aacInLatm: '这是 LATM 封装的 AAC，Stemroom 无法播放。',
    aacInAdif: '这是 ADIF 封装的 AAC，Stemroom 无法播放。',
    notAFile: '无法读取（不是文件）。',
    packedTooTight: 'Stemroom 只解压解开后不超过其自身 200 倍大小的压缩包。',
  },
};
