import { plainText, ungroupedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** What commands in a terminal print. Options, their values and the names of formats are typed as they are in every language. */
export const commandLine: Words['commandLine'] = {
  /** The text of `--help`. */
  usage: `Stemroomをウィンドウなしで使う：

  stemroom --list
      ライブラリをJSONで出力する
  stemroom --export <曲名、セッションID、ステムのフォルダまたはZIP> [オプション]
      曲のミックスを書き出す。フォルダやZIPはライブラリに追加されない

どのミックスか
  --mix saved|all          保存された状態（標準）、または全ステムを0 dBで
  --mix <file.json>        曲のmix.json
  --mix minus:<ステム>|only:<ステム>|forward:<ステム>|instrumental|acapella|drums-and-bass
  --variants <リスト>      複数のバージョンを一度に：上と同じ語をコンマで区切る。
                           each、minus、forwardも使える（各ステムのみ、各ステムを除いた曲、
                           各ステムを前に出した曲）。allはforward以外のすべて
  --forward <ステム>       そのステムはそのままで、他を下げる。forward:<ステム>と同じ
  --others <dB>            他を下げる量、3〜18。指定がなければ9
  --split                  そのステムを左、他を右に
  --scene <名前かキー>     シーンのミックスを、名前かキー（1〜8）で指定。all：シーンごとに1ファイル
  --stems [as-mixed|untouched]
                           ステムごとに1ファイル、位置と長さを揃える
  --format stem            DJプレーヤー用の1ファイル（NI Stems）：ミックスと4つのグループ
  --groups <リスト>        標準と異なるステムのグループ、例：synth:bass,fx:drums。
                           グループはdrums、bass、melody、vocals
  --daw                    ステムと、REAPER用およびDAWproject対応DAW用プロジェクトのフォルダ
  --loop                   ミックスのループだけ
  --section <名前>         この名前の最初のセクションだけ
  --click [mix|file]       曲の拍に合わせたクリックを、各ミックスまたは別ファイルに入れる
  --count-in 1|2|4         曲の前のカウントインの小節数

書き出し方
  --format wav|wav16|wav24|wav32|flac|flac16|mp3|mp3-320|V0|V2|opus|opus-160|aac|aac-256
  --rate song|44100|48000
  --loudness off|<LUFS>    例：-14
  --ceiling <dBTP>         指定がなければ-1。--loudnessと併用する場合のみ
  --artist <名前>          タグ用
  --strict                 読み込めないステムがあれば中止する（通常は除外して知らせる）
  --report                 ラウドネスのJSON文書をファイルと同じ場所に書き出す

書き出し先
  --out <保存先>           指定がなければ現在の場所。複数のファイルの場合はフォルダ
  --overwrite              --outのファイルの置き換えを許可する
  --name <テンプレート>    例："{title} - {variant} ({key}, {bpm} bpm)"
  --user-data-dir=<場所>   別のライブラリ

進行状況と、除外または破損したステムは標準エラー出力に、結果のまとめはJSONで標準出力に出力される。
終了コード：0 完了、1 Stemroom自体のエラー、2 オプションの誤り、3 曲が見つからない、
4 書き込めない、5 ステムを読み込めない、130 中断。
`,
  /** A sentence that says what is wrong with the options. */
  seeHelp: (wrong: string) => `${wrong}stemroom --helpを参照してください。`,
  ownError: 'Stemroomで内部エラーが発生しました。',
  /** What is wrong with the options. `option` is one with its dashes, such as `--out`. */
  wrong: {
    noOption: (word: string) => `「${word}」というオプションはありません。`,
    twice: (option: string) => `${option}が2回指定されています。`,
    takesNoValue: (option: string) => `${option}に値は指定できません。`,
    needsValue: (option: string) => `${option}には値が必要です。`,
    needsSong: (option: string) => `${option}には曲が必要です。`,
    standsAlone: (option: string) => `${option}は単独で指定してください。`,
    /** One option is only good with another. */
    overwriteWithoutOut: (option: string, out: string) => `${option}は${out}と一緒に指定してください。`,
    groupsWithoutStemFile: (option: string, format: string) => `${option}は${format}と一緒に指定してください。`,
    ceilingWithoutLoudness: (option: string, loudness: string) => `${option}は${loudness}と一緒に指定してください。`,
    othersWithoutForward: (others: string, split: string, forward: string) =>
      `${others}と${split}は${forward}と一緒に指定してください。`,
    eitherLoopOrSection: (loop: string, section: string) => `${loop}と${section}はどちらか一方を指定してください。`,
    eitherOneVersionOrOthers: (mix: string, variants: string, forward: string) =>
      `${mix}による1つのバージョンか、${variants}と${forward}によるバージョンの、どちらか一方を指定してください。`,
    eitherKind: (stems: string, daw: string, format: string) =>
      `ミックスのバージョン、${stems}、${daw}、${format}のいずれか1つを指定してください。`,
    unknownValue: (option: string, value: string) => `${option}に「${value}」は指定できません。`,
    notGroups: (option: string, example: string, groups: readonly string[]) =>
      `${option}は${example}のようなリストです。グループは${groups.join('、')}です。`,
    tooManyGroups: (option: string) => `${option}に、曲のステムの上限を超える数のステムが指定されています。`,
    endingHoldsNoStems: (ending: string) => `${ending}で終わるファイルにステムは入れられません。`,
    endingHoldsNot: (ending: string, format: string) => `${ending}で終わるファイルに${format}は入れられません。`,
    notForThisKind: (option: string) => `${option}はミックス、バージョン、ステム用です。`,
    clickOfStems: (option: string) => `ステムのクリックは別ファイルになります：${option}。`,
    loudnessOfStems: (option: string) => `${option}はミックス用です。ステムはレベルを保ちます。`,
    notClick: (option: string, mix: string, file: string, value: string) =>
      `${option}は${mix}か${file}です。「${value}」は指定できません。`,
    notCountIn: (option: string, bars: readonly string[], value: string) =>
      `${option}は${bars.join('、')}小節のいずれかです。「${value}」は指定できません。`,
    notRate: (option: string, song: string, rates: readonly [string, string], value: string) =>
      `${option}は${[song, ...rates].join('、')}のいずれかです。「${value}」は指定できません。`,
    notNumber: (option: string, least: number, most: number, value: string) =>
      `${option}は${ungroupedText(least)}〜${ungroupedText(most)}の数です。「${value}」は指定できません。`,
    notText: (option: string, longest: number) => `${option}は1〜${plainText(longest)}文字のテキストです。`,
  },
  /** Why a command ended. */
  failed: {
    /** Makes a sentence of what has no full stop. */
    sentence: (text: string) => `${text}。`,
    fileThere: (option: string, path: string) =>
      `ファイルがすでにあります。置き換えるには${option}を指定してください：${path}`,
    noSuchSong: (detail: string) => `該当する曲がありません：${detail}。`,
    quoted: (word: string) => `「${word}」`,
    severalOfTitle: (title: string, ids: readonly string[]) => `「${title}」という曲が複数あります：${ids.join('、')}`,
    /** `titles`: the first few of them; `isCut`: there are more. */
    severalInFolder: (folder: string, count: number, titles: readonly string[], isCut: boolean) =>
      `「${folder}」には${plainText(count)}曲あります（${[...titles.map((title) => `「${title}」`), ...(isCut ? ['…'] : [])].join('、')}）。1曲のフォルダを指定してください`,
    noMix: (path: string) => `${path}はミックスではありません`,
    overwriteOfSeveral: (option: string, out: string) => `${option}は、${out}で1つのファイルを指定した場合のみ使えます`,
    isFile: (path: string) => `${path}はファイルです`,
    isNoFile: (path: string) => `${path}はファイルではありません`,
  },
  /** Remarks on an export. */
  remarks: {
    leftOutFile: (file: string, why: string) => `除外：${file}：${why}`,
    leftOutStem: (stem: string, why: string) => `除外：${stem}。${why}`,
    /** To three places. */
    damaged: (stem: string, seconds: number) => `破損：${stem}。${ungroupedText(seconds, 3)}秒分が無音です。`,
    hardlyDamaged: (stem: string) => `破損：${stem}。無音の部分は0.001秒未満です。`,
    percent: (percent: number) => `${ungroupedText(percent)}%`,
  },
};
