import { numberText, plainText, plural, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The strips of the mixer, scenes, and what is said of a mix. */
export const mixer: Words['mixer'] = {
  label: 'ミキサー',
  /** The unit of all levels, above the strips. */
  unit: 'dB',
  /** `level`: "−6.0", "+1.5" or "−∞". The text field reads "dB" back. */
  decibels: (level: string) => `${level} dB`,

  strip: {
    /** The tooltip of a stem that was measured. `loudness`: "−18.2 LUFS"; `truePeak`: "−1.3 dBTP". */
    measured: (stem: string, loudness: string, truePeak: string) => `${stem}：${loudness}、トゥルーピーク${truePeak}`,
    silent: (stem: string) => `${stem}：無音`,
    more: (stem: string) => `${stem}のその他の操作`,
    reset: 'ストリップをリセット',
    enterLevel: 'レベルを入力…',
    soloOnly: 'これだけをソロ',
    muteOnly: 'これだけをミュート',
    muteInLoop: 'ループ内でミュート',
    previewForward: '前に出して試聴',
    endPreview: '試聴を終了',
    mute: (stem: string) => `${stem}をミュート`,
    muteHint: (stem: string) => `${stem}をミュート · Alt+クリック：これだけ`,
    silencedHint: '無音：他のステムがソロ中 · Alt+クリック：これだけ',
    solo: (stem: string) => `${stem}をソロ`,
    soloHint: (stem: string) => `${stem}をソロ · Alt+クリック：これだけ`,
    /** On the buttons; there is room for one letter. */
    muteLetter: 'M',
    soloLetter: 'S',
  },

  level: {
    of: (stem: string) => `${stem}のレベル`,
    /** `label`: as `of`. */
    hint: (label: string) => `${label} · ダブルクリック：0 dB · Shift：微調整`,
    field: (stem: string) => `${stem}、レベル（dB）`,
    type: (stem: string) => `${stem}、レベルを入力`,
    typeHint: 'レベルをdBで入力',
  },

  pan: {
    of: (stem: string) => `${stem}のパン`,
    /** `label`: as `of`; `pan`: as the three below. */
    hint: (label: string, pan: string) => `${label}：${pan} · ダブルクリック：中央`,
    centre: '中央',
    left: (percent: number) => `左${numberText(percent)}%`,
    right: (percent: number) => `右${numberText(percent)}%`,
    /** Beside the knob; there is room for four characters. */
    short: {
      centre: 'C',
      left: (percent: number) => `L${numberText(percent)}`,
      right: (percent: number) => `R${numberText(percent)}`,
    },
  },

  click: {
    name: 'クリック',
    countIn: 'カウントイン',
    more: 'クリックのその他の操作',
    level: 'クリックのレベル',
    pan: 'クリックのパン',
    sounds: { beep: 'ビープ', wood: 'ウッドブロック', tick: 'チック' },
    onBeat: '1拍に1回',
    perBeat: (clicks: number) => plural(clicks, { other: '1拍に#回' }),
    noCountIn: 'カウントインなし',
    countInBars: (bars: number) => plural(bars, { other: 'カウントイン#小節' }),
    countInFirstPass: '初回だけカウントイン',
    countInEachPass: 'ループのたびにカウントイン',
    /** Steps of undo. */
    steps: {
      level: 'クリックのレベル',
      pan: 'クリックのパン',
      sound: 'クリックの音色',
      perBeat: '1拍あたりのクリック',
    },
  },

  /** What the corner of the mixer says of mute and solo, each of its own; a press clears them. */
  muted: (count: number) => plural(count, { other: 'ミュート#' }),
  soloed: (count: number) => plural(count, { other: 'ソロ#' }),
  clearMuteAndSolo: '全ステムのミュートとソロを解除',
  /** A stem that is heard forward for a while. */
  hearsForward: (stem: string) => `${stem}を前に`,
  /** G is the key on the keyboard. */
  endForward: '元のミックスに戻す（G）',

  scenes: {
    label: 'シーン',
    /** The name of a new scene. */
    numbered: (key: number) => `シーン${plainText(key)}`,
    name: 'シーンの名前',
    scene: (name: string) => `シーン：${name}`,
    changed: (name: string) => `シーン：${name}（変更あり）`,
    /** The key on the keyboard that recalls a scene. */
    key: (key: number) => `F${plainText(key)}`,
    hint: (name: string, key: number) =>
      `${name}（F${plainText(key)}）：クリックで呼び出し、Shift+クリックでミックスを上書き保存、ダブルクリックで名前を変更、別のシーンへドラッグでモーフ`,
    more: (name: string) => `シーン「${name}」のその他の操作`,
    rename: '名前を変更…',
    saveOver: 'ミックスを上書き保存',
    morphTo: (name: string, key: number) => `${name}へモーフ（F${plainText(key)}）`,
    remove: (name: string) => `${name}を削除`,
    save: 'シーンとして保存',
    saveHint: 'ミックスを新しいシーンとして保存',
    fullHint: '8つのシーンがすべて使われています。Shift+クリックで上書き保存できます',
    compare: 'シーンを比較',
    compareHint: '直近の2つのシーンを比較（B）',
    morph: 'シーン間でモーフ',
    morphHint: '直近の2つのシーン間でモーフ（Shift B）',
    closeMorph: 'モーフのフェーダーを閉じる',
    morphFader: 'モーフ',
    between: (percent: number, from: string, to: string) => `${from}から${to}へ${numberText(percent)}%`,
    /** `place`: the name of a scene, or as `between`. */
    morphFaderHint: (place: string) => `${place}。矢印キーで5%、Shiftを押しながらで1%動きます`,
  },

  /** Names of versions of a mix, in names of files too. */
  variants: {
    mix: 'ミックス',
    minus: (stem: string) => `${stem}なし`,
    forward: (stem: string) => `${stem}を前に`,
    instrumental: 'インストゥルメンタル',
    acappella: 'アカペラ',
    drumsAndBass: 'ドラムとベース',
  },

  /** A mix in words, in the comment of an exported file: "without Drums; Vocals −3.0 dB, 30 % left; master −1.0 dB". */
  inWords: {
    asItCame: '元のまま',
    only: (stems: readonly string[]) => `${stems.join('、')}のみ`,
    without: (stems: readonly string[]) => `${stems.join('、')}なし`,
    /** `set`: level and pan, or one of them. */
    stem: (stem: string, set: readonly string[]) => `${stem} ${set.join('、')}`,
    master: (level: string) => `マスター ${level}`,
    all: (said: readonly string[]) => said.join('；'),
  },

  speedAndKey: {
    percent: (percent: number) => `${roundedText(percent, 1)}%`,
    spokenPercent: (percent: number) => `${roundedText(percent, 1)}パーセント`,
    /** What differs from the recording. `speed`: as `percent`; `semitones`: "+2" or "−3.5". */
    speed: (speed: string) => `速度${speed}`,
    key: (semitones: string) => `キー${semitones}`,
    both: (speed: string, semitones: string) => `速度${speed}、キー${semitones}`,
    /** A transposition as it is read aloud. */
    asRecorded: '元のまま',
    semitones: (count: number) => plural(count, { other: '#半音' }),
    cents: (count: number) => plural(count, { other: '#セント' }),
    semitonesAndCents: (semitones: string, cents: string) => `${semitones}と${cents}`,
    higher: (interval: string) => `プラス${interval}`,
    lower: (interval: string) => `マイナス${interval}`,
  },

  setlists: {
    /** The name of a setlist that was given none. */
    unnamed: 'セットリスト',
    /** What is missing of a song. */
    notInLibrary: 'ライブラリにありません',
    onItsWay: 'まだ取得中です',
    stemsRemoved: '空き容量のためステムを削除済み',
    noStems: 'ステムがありません',
    someStems: (saved: number, count: number) => `${numberText(count)}ステム中${numberText(saved)}ステムあり`,
  },
};
