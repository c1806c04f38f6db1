import { numberText, plural, ungroupedText } from '../intl.ts';
import type { Words } from '../shape.ts';

const credits = (count: number): string => `${ungroupedText(count)}クレジット`;

/** Dialogs that add, separate or remove a song, and what they cost. */
export const adding: Words['adding'] = {
  credits,
  aboutCredits: (count: number) => `約${credits(count)}`,
  /** The dialog that adds a song. */
  song: {
    title: '曲を追加',
    taskId: 'タスクID',
    tooMany: (found: number, most: number) =>
      `タスクIDが${numberText(found)}件見つかりました。一度に追加できるのは${numberText(most)}件までです。最初の${numberText(most)}件を取得し、残りの${numberText(found - most)}件は除外します。`,
    several: (found: number) => `タスクIDが${numberText(found)}件見つかりました。順番に取得します。`,
    severalKnown: (found: number, known: number) =>
      `タスクIDが${numberText(found)}件見つかりました（うち${numberText(known)}件はライブラリにあります）。順番に取得します。`,
    known: 'このタスクはすでにライブラリにあります。',
    hint: 'kie.aiのIDそのもの、またはコールバックやリンクなど、IDを含むテキスト。',
    found: '見つかったタスクID',
    isNew: '新規',
    inLibrary: (song: string) => `ライブラリにあります：${song}`,
    noKey: 'kie.aiのAPIキーがまだありません。取得にはkie.aiのAPIキーが必要です。',
    enterKey: 'キーを入力',
    fetch: 'ステムを取得',
    separation: '新しい分離',
    separationNote: '手持ちの曲、リンク、kie.aiの曲を、クレジットを使ってkie.aiでステムに分けます。',
    separate: '曲を分離',
    fromDisk: 'このコンピュータのステム',
    fromDiskNote:
      'MP3、WAV、FLAC、OGG、Opus、M4A：1ファイルが1ステムです。ライブラリにコピーされます。ウィンドウのどこにでもドロップできます。',
    chooseFolder: 'フォルダを選択',
    chooseFiles: 'ファイルを選択',
  },
  /** The dialog that buys a separation. */
  separation: {
    title: '新しい分離',
    source: '曲の種類',
    file: 'ファイル',
    link: 'リンク',
    service: 'kie.aiの曲',
    fileHint: '音声ファイルを選ぶか、ここにドロップしてください。kie.aiに送信され、3日後に削除されます。',
    asMp3: 'MP3で送信',
    chooseFile: 'ファイルを選択',
    chooseAnother: '別のものを選択',
    linkLabel: 'リンク',
    linkHint: 'ログインせずに開ける、音声ファイル自体へのリンク（20 MBまで）。',
    taskId: '曲のタスクID',
    taskIdHint: '曲を生成したタスク。分離したタスクではありません。',
    audioId: 'オーディオID',
    audioIdHint: 'そのタスクのどの曲か。',
    name: 'タイトル',
    noKey: 'kie.aiのAPIキーがまだありません。分離にはkie.aiのAPIキーが必要です。',
    enterKey: 'キーを入力',
    fetchIt: '取得する',
    showPurchases: '購入を表示',
    balanceAfter: (balance: number, after: number) => `現在${credits(balance)}、分離後は約${ungroupedText(after, 2)}`,
    balanceTooLow: (balance: number) => `現在${credits(balance)}（足りない可能性があります）`,
    askingBalance: 'クレジットを確認中',
    pay: (price: number) => `約${credits(price)}で分離`,
    payAnyway: (price: number) => `それでも約${credits(price)}で分離`,
    payAgain: (price: number) => `約${credits(price)}で再分離`,
    /** On the button beside a failure. */
    again: (price: number) => `再分離（約${credits(price)}）`,
    stems: 'ステム',
    kinds: {
      vocals: 'ボーカルとその他',
      twelve: '最大12ステム',
      one: '1つの楽器とその他',
    },
    kindNotes: {
      vocals: '2ステム',
      twelve: '聞こえるすべての楽器',
      one: '2ステム',
    },
    instrument: '楽器',
    instrumentHint: 'リストから選ぶか、別の名前を入力してください。',
    preparing: '準備中です。まだ支払いはありません。',
    encoding: '曲をMP3にエンコード中です。まだ支払いはありません。',
    uploading: (sent: string, total: string) => `アップロード中、${total}中${sent}。まだ支払いはありません。`,
    asking: 'kie.aiに分離を依頼しています。',
  },
  /** What was bought, and what became of it. */
  purchase: {
    instrumentAndRest: (instrument: string) => `${instrument}とその他`,
    midi: 'ステムのMIDI',
    lyrics: 'タイミング付き歌詞',
    sending: '進行中',
    refused: '受付不可',
    uncertain: '応答が不明確',
    notBought: '未購入',
    earlier: (day: string, spent: number) => `${day}に分離済みです（${credits(spent)}）。`,
    earlierAbout: (day: string, estimate: number) => `${day}に分離済みです（約${credits(estimate)}）。`,
    earlierUncertain: (day: string) =>
      `${day}の購入には明確な応答がありませんでした。支払いが済んでいる可能性があります。`,
  },
  /** The dialog of what the service has for a song beside its stems. */
  service: {
    title: (song: string) => `kie.aiの${song}`,
    taskId: '曲のタスクID',
    taskIdHint:
      '曲を生成したタスク。入力は一度だけです。タイトル、タグ、プロンプト、ジャケット、原曲を無料で取得できます。',
    fetch: '取得',
    which: 'どの曲ですか？',
    songAndLength: (song: string, length: string) => `${song}、${length}`,
    songTitle: 'タイトル',
    tags: 'タグ',
    none: 'なし',
    original: '原曲',
    originalKept: '比較用に保存済み',
    originalNotKept: '保存なし',
    prompt: 'プロンプト',
    kept: '曲と一緒に保存しました。',
    keptWithoutCover: '曲と一緒に保存しました（ジャケットを除く）。',
    keptWithoutOriginal: '曲と一緒に保存しました（原曲を除く）。',
    keptWithoutBoth: '曲と一緒に保存しました（ジャケットと原曲を除く）。',
    words: 'タイミング付き歌詞',
    noWords: 'この曲にはありません。',
    wordsKept: (count: number) => plural(count, { other: '#語を曲と一緒に保存しました。' }),
    wordsNeedId: '上の曲のタスクIDが必要です。',
    wordsNote: '曲の中での位置が付いた、各単語の歌詞。',
    fetchWords: (price: number) => `約${credits(price)}で歌詞を取得`,
    midi: 'MIDI',
    midiBought: '購入済みです。もう一度保存しても費用はかかりません。',
    midiNote: '各ステムの音符。1ステムにつき1つの.midファイル。',
    midiSaved: 'MIDIファイルを保存しました。',
    saveMidi: 'MIDIを保存',
    fetchMidi: (price: number) => `約${credits(price)}でMIDIを取得`,
    asking: 'kie.aiに問い合わせ中',
    balance: (balance: number) => `現在${credits(balance)}`,
  },
  /** The question before several songs are imported. */
  imports: {
    title: (songs: number) => `${numberText(songs)}曲を読み込みますか？`,
    note: (size: string) => `それぞれが1つの曲になります。合計${size}。`,
    list: '読み込む曲',
    stems: (count: number) => plural(count, { other: '#ステム' }),
    import: (songs: number) => `${numberText(songs)}曲を読み込む`,
  },
  /** What was left out of a song. */
  skipped: {
    stems: (count: number, song: string) => `${numberText(count)}ステムが${song}に入っていません。`,
    files: (count: number, song: string) =>
      `${numberText(count)}ファイルが${song}に入っていません。ファイル自体には手を加えていません。`,
  },
  /** The dialog of a library that is full. */
  space: {
    title: '空き容量を増やす',
    full: (limitGiB: number) =>
      `ライブラリが上限の${ungroupedText(limitGiB)} GiBに達しました。Stemroomが自動で削除できるものはもうありません。`,
    allow: (limitGiB: number) => `${ungroupedText(limitGiB)} GiBまで許可`,
    choose: 'または、ゴミ箱に入れる曲を選んでください（長く再生していない順）：',
    demo: '復元可能',
    again: (day: string) => `${day}まで再取得可能`,
    notAgain: '再ダウンロード不可',
    lost: (songs: number) => `このうち${numberText(songs)}曲は再ダウンロードできません。`,
    lostMeans: 'ゴミ箱を空にすると、ここにあるデータは失われます。',
    thenImport: 'その場合は、ステムをもう一度読み込んでください。',
    keep: 'すべて残す',
    move: (songs: number, size: string) => plural(songs, { other: `#曲（${size}）をゴミ箱に入れる` }),
  },
  /** The question before a song is removed. */
  removal: {
    title: (song: string) => `${song}を削除`,
    demo: 'デモ曲をゴミ箱に入れます。「設定」の「ライブラリ」でいつでも復元できます。',
    onlyCopy:
      'これらのステムはサービスから削除されているため、再ダウンロードできません。これが唯一のコピーかもしれません。',
    onlyCopyGoes: (size: string) =>
      `曲（${size}）とそのミックスをシステムのゴミ箱に入れます。ゴミ箱を空にすると失われます。`,
    goes: (size: string) => `曲（${size}）とそのミックスをシステムのゴミ箱に入れます。`,
    importedFiles: '読み込み元のファイルには手を加えません。',
    again: 'もう一度取得できます。',
    keep: '残す',
    move: 'ゴミ箱に入れる',
    moveOnlyCopy: '唯一のコピーをゴミ箱に入れる',
  },
};
