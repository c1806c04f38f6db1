import { numberText, plainText, plural, roundedText, ungroupedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The transport bar, the master, and tempo, key and details of a song. */
export const transport: Words['transport'] = {
  bar: {
    label: 'トランスポート',
    toStart: '先頭へ',
    toStartHint: '先頭に戻る（Home）',
    play: '再生',
    playHint: '再生（スペース）',
    pause: '一時停止',
    pauseHint: '一時停止（スペース）',
    stop: '停止',
    loop: 'ループ',
    loopHint: 'ループ（L）',
    noLoopHint: 'ループ（ルーラー上をドラッグして設定）',
    click: 'クリック',
    clickHint: (countInBars: number) =>
      countInBars === 0
        ? 'クリック（K）、カウントイン（Shift K）：オフ'
        : `クリック（K）、カウントイン（Shift K）：${plural(countInBars, { other: '#小節' })}`,
    noClickHint: 'クリック（拍がまだわかりません）',
  },
  original: {
    name: '原曲',
    hint: 'Oキーでミックスと原曲を同じ音量で切り替え',
    none: 'この曲には比較できる原曲がありません',
    mixLowered: (level: string) => `ミックス ${level}`,
    mixLoweredHint: '原曲と同じ音量になるようミックスを下げています。押すと比較を終了します。',
  },
  position: {
    label: '再生位置',
    /** Both as "1:04.2". */
    of: (position: string, length: string) => `${position}（全体${length}）`,
    hint: 'クリックで移動',
    hintWithFrame: 'クリックで移動。枠をドラッグしてスクロール（Ctrl ← →）。',
    /** Before the number of the bar in the readout. */
    bar: '小節',
  },
  speed: {
    label: '速度',
    menu: '速度の一覧',
    /** An entry of the menu: "75 %" and the tempo that it comes to, "84 bpm". */
    withTempo: (speed: string, tempo: string) => `${speed} · ${tempo}`,
    spokenWithTempo: (speed: string, tempo: string) => `${speed}、${tempo}`,
    enter: '速度を入力…',
    enterOrTempo: '速度かテンポを入力…',
    hint: '速度（音の高さは変わりません。Alt ← →）：ドラッグで変更、Shiftで微調整、Enterで%を入力、ダブルクリックで100%',
    hintOrTempo:
      '速度（音の高さは変わりません。Alt ← →）：ドラッグで変更、Shiftで微調整、Enterで%またはテンポを入力、ダブルクリックで100%',
  },
  key: {
    label: 'キー',
    semitones: 'キー（半音単位）',
    semitonesHint:
      'キーを半音単位で変更（速度は変わりません。Alt ↑ ↓）：ドラッグで変更、Shiftでセント単位、Enterで入力、ダブルクリックでリセット',
    /** A transposition in words and the key that it comes to. */
    spokenWithKey: (transposition: string, key: string) => `${transposition}、${key}`,
    cents: 'キー（セント単位）',
    centsHint: 'セント単位のチューニング：ドラッグで変更、Enterで入力、ダブルクリックでリセット',
    /** `cents` as "+8". The text field reads "ct" back. */
    centsShown: (cents: string) => `${cents} ct`,
    /** Negative for lower. */
    centsSpoken: (cents: number) => `${ungroupedText(cents)}セント`,
    drums: 'ドラムは移調しない',
    noDrums: 'この曲にドラムはありません',
    drumsKept: 'ドラムは移調されません',
    drumsTransposed: 'ドラムも移調されます',
  },
  master: {
    name: 'マスター',
    level: 'マスターレベル',
    clip: 'CLIP',
    clipped: 'クリップしました：ランプをリセット',
    clippedHint: 'ミックスがクリップしました。クリックで消灯します。',
    noClipping: 'クリップなし',
    loudness: 'ここまでのラウドネス',
    loudnessHint:
      '再生を始めてからのラウドネス：上は全体（インテグレーテッド）、下は直近3秒（ショートターム）。クリックで測り直します。',
    lufs: 'LUFS',
    /** Beside the short-term loudness; there is room for about five letters. */
    shortTerm: '短期',
  },
  song: {
    /** `root` as "C", "F#" or "Bb"; the whole name of the key: "F# major". */
    keyName: (root: string, mode: 'major' | 'minor') => (mode === 'major' ? `${root}メジャー` : `${root}マイナー`),
    /** A measured or played tempo: "87.5 bpm". The text field reads "bpm" back. */
    bpm: (bpm: number) => `${roundedText(bpm, 1)} bpm`,
    /** How sure an estimate is. */
    confidence: { high: '確度高', middle: '確度中', low: '推測' },
    estimated: (value: string) => `≈ ${value}`,
    key: {
      set: 'キーを設定',
      notKnown: 'キー、不明',
      perhaps: (key: string) => `キー、おそらく${key}`,
      stated: (key: string) => `キー、${key}`,
      byYouHint: 'キー（設定済み）',
      unknownHint: 'キー不明',
      estimateHint: (confidence: string) => `元のキーの推定（${confidence}）`,
      unknown: '不明',
      backTo: (key: string) => `≈ ${key}に戻す`,
    },
    tempo: {
      label: 'テンポ',
      set: 'テンポを設定',
      notKnown: 'テンポ、不明',
      about: (tempo: string) => `テンポ、約${tempo}`,
      stated: (tempo: string) => `テンポ、${tempo}`,
      byYouHint: 'テンポ（設定済み）',
      estimateHint: (estimate: string) => `元のテンポの推定（${estimate}）`,
      noEstimateHint: '元のテンポの推定（なし）',
      /** An estimated tempo and how sure it is: "112 bpm, likely". */
      estimate: (tempo: string, confidence: string) => `${tempo}、${confidence}`,
      estimateLine: (estimate: string) => `推定：${estimate}`,
      noEstimateLine: '推定：なし',
      field: 'テンポ（bpm）',
      unit: 'bpm',
      double: '2倍の速さ',
      halve: '半分の速さ',
      tap: 'タップ',
      tapHint: '拍に合わせてタップ',
      tapInSongHint: '1拍目から拍に合わせてタップ（T）',
      confirm: '決定',
      leaveOpen: '未設定のまま',
      backToEstimate: '推定値に戻す',
    },
    beats: {
      label: '拍',
      earlier: '拍を5 ms早く',
      earlierHint: '拍を5 ms早く（,）',
      earlierShort: '◀ 5 ms',
      later: '拍を5 ms遅く',
      laterHint: '拍を5 ms遅く（.）',
      laterShort: '5 ms ▶',
      oneEarlier: '1拍目を1拍前へ',
      oneEarlierHint: '1拍目を1拍前へ（Shift ,）',
      oneEarlierShort: '◀ 拍',
      oneLater: '1拍目を1拍後へ',
      oneLaterHint: '1拍目を1拍後へ（Shift .）',
      oneLaterShort: '拍 ▶',
      oneHere: 'ここが1拍目',
      oneHereHint: '再生位置の拍を小節の頭にする',
      timeSignature: '拍子',
      fromThisBar: 'この小節から',
      countIn: 'カウントイン',
      countInBars: (bars: number) => (bars === 0 ? 'カウントインなし' : plural(bars, { other: 'カウントイン#小節' })),
      everyPass: 'ループのたびに',
    },
    /** Names that are offered for the sections of a song, in the order songs mostly have them. */
    usualSections: {
      intro: 'イントロ',
      verse: 'Aメロ',
      preChorus: 'Bメロ',
      chorus: 'サビ',
      bridge: 'Cメロ',
      solo: 'ソロ',
      break: 'ブレイク',
      outro: 'アウトロ',
    },
    /** A section that none of these names is left for. */
    sectionNumber: (place: number) => `セクション${plainText(place)}`,
    /** Where a loop is; a bar as "9". */
    bar: (bar: string) => `小節${bar}`,
    bars: (from: string, to: string) => `小節${from}〜${to}`,
    /** Times as "0:16.0". */
    times: (from: string, to: string) => `${from}〜${to}`,
    /** A speed that climbs over the passes of a loop, in percent: "80→100 % +5". */
    ramp: (from: number, to: number, step: number) =>
      `${roundedText(from, 1)}→${roundedText(to, 1)}% +${roundedText(step, 1)}`,
    details: {
      label: '曲の詳細',
      sampleRate: (kilohertz: number) => `${roundedText(kilohertz, 3)} kHz。`,
      noOriginal: 'ステムと比較する原曲がありません。',
      /** How well the stems add up to the original. */
      residual: (db: number) => `ステムの合計と原曲との差は${numberText(db, 1)} dBです。`,
      table: 'ステムのラウドネス',
      stem: 'ステム',
      loudness: 'ラウドネス',
      truePeak: 'トゥルーピーク',
      notHeard: '未測定',
      silent: '無音',
      lufs: (lufs: number) => `${numberText(lufs, 1)} LUFS`,
      dbtp: (db: number) => `${numberText(db, 1)} dBTP`,
    },
    /** Why the sound of a stem cannot be played. `codec`, `container` and `format` are what their makers call them: "AC-3", "MP4". */
    unplayable: {
      empty: 'ファイルが空です。',
      indexMissing: 'インデックスがありません。ファイルが途中で切れています。',
      indexContradicts: 'インデックスに矛盾があります。',
      noTrack: '音声トラックがありません。',
      noSound: '音が入っていません。',
      noFrames: (format: string) => `${format}のフレームがありません。`,
      otherFile: (format: string) => `${format}ファイルではありません。`,
      soundFirst: '音声データが、その記述より前にあります。',
      noDescription: '音声データの記述がありません。',
      descriptionCutOff: '音声データの記述が途中で切れています。',
      noPacketTable: 'パケットテーブルがありません。',
      chunkWithoutSize: 'サイズのないチャンクがあります。',
      falseSamples: 'サンプルに関する記述が実際と異なります。',
      frameBytes: (bytes: number) => `${plainText(bytes)}バイトのフレームには対応していません。`,
      noChannels: 'チャンネルがありません。',
      unnamedChannels: (channels: number) =>
        `${plainText(channels)}個のチャンネルがありますが、配置が記されていません。`,
      tooManyChannels: (channels: number, most: number) =>
        `${plainText(channels)}個のチャンネルがありますが、ダウンミックスできるのは${plainText(most)}個までです。`,
      rateTooLow: (kilohertz: number) => `サンプルレートが8 kHz未満です（${roundedText(kilohertz, 3)} kHz）。`,
      rateTooHigh: (kilohertz: number) => `サンプルレートが384 kHzを超えています（${roundedText(kilohertz, 3)} kHz）。`,
      codec: (codec: string) => `音声は${codec}のため、ここではデコードできません。`,
      /** A name that stands in the file. */
      codecNamed: (name: string) => `音声は「${name}」のため、ここではデコードできません。`,
      /** A variant of a codec that is decoded otherwise. */
      codecVariant: (codec: string) => `音声は${codec}の特殊な形式のため、ここではデコードできません。`,
      codecInside: (codec: string, container: string) =>
        `音声は${container}に入った${codec}のため、ここではデコードできません。`,
      codecInsideFilm: (codec: string) => `音声は動画に入った${codec}のため、ここではデコードできません。`,
      film: '動画のため、ここではデコードできません。',
      filmOf: (codec: string) => `${codec}の動画のため、ここではデコードできません。`,
      protected: '音声はApple（FairPlay）で保護されているため、ここではデコードできません。',
      encrypted: '音声は暗号化されているため、ここではデコードできません。',
      windowsCodec: '音声はWindowsのコーデックのため、ここではデコードできません。',
      pcm: (bits: number) => `音声は${plainText(bits)}ビットPCMのため、ここではデコードできません。`,
      unknown: '音声は不明な形式のため、ここではデコードできません。',
      unknownNumber: (kind: number) => `音声は不明な形式（${plainText(kind)}）のため、ここではデコードできません。`,
      unknownFormat: (format: number, bits: number) =>
        `音声は不明な形式（フォーマット${plainText(format)}、${plainText(bits)}ビット）のため、ここではデコードできません。`,
    },
    /** Notes beside a stem. */
    notes: {
      lateToOriginal: (milliseconds: number) =>
        `このステムは原曲より${numberText(milliseconds, 1)} ms遅れています。「合わせる」で正しい位置に移ります。`,
      earlyToOriginal: (milliseconds: number) =>
        `このステムは原曲より${numberText(milliseconds, 1)} ms進んでいます。「合わせる」で正しい位置に移ります。`,
      lateByLength: (milliseconds: number) =>
        `このファイルはエンコーダーが先頭に加える分だけ他より長いため、音が${numberText(milliseconds, 1)} ms遅れています。「合わせる」で正しい位置に移ります。`,
      earlyByLength: (milliseconds: number) =>
        `このファイルはエンコーダーが先頭に加える分だけ他より長いため、音が${numberText(milliseconds, 1)} ms進んでいます。「合わせる」で正しい位置に移ります。`,
      alignedEarlier: (milliseconds: number) =>
        `ファイルより${numberText(milliseconds, 1)} ms早く再生します。押すとファイルどおりの位置に戻ります。`,
      alignedLater: (milliseconds: number) =>
        `ファイルより${numberText(milliseconds, 1)} ms遅く再生します。押すとファイルどおりの位置に戻ります。`,
      bridged: (count: number) => plural(count, { other: '破損した箇所を#か所補間しました' }),
      mixedDown:
        'Stemroomは2チャンネルで再生します。センターとサラウンドはITU-R BS.775に従ってミックスし、低域（LFE）は省きます。',
    },
  },
};
