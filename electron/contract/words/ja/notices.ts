import { plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Toasts and states of the page, and names of the steps that undo takes back. */
export const notices: Words['notices'] = {
  /** `name`: of a file, or of the folder of several. */
  saved: (name: string) => `${name}を保存しました`,
  savedWithout: (name: string, stems: readonly string[]) => `${name}を保存しました（${stems.join('、')}を除く）`,

  songs: {
    added: (title: string) => `${title}をライブラリに追加しました`,
    separating: (title: string) => `${title}を分離しています`,
    imported: (title: string) => `${title}を読み込みました`,
    severalImported: (count: number) => plural(count, { other: `${plainText(count)}曲を読み込みました` }),
    /** Files of an import that are no stems. */
    filesLeftOut: (title: string, count: number) =>
      `${title}：${plural(count, { other: `${plainText(count)}ファイルを除外しました` })}`,
    showFilesLeftOut: '内容を表示',
    importCancelled: '読み込みをキャンセルしました。何も追加されていません。',
    restCancelled: '読み込みをキャンセルしました。残りは追加されていません。',
    /** Beside a failure: which song of several it is about. */
    detailOf: (title: string, detail: string) => `${title}：${detail}`,
    tooManyFiles: (count: number) => `${plainText(count)}ファイル`,
    nothingNew: (title: string) => `${title}には、サービスにあるすべてのステムが揃っています`,
    nothingNewUntitled: 'この曲には、サービスにあるすべてのステムが揃っています',
    libraryMoved: (folder: string) => `ライブラリの場所が${folder}になりました`,
    libraryUsed: (folder: string) => `${folder}の曲を使うようになりました`,
  },

  purchases: {
    uncertain: '購入への応答がありませんでした。支払いが済んでいる可能性があります',
    saved: '購入履歴を保存しました',
  },

  mixing: {
    /** X is the key on the keyboard. */
    loopFirst: '先にループを設定してください。Xでループ内のステムをミュートします',
    scenesFull: '8つのシーンがすべて使われています。Shift+F1〜F8で上書き保存できます',
    /** `key`: such as F3. */
    noScene: (key: string) => `${key}にシーンはありません。Shift ${key}でミックスを保存できます`,
  },

  sheet: {
    chordsGuessed: '位置のないコードは1小節ごとに並べました。正しい位置にドラッグしてください',
    noOnset: '近くにボーカルの立ち上がりがありません',
  },

  setlists: {
    songAdded: (title: string, setlist: string) => `${title}を${setlist}に追加しました`,
    songAddedUnnamed: (title: string) => `${title}をセットリストに追加しました`,
    allComplete: 'セットリストの曲はすべて揃っています',
    incomplete: (count: number) => plural(count, { other: `セットリストの${plainText(count)}曲が揃っていません` }),
    /** `reason`: one line that may end with a full stop. */
    skipped: (title: string, reason: string) => `${title}をスキップしました：${reason}`,
    /** The name of a new setlist, and of further ones. */
    name: 'セットリスト',
    numberedName: (number: number) => `セットリスト${plainText(number)}`,
  },

  exports: {
    /** The name of the file of the click, in place of that of a version. */
    click: 'クリック',
    /** A version of the song and a section of it, in names of files too. */
    versionOfSection: (version: string, section: string) => `${version}、${section}`,
    /** Why a stem is left out, in a row of them. `reason`: one line that may end with a full stop. */
    stemLeftOut: (stem: string, reason: string) => `${stem}：${reason.replace(/[.。]$/, '')}`,
    stemsLeftOut: (stems: readonly string[]) => stems.join('；'),
  },

  /** What the command line is told when it asks for what the song does not have. */
  requests: {
    noStem: (word: string, stems: readonly string[]) => `${word}はありません。ステム：${stems.join('、')}`,
    noLoop: 'このミックスにループはありません',
    noSection: (name: string) => `この曲に「${name}」というセクションはありません`,
    noScenes: 'この曲にシーンはありません',
    noScene: (name: string, scenes: readonly string[]) =>
      `この曲に「${name}」というシーンはありません。シーン：${scenes.join('、')}`,
  },

  /** Names of the steps that undo takes back. */
  steps: {
    mix: {
      level: (stem: string) => `${stem}のレベル`,
      pan: (stem: string) => `${stem}のパン`,
      mute: (stem: string) => `${stem}をミュート`,
      unmute: (stem: string) => `${stem}のミュートを解除`,
      solo: (stem: string) => `${stem}をソロ`,
      unsolo: (stem: string) => `${stem}のソロを解除`,
      clearMuteAndSolo: 'ミュートとソロを解除',
      master: 'マスターレベル',
      speed: '速度',
      key: 'キー',
      drumsKeepPitch: 'ドラムは移調しない',
      drumsFollowKey: 'ドラムも移調する',
      asRecorded: '元の速度とキー',
      align: (stem: string) => `${stem}の位置を合わせる`,
      unalign: (stem: string) => `${stem}の位置合わせを解除`,
      resetStrip: (stem: string) => `${stem}をリセット`,
      reset: 'ミックスをリセット',
    },
    scenes: {
      save: (scene: string) => `${scene}を保存`,
      saveOver: (scene: string) => `${scene}に上書き保存`,
      recall: (scene: string) => `${scene}を呼び出す`,
      compare: 'シーンを比較',
      morph: (from: string, to: string) => `モーフ：${from} – ${to}`,
      rename: 'シーンの名前を変更',
      remove: (scene: string) => `${scene}を削除`,
    },
    loop: {
      set: 'ループ',
      remove: 'ループを削除',
      chain: 'セクションのチェーン',
      /** `passes`: such as ×4, or ∞ without end. */
      repeats: (passes: string) => `繰り返し${passes}`,
      after: 'ループの後',
      ramp: '段階的に速く',
      rampOn: '段階的に速く：オン',
      rampOff: '段階的に速く：オフ',
    },
    click: {
      on: 'クリック：オン',
      off: 'クリック：オフ',
      countIn: (bars: number) => plural(bars, { other: 'カウントイン#小節' }),
      countInOff: 'カウントイン：オフ',
    },
    beats: {
      asEstimated: '拍を推定どおりに',
      tempo: 'テンポ',
      tapped: 'タップしたテンポ',
      twice: 'テンポを2倍に',
      half: 'テンポを半分に',
      nudge: '拍を微調整',
      moveOne: '1拍目を移動',
      thisIsOne: 'ここが1拍目',
      /** `meter`: such as 6/8. */
      meter: (meter: string) => `拍子${meter}`,
    },
    sections: {
      add: '新規セクション',
      rename: 'セクションの名前を変更',
      recolour: 'セクションの色',
      remove: 'セクションを削除',
      move: 'セクションを移動',
    },
    stretches: {
      add: (stem: string) => `${stem}のオートメーション`,
      move: '区間を移動',
      level: '区間のレベル',
      remove: '区間を削除',
    },
    chords: {
      set: (chord: string) => `コード${chord}`,
      remove: 'コードを削除',
      move: 'コードを移動',
      capo: (fret: number) => `カポ${plainText(fret)}`,
      noCapo: 'カポなし',
      import: 'コードを読み込む',
      removeAll: 'コードをすべて削除',
    },
    lyrics: {
      import: '歌詞を読み込む',
      type: '歌詞を入力',
      fromService: 'kie.aiの歌詞',
      remove: '歌詞を削除',
      timeWord: '単語のタイミングを入力',
      stepBack: '1つ戻る',
      earlier: '歌詞を早く',
      later: '歌詞を遅く',
      splitLine: '行を分割',
      joinLines: '行を結合',
      snapWord: '単語をボーカルに合わせる',
      snapAll: '全単語をボーカルに合わせる',
      guess: '行のタイミングを推測',
      moveWord: '単語を移動',
      moveLine: '行を移動',
      moveAll: '歌詞全体を移動',
    },
    setlists: {
      addSong: (title: string) => `${title}を追加`,
      addSongs: '曲を追加',
      create: '新規セットリスト',
      rename: 'セットリストの名前を変更',
      remove: (setlist: string) => `${setlist}を削除`,
      move: (title: string) => `${title}を移動`,
      takeOut: (title: string) => `${title}を外す`,
      note: (title: string) => `${title}のメモ`,
      ending: (title: string) => `${title}の後の動作`,
      speedAndKey: (title: string) => `${title}の速度とキー`,
      import: (setlist: string) => `${setlist}を読み込む`,
    },
  },
};
