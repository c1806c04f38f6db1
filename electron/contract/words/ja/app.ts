import { numberText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The window around the rooms: header, state line, drop zone. */
export const app: Words['app'] = {
  header: {
    cover: (song: string) => `${song}のジャケット`,
    undo: (what: string, keys: string) => `元に戻す：${what}（${keys}）`,
    nothingToUndo: '元に戻す操作はありません',
    redo: (what: string, keys: string) => `やり直す：${what}（${keys}）`,
    nothingToRedo: 'やり直す操作はありません',
    resetMix: 'ミックスをリセット',
    resetMixTitle: 'ミックスを元の状態に戻す',
    saveScene: 'シーンとして保存',
    saveSceneTitle: (keys: string) => `ミックスをシーンとして保存（${keys}）`,
    export: '書き出し',
  },
  state: {
    filesMissing: (count: number) => plural(count, { other: '#ファイルなし' }),
    readOnly: '読み取り専用',
    dropouts: (count: number) => plural(count, { other: '音切れ#回' }),
    dropoutsTitle: 'コンピュータの処理が一瞬間に合わず、音が短く途切れました。',
  },
  drop: {
    toSeparate: '分離する曲をドロップ',
    stems: 'ステム、フォルダ、ステムのZIP、タスクIDをドロップ',
  },
  /** A song that is on its way, or did not come. */
  arrival: {
    failed: 'この曲をダウンロードできませんでした',
    stillProcessing: 'まだ処理中です',
    stoppedChecking: (wait: string) => `kie.aiは${wait}たっても分離中です。Stemroomは確認を停止しました。`,
    checkAgain: '再確認',
    fetching: (song: string) => `${song}を取得中`,
    soFar: (wait: string) =>
      `経過${wait}、通常は1〜5分です。作業を続けても終了しても構いません。Stemroomが後で再開します。`,
    stemsAppear: '届いたステムからここに表示されます。',
    evicted: '空き容量を増やすため、Stemroomがこの曲のステムを削除しました。',
    evictedAgain: 'もう一度取得できます。',
    evictedUntil: (day: string) => `${day}まで、もう一度取得できます。`,
    evictedPast: (day: string) => `再取得の期限は${day}まででした。`,
    fetchAgain: '再取得',
    fetchRest: '残りを取得',
    filesMissing: (count: number) => `${numberText(count)}個のステムファイルが見つかりません。`,
    filesMissingHelp: '元の場所に戻すか、ディスクを接続してください。',
    readOnly: 'この曲は読み取り専用です。',
    readOnlyMeans: '再生とミックスはできますが、変更は保存されません。',
  },
  stage: {
    label: '曲',
    noLibrary: 'ライブラリが見つかりません',
    chooseFolder: '別のフォルダを選択',
    dropHere: 'ここにステムをドロップ',
    bringBackDemo: 'デモ曲を復元',
  },
  facts: {
    finding: (percent: number) => `テンポとキーを解析中、${numberText(percent)}%`,
    findingTitle: 'ラウドネス、テンポ、キーを曲ごとに一度だけ解析します',
  },
  /** What stands around the list of songs, and what the menu of a song offers. */
  panel: {
    label: 'ライブラリ',
    hide: 'ライブラリを隠す',
    show: 'ライブラリを表示',
    tabs: 'パネルの表示',
    songs: '曲',
    setlist: 'セットリスト',
    searchSongs: '曲を検索',
    search: '検索',
    noMatch: '一致する曲がありません。',
    addSong: '曲を追加',
    addSongTitle: (keys: string) => `曲を追加（${keys}）`,
    settings: '設定',
    settingsTitle: (keys: string) => `設定（${keys}）`,
    addToSetlist: 'セットリストに追加',
    openFolder: 'フォルダを開く',
    stemsLeftOut: (count: number) => `除外したステム（${numberText(count)}）`,
    filesLeftOut: (count: number) => `除外したファイル（${numberText(count)}）`,
    serviceSong: '歌詞、ジャケット、MIDI',
    keep: '常に残す',
    doNotKeep: '常に残す設定を解除',
    cancelFetching: '取得をキャンセル',
    checkAgain: '再確認',
    fetchRest: '残りを取得',
    fetchAgain: '再取得',
  },
  /** A server that is asked about before anything is fetched from it. */
  host: {
    title: 'このサーバーから取得しますか？',
    question: (host: string) =>
      `サービスによると、ステムは${host}にあります。Stemroomの知らないサーバーです。APIキーがそこに送信されることはありません。回答は記憶されます。`,
    refuse: '取得しない',
    allow: (host: string) => `${host}を許可`,
  },
};
