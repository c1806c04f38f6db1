import { plainText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The lanes, the ruler and what lies above them. */
export const lanes: Words['lanes'] = {
  zoomOut: '縮小',
  zoomIn: '拡大',
  showWhole: '曲全体を表示',

  lane: {
    fetching: (stem: string) => `${stem}を取得中`,
    queued: '待機中',
    notDownloaded: '未ダウンロード',
    drawing: '波形を描画中',
  },

  /** Notes at the end of a lane, in small letters. */
  notes: {
    silent: '無音',
    silentHint: 'このステムは無音です。',
    /** `layout`: such as 5.1. */
    mixedDown: (layout: string) => `${layout}からダウンミックス`,
    damagedHint: 'このファイルは一部が破損しています。その箇所は無音で再生されます。',
    lookAgain: (stem: string) => `${stem}をもう一度探す`,
    aligned: '補正済み',
    takeBack: (stem: string) => `${stem}は位置合わせ済み：元に戻す`,
    align: '合わせる',
    alignStem: (stem: string) => `${stem}の位置を合わせる`,
  },

  ruler: {
    hint: 'クリックで移動、ドラッグでループ（Alt：小節に合わせない）、ダブルクリックで解除。',
    /** `length`: as "0:16.0". */
    hintWithLoop: (length: string) =>
      `クリックで移動、ドラッグでループ（Alt：小節に合わせない）、ダブルクリックで解除。ループ：${length}`,
    /** The bars as "9" or "9.3". */
    hintWithBars: (from: string, to: string, length: string) =>
      `クリックで移動、ドラッグでループ（Alt：小節に合わせない）、ダブルクリックで解除。ループ：小節${from}〜${to}、${length}`,
    /** The button that changes what the ruler shows. */
    shows: { bars: '小節', time: '時間' },
    showsLabel: { bars: 'ルーラーの表示：小節', time: 'ルーラーの表示：時間' },
    showsHint: { bars: 'ルーラーに時間を表示', time: 'ルーラーに小節を表示' },
  },

  loop: {
    label: 'ループ',
    /** What is said of the loop, each of its own: its place, its repeats, its speed, its pass. */
    with: (said: readonly string[]) => `ループ、${said.join('、')}`,
    hint: (said: readonly string[]) => `${said.join('、')}：ループの範囲、回数、速度。Deleteで削除`,
    pass: (pass: number) => `${plainText(pass)}回目`,
    passAt: (pass: number, percent: number) => `${plainText(pass)}回目、${roundedText(percent, 1)}%`,
    /** Before the two fields of a line: "From 9 to 17". */
    from: '範囲',
    to: '〜',
    fromField: 'ループの始点',
    toField: 'ループの終点',
    /** What can be typed. The fields read a time with a point, as here. */
    boundsHint: '9のような小節、9.3のような拍、または0:16.0のような時間。',
    timesHint: '0:16.0のような時間。',
    badStart: 'ループをそこから始めることはできません。',
    badEnd: 'ループをそこで終えることはできません。',
    repeats: '繰り返し',
    then: 'その後',
    afterLastPass: '最後の回の後',
    goOn: '続ける',
    stop: '停止',
    /** A line of three fields: "Speed up: + 5 %, every 2 passes, up to 100 %". Each text stands before or after a field. */
    speedUp: '段階的に速く',
    faster: '速くする割合（%）',
    beforeFaster: '+',
    afterFaster: '%',
    passesPerStep: '1段階あたりの回数',
    beforePasses: '間隔',
    afterPasses: '回',
    targetSpeed: '目標の速度（%）',
    beforeTarget: '上限',
    afterTarget: '%',
    slowerHint: '開始時の速度を遅く設定してください。',
    chain: 'チェーン',
    unchain: (section: string, place: number) => `${plainText(place)}番目の${section}を外す`,
  },

  sections: {
    label: 'セクション',
    name: 'セクションの名前',
    loop: (section: string) => `${section}をループ`,
    /** `places`: where the section is in a chain of them, as "1, 3". */
    loopInChain: (section: string, places: string) => `${section}をループ（チェーンの${places}番目）`,
    hint: (section: string) =>
      `${section}：クリックでループ、Shiftでループを延長、Ctrlで他の後に続けて再生、ダブルクリックかF2で名前を変更、Cで色を変更、Deleteで削除、Ctrl ← →で先頭を移動、Shiftも押すと末尾、Altも押すと小節に合わせない`,
  },

  chords: {
    label: 'コード',
    hint: 'ダブルクリックでコードを入力',
    /** A chord that a capo makes another: the shape, and what is heard. */
    sounds: (shape: string, heard: string) => `${shape}（実音${heard}）`,
    /** `chord`: its symbol, or as `sounds`. */
    chordHint: (chord: string) =>
      `${chord}：クリックで移動、ドラッグかCtrl ← →で位置を変更（Alt：拍に合わせない）、ダブルクリックかF2で入力、Deleteで削除`,
    field: 'コード',
    fieldHint: 'Enterで確定、スペースで次の拍、Tabで次の小節',
    menu: 'コード',
    menuWithCapo: (fret: number) => `コード、カポ${plainText(fret)}`,
    menuHint: 'コード：カポ、読み込み、保存',
    /** On the button of the menu, in small letters. */
    button: 'コード',
    buttonWithCapo: (fret: number) => `カポ${plainText(fret)}`,
    import: 'コードを読み込む…',
    save: 'ChordProで保存…',
    remove: 'コードをすべて削除',
    noCapo: 'カポなし',
    capo: (fret: number) => `カポ${plainText(fret)}`,
  },

  /** Places where a stem is lowered or muted. */
  stretches: {
    muted: 'ミュート',
    /** `level`: "−6.0 dB", or as `muted`. */
    here: (stem: string, level: string) => `${stem}、ここは${level}`,
    hint: (level: string) =>
      `${level}：上下にドラッグ（↑ ↓）、端は左右にドラッグ（Ctrl ← →、Shiftも押すと終わりの端、Altも押すと小節に合わせない）、Deleteで削除`,
  },

  words: {
    label: '歌詞のタイミング',
    between: (word: string, fromSeconds: number, toSeconds: number) =>
      `${word}、${plainText(fromSeconds, 2)}〜${plainText(toSeconds, 2)}秒`,
    hint: (word: string) =>
      `${word}：ドラッグで移動（, .）、Shiftで行、Ctrlで全体（Alt , .）。端もドラッグできます（Ctrl ← →、Shiftも押すと終わりの端）。Altで立ち上がりに吸着しません。Oで吸着、Enterで行を分割、Shift Enterで結合`,
  },
};
