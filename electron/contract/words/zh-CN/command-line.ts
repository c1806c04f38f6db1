import { fieldText, plainText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** What commands in a terminal print. Options, their values and the names of formats are typed as they are in every language. */
export const commandLine: Words['commandLine'] = {
  /** The text of `--help`. */
  usage: `不开窗口使用 Stemroom：

  stemroom --list
      以 JSON 输出曲库
  stemroom --export <歌名、会话 ID、文件夹或分轨 ZIP> [选项]
      写出一首歌的混音；文件夹或 ZIP 不会加入曲库

哪个混音
  --mix saved|all          上次留下的混音（默认），或所有分轨均为 0 dB
  --mix <file.json>        一首歌的 mix.json
  --mix minus:<分轨>|only:<分轨>|forward:<分轨>|instrumental|acapella|drums-and-bass
  --variants <列表>        一次写出多个版本：同样的词，以逗号分隔，
                           以及 each、minus、forward（每条分轨单独、去掉每条分轨、
                           突出每条分轨）；all 表示除 forward 以外的全部
  --forward <分轨>         该分轨保持音量，其他降低；等同于 forward:<分轨>
  --others <dB>            降低多少，3 到 18；默认 9
  --split                  该分轨在左，其他在右
  --scene <名称或键>       场景的混音，按名称或键（1 到 8）；all：各一个文件
  --stems [as-mixed|untouched]
                           每条分轨一个文件，对齐且等长
  --format stem            供 DJ 播放器用的单个文件（NI Stems）：混音及其四个组
  --groups <列表>          分组与默认不同的分轨，例如 synth:bass,fx:drums；
                           组有 drums、bass、melody 和 vocals
  --daw                    一个文件夹，含分轨以及供 REAPER 和可读 DAWproject 的 DAW 用的工程
  --loop                   只导出混音的循环
  --section <名称>         只导出该名称的第一个段落
  --click [mix|file]       按歌曲节拍的节拍器，混入每个混音或单独成文件
  --count-in 1|2|4         歌曲之前的预备小节数

如何写入
  --format wav|wav16|wav24|wav32|flac|flac16|mp3|mp3-320|V0|V2|opus|opus-160|aac|aac-256
  --rate song|44100|48000
  --loudness off|<LUFS>    例如 -14
  --ceiling <dBTP>         默认 -1；只与 --loudness 同用
  --artist <名称>          用于标签
  --strict                 有分轨无法读取时停止；否则略去该分轨并说明
  --report                 在文件旁写出响度报告（JSON）

写到哪里
  --out <文件或文件夹>     默认为当前位置；有多个文件时为文件夹
  --overwrite              允许替换 --out 所指的文件
  --name <模板>            例如 "{title} - {variant} ({key}, {bpm} bpm)"
  --user-data-dir=<文件夹> 使用另一个曲库

进度以及略去或损坏的分轨写到标准错误；JSON 格式的摘要写到
标准输出。
退出码：0 完成，1 Stemroom 自身出错，2 参数有误，3 找不到歌曲，
4 无法写入，5 分轨无法读取，130 已中断。
`,
  /** A sentence that says what is wrong with the options. */
  seeHelp: (wrong) => `${wrong}请看 stemroom --help。`,
  ownError: 'Stemroom 自身出错。',
  /** What is wrong with the options. `option` is one with its dashes, such as `--out`. */
  wrong: {
    noOption: (word) => `“${word}”不是选项。`,
    twice: (option) => `${option} 出现了两次。`,
    takesNoValue: (option) => `${option} 不带值。`,
    needsValue: (option) => `${option} 需要一个值。`,
    needsSong: (option) => `${option} 需要一首歌。`,
    standsAlone: (option) => `${option} 只能单独使用。`,
    /** One option is only good with another. */
    overwriteWithoutOut: (option, out) => `${option} 要与 ${out} 同用。`,
    groupsWithoutStemFile: (option, format) => `${option} 要与 ${format} 同用。`,
    ceilingWithoutLoudness: (option, loudness) => `${option} 要与 ${loudness} 同用。`,
    othersWithoutForward: (others, split, forward) => `${others} 和 ${split} 要与 ${forward} 同用。`,
    eitherLoopOrSection: (loop, section) => `${loop} 和 ${section} 只能用一个。`,
    eitherOneVersionOrOthers: (mix, variants, forward) =>
      `要么用 ${mix} 指定一个版本，要么用 ${variants} 和 ${forward} 指定其他版本。`,
    eitherKind: (stems, daw, format) => `混音的版本、${stems}、${daw}、${format}，只能选一种。`,
    unknownValue: (option, value) => `${option} 不认识“${value}”。`,
    notGroups: (option, example, groups) => `${option} 是列表，例如 ${example}；组有 ${groups.join('、')}。`,
    tooManyGroups: (option) => `${option} 列出的分轨多于一首歌所能有的。`,
    endingHoldsNoStems: (ending) => `以 ${ending} 结尾的文件不能存放 NI Stems 分轨。`,
    endingHoldsNot: (ending, format) => `以 ${ending} 结尾的文件不能存放 ${format}。`,
    notForThisKind: (option) => `${option} 只用于混音、版本和分轨。`,
    clickOfStems: (option) => `导出分轨时，节拍器单独成文件：${option}。`,
    loudnessOfStems: (option) => `${option} 只用于混音；分轨保持各自的音量。`,
    notClick: (option, mix, file, value) => `${option} 是 ${mix} 或 ${file}，不是“${value}”。`,
    notCountIn: (option, bars, value) => `${option} 是 ${bars.join('、')} 小节，不是“${value}”。`,
    notRate: (option, song, rates, value) => `${option} 是 ${song}、${rates.join(' 或 ')}，不是“${value}”。`,
    notNumber: (option, least, most, value) =>
      `${option} 是 ${fieldText(least)} 到 ${fieldText(most)} 的数字，不是“${value}”。`,
    notText: (option, longest) => `${option} 是 1 到 ${plainText(longest)} 个字符的文字。`,
  },
  /** Why a command ended. */
  failed: {
    /** Makes a sentence of what has no full stop. */
    sentence: (text) => `${text}。`,
    fileThere: (option, path) => `文件已存在，要替换它请加上 ${option}：${path}。`,
    noSuchSong: (detail) => `没有这首歌：${detail}。`,
    quoted: (word) => `“${word}”`,
    severalOfTitle: (title, ids) => `有多首歌名为“${title}”：${ids.join('、')}`,
    /** `titles`: the first few of them; `isCut`: there are more. */
    severalInFolder: (folder, count, titles, isCut) =>
      `“${folder}”里有 ${plainText(count)} 首歌，${[...titles.map((title) => `“${title}”`), ...(isCut ? ['…'] : [])].join('、')}：请指定其中一首的文件夹`,
    noMix: (path) => `${path} 不是混音`,
    overwriteOfSeveral: (option, out) => `${option} 只用于 ${out} 所指的单个文件`,
    isFile: (path) => `${path} 是文件`,
    isNoFile: (path) => `${path} 不是文件`,
  },
  /** Remarks on an export. */
  remarks: {
    leftOutFile: (file, why) => `已略去：${file}：${why}`,
    leftOutStem: (stem, why) => `已略去：${stem}。${why}`,
    /** To three places. */
    damaged: (stem, seconds) => `已损坏：${stem}。其中 ${fieldText(seconds)} 秒没有声音。`,
    hardlyDamaged: (stem) => `已损坏：${stem}。其中不到 0.001 秒没有声音。`,
    percent: (percent) => `${String(percent)}%`,
  },
};
