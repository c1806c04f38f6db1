import { numberText, plainText, plural, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The export panel, and the list of exports. */
export const exporting: Words['exporting'] = {
  title: '書き出し',
  saveFiles: (count: number) => plural(count, { other: '#ファイルを保存' }),
  saveAs: (format: string) => `${format}を保存`,
  /** Facts of what will be saved, each of its own. */
  files: (count: number) => plural(count, { other: '#ファイル' }),
  about: (size: string) => `約${size}`,

  what: {
    title: '内容',
    label: '書き出す内容',
    kinds: {
      mix: 'ミックス',
      scenes: 'シーン',
      versions: 'バージョン',
      stems: 'ステム',
      daw: 'DAW用',
      stemFile: 'NI Stems',
    },
    hearsAll: (count: number) => `聞こえているとおり：全${numberText(count)}ステム。`,
    /** `pace`: speed and key. */
    hearsAllAt: (count: number, pace: string) => `聞こえているとおり：全${numberText(count)}ステム、${pace}。`,
    hearsSome: (heard: number, count: number) =>
      `聞こえているとおり：${numberText(count)}ステム中${numberText(heard)}ステム。`,
    hearsSomeAt: (heard: number, count: number, pace: string) =>
      `聞こえているとおり：${numberText(count)}ステム中${numberText(heard)}ステム、${pace}。`,
    scenesToExport: '書き出すシーン',
    aboutScenes: 'シーンごとに1ファイル。シーンの後に加わったステムは、現在のミックスの状態で入ります。',
    othersLowerBy: '他を下げる量',
    howMuchLower: '他のステムを下げる量',
    splitsStereo: 'ステムを左、他を右に',
    aboutVersions: 'レベルとパンを使い、ミュートとソロは無視します。',
    howStems: 'ステムの書き出し方',
    asMixed: 'ミキサーの設定どおり',
    untouched: '元のまま',
    aboutAsMixed: 'レベル、パン、マスターを反映。ミュート中のステムも含みます。全ファイルが同じ長さです。',
    aboutUntouched: '元のファイル、元の速度とキー。全ファイルが同じ長さです。',
    aboutStemFile: 'Traktorなどで使える.stem.mp4が1つ：現在のミックスと、フェードできる4つのパート。',
    aboutDaw:
      'ステムごとのファイル、REAPER用（.rpp）と、Bitwig・Cubase・Studio One用（.dawproject）のプロジェクトが入ったフォルダ。' +
      'レベル、パン、ミュート、色、オートメーション、拍、セクション、コードはプロジェクトに含まれます。' +
      '拍、セクション、コードはMIDIファイル（.mid）にも入ります。',
  },

  versions: {
    label: 'バージョン',
    wholeSong: '曲全体',
    currentMix: '現在のミックス',
    only: { head: '単独', all: '「単独」をすべて選択', none: '「単独」をすべて解除' },
    minus: { head: 'なし', all: '「なし」をすべて選択', none: '「なし」をすべて解除' },
    forward: { head: '前に', all: '「前に」をすべて選択', none: '「前に」をすべて解除' },
    tickAll: 'すべて選択',
    untickAll: 'すべて解除',
  },

  groups: {
    label: 'ステムファイルのパート',
    notHeard: '聞こえない',
    names: { drums: 'ドラム', bass: 'ベース', melody: 'メロディ', vocals: 'ボーカル' },
  },

  range: {
    title: '範囲',
    label: '曲のどの範囲か',
    whole: '曲全体',
    loop: 'ループ',
    noLoop: 'ルーラー上をドラッグ',
    between: (start: string, end: string) => `${start}〜${end}`,
    sections: 'セクション',
    fileForEach: 'それぞれ1ファイル',
    sectionsToExport: '書き出すセクション',
  },

  format: {
    title: '形式',
    quality: '音質',
    stemFile: 'AAC、1トラック256 kbit/s',
    bits: (bits: number) => `${numberText(bits)}ビット`,
    float: '32ビット浮動小数点',
    kbps: (kbps: number) => `${numberText(kbps)} kbit/s`,
    v0: 'V0、可変、最高音質',
    v2: 'V2、可変、小さめ',
  },

  loudness: {
    title: 'ラウドネス',
    keepsLevel: '変更なし：各ステムはレベルを保ちます。',
    unchanged: '変更なし',
    streaming: '−14 LUFS、配信',
    podcasts: '−16 LUFS、ポッドキャスト',
    broadcast: '−23 LUFS、放送',
    custom: 'カスタム…',
    target: '目標（LUFS）',
    peakLimit: 'ピーク上限',
    ceiling: 'トゥルーピークの上限（dBTP）',
  },

  name: {
    title: '名前',
    template: '名前のテンプレート',
    /** The names in braces are codes and stay as they are. */
    aboutTemplate: '{title}、{variant}、{artist}、{key}、{bpm}が置き換えられます。不明なものは、かっこごと省かれます',
    nothing: '何も選択されていません',
    firstAndMore: (first: string, count: number) => `${first}、ほか${numberText(count)}件`,
    andMore: (count: number, names: readonly string[]) => `ほか${numberText(count)}件：${names.join('、')}`,
  },

  more: {
    below: 'サンプルレート、アーティスト、クリック、レポート',
    /** What is set below, each of its own. */
    click: 'クリック',
    countIn: 'カウントイン',
    report: 'レポート',
  },

  rate: {
    title: 'サンプルレート',
    khz: (hz: number) => `${roundedText(hz / 1000, 3)} kHz`,
    asSong: (hz: number) => `曲と同じ（${roundedText(hz / 1000, 3)} kHz）`,
    onlyOpus: '48 kHz（Opusはこれのみ）',
  },

  artist: { title: 'アーティストのタグ', label: 'アーティスト', optional: '任意' },

  click: {
    title: 'クリック',
    countIn: 'カウントイン',
    none: 'クリックなし',
    inMix: 'ミックスに入れる',
    ownFile: '別ファイルにする',
    noCountIn: 'カウントインなし',
    bars: (count: number) => plural(count, { other: 'カウントイン#小節' }),
    notOffered: 'これらのファイルにはクリックが入りません。',
  },

  report: { title: 'ラウドネスのレポート', beside: 'レポートを添付（JSON）' },

  nothing: {
    noSection: '書き出すセクションを選択してください。',
    noScene: '書き出すシーンを選択してください。',
    noVersion: '書き出すバージョンを選択してください。',
    unreadable: (names: readonly string[]) => `読み込めないステムがあります：${names.join('、')}。`,
    silent:
      'すべてのステムがミュートされているか音量が下げられているため、ファイルが無音になります。書き出すには、ミュートを解除してください。',
  },
  /** A heading; the reason follows. */
  without: (stem: string) => `${stem}なし。`,
  withoutMore: (count: number) => plural(count, { other: 'ほか#ステムもなし。' }),

  list: {
    title: '書き出し一覧',
    running: (percent: number) => `書き出し中 ${numberText(percent)}%`,
    runningAndWaiting: (percent: number, waiting: number) =>
      `書き出し中 ${numberText(percent)}%、待機中${numberText(waiting)}件`,
    clear: 'リストを消去',
  },

  entry: {
    cancel: (name: string) => `${name}をキャンセル`,
    showInFolder: 'フォルダに表示',
    dismiss: (name: string) => `${name}をリストから消す`,
    writing: (name: string) => `${name}を書き込み中`,
    percent: (percent: number) => `${numberText(percent)}%`,
    percentLeft: (percent: number, wait: string) => `${numberText(percent)}%、残り${wait}`,
    queued: '待機中',
    cancelled: 'キャンセルしました。',
    kept: (count: number) => plural(count, { other: '完成していた#ファイルは残っています。' }),
    stemsOf: (name: string) => `${name}のステム`,
    /** A heading; what is silent follows. */
    damaged: (stem: string) => `${stem}は破損しています。`,
    silentBriefly: '無音の部分は0.01秒未満です。',
    silentFor: (seconds: number) => `${numberText(seconds, seconds < 10 ? 2 : 0)}秒分が無音です。`,
  },

  /** What was measured of a file, and what was done to it. */
  outcome: {
    /** "−17.2 → −14.0": before and after. */
    loudness: (lufs: string) => `${lufs} LUFS`,
    truePeak: (dbtp: string) => `トゥルーピーク${dbtp} dBTP`,
    range: (lu: string) => `レンジ${lu} LU`,
    /** `level`: "−1.0 dB". */
    peak: (level: string) => `ピーク${level}FS。`,
    gain: (level: string) => `ゲイン${level}。`,
    limited: (db: string) => `最大${db} dBのリミッティング。`,
    notClipped: 'クリップなし。',
    clipped: (count: number) =>
      plural(count, {
        other: `${plainText(count)}サンプルがクリップしました。避けるには、マスターを下げてもう一度書き出してください。`,
      }),
  },
};
