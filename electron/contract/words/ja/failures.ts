import { plainText, plural, ungroupedText } from '../intl.ts';
import type { Words } from '../shape.ts';

const savedStillPlays = '保存済みのものは引き続き再生できます。';
const nothingBought = '購入は行われていません。';
const sessionOnlyKey = 'APIキーは終了するまで有効です。';
const nothingChanged = '何も変更されていません。';
const taskKept = 'タスクはライブラリに残っています。';

/** What went wrong: what happened, what Stemroom did, what the user can do. */
export const failures: Words['failures'] = {
  kinds: {
    malformedTaskId: {
      happened: 'このテキストにはタスクIDが見つかりません。',
      did: 'サービスへの問い合わせは行っていません。',
      canDo: '分離タスクのIDを貼り付けてください。8〜64文字の英数字・-・_、またはtaskId=を含むテキストを使えます。',
    },
    noKey: {
      happened: 'kie.aiのAPIキーがまだありません。',
      did: taskKept,
      canDo: '設定でkie.aiのAPIキーを保存してから、もう一度お試しください。',
    },
    keyRefused: {
      happened: 'サービスがAPIキーを拒否しました。',
      did: `取得を中止しました。${taskKept}`,
      canDo: '設定でAPIキーを確認するか、kie.aiで新しいキーを作成してください。',
    },
    outOfCredits: {
      happened: 'アカウントのクレジットが残っていません。',
      did: `取得を中止しました。${savedStillPlays}`,
      canDo: 'kie.aiでクレジットを追加してから、もう一度お試しください。',
    },
    taskNotFound: {
      happened: 'サービスにこのタスクが見つかりません。',
      did: '何も取得していません。',
      canDo: '曲ではなく分離タスクのIDを使ってください。記録は約2か月で削除されます。',
    },
    taskRejected: {
      happened: 'サービスがこのタスクIDを受け付けません。',
      did: '何も取得していません。',
      canDo: '分離タスクのIDかどうかを確認してください。',
    },
    sourceUnreachable: {
      happened: 'kie.aiが曲を読み込めませんでした。',
      did: '何も取得していません。',
      canDo: 'タスクが示す場所に曲がまだあるか確認してから、もう一度分離してください。',
    },
    maintenance: {
      happened: 'サービスはメンテナンス中です。',
      did: `数回問い合わせました。${taskKept}`,
      canDo: 'しばらくしてから、もう一度お試しください。',
    },
    rateLimited: {
      happened: 'kie.aiへのリクエストが多すぎます。',
      did: '指定された時間だけ待ってから中止しました。',
      canDo: '数分後にもう一度お試しください。',
    },
    serviceError: {
      happened: 'kie.aiで問題が発生しました。',
      did: `数回問い合わせました。${taskKept}`,
      canDo: 'しばらくしてから、もう一度お試しください。',
    },
    separationFailed: {
      happened: 'サービスはこの曲を分離できませんでした。',
      did: '取得できるステムはありません。',
      canDo: 'kie.aiで新しい分離を開始してください。失敗の理由もそこで確認できます。',
    },
    badAnswer: {
      happened: 'kie.aiからの応答をStemroomが理解できませんでした。',
      did: `何も取得していません。${taskKept}`,
      canDo:
        'もう一度お試しください。繰り返し起こる場合は、サービスが変更された可能性があります。新しいStemroomがないか確認してください。',
    },
    noStemsInAnswer: {
      happened: 'kie.aiの処理は完了しましたが、ステムが返されませんでした。',
      did: `数回問い合わせました。${taskKept}`,
      canDo: '後でもう一度確認するか、kie.aiでタスクを確認してください。',
    },
    wrongRecord: {
      happened: 'サービスが別のタスクの記録を送ってきました。',
      did: `何も取得していません。${taskKept}`,
      canDo:
        'もう一度お試しください。繰り返し起こる場合は、どのタスクを問い合わせたかをkie.aiのサポートに伝えてください。',
    },
    tooFewCredits: {
      happened: 'アカウントのクレジットが足りません。',
      did: nothingBought,
      canDo: 'kie.aiでクレジットを追加してから、もう一度お試しください。',
    },
    separationRefused: {
      happened: 'サービスがこの曲を受け付けませんでした。',
      did: nothingBought,
      canDo: '曲とステムの選択を確認してから、もう一度お試しください。',
    },
    uploadRefused: {
      happened: 'サービスがファイルを受け付けませんでした。',
      did: nothingBought,
      canDo: 'しばらくしてから、もう一度お試しください。',
    },
    purchaseUncertain: {
      happened: '明確な応答がなかったため、支払いが済んでいる可能性があります。',
      did: '購入履歴に記録しました。Stemroomが自動で再購入することはありません。',
      canDo:
        'kie.aiでタスクを確認してください。そのうえで設定の「購入」にタスクIDを入力するか、購入されなかったことを指定してください。',
    },
    alreadyBought: {
      happened: 'この曲は以前に同じ方法で分離されています。',
      did: nothingBought,
      canDo: '手元の曲を開くか、もう一度支払うことを確認してください。',
    },
    purchaseUnderWay: {
      happened: '別の購入が進行中です。',
      did: nothingBought,
      canDo: '完了を待ってから、もう一度お試しください。',
    },
    sourceUnreadable: {
      happened: 'ファイルがなくなったか、選択したときから変わっています。',
      did: nothingBought,
      canDo: 'ファイルを選び直してください。',
    },
    songTooLong: {
      happened: '曲がサービスの上限より長すぎます。',
      did: nothingBought,
      canDo: '20分以内の部分に分けて、それぞれを分離してください。',
    },
    songTooLarge: {
      happened: 'ファイルがサービスの上限の20 MBを超えています。',
      did: nothingBought,
      canDo: '曲をMP3で保存し、そのファイルを選んでください。',
    },
    linkUnusable: {
      happened: 'サービスはこのリンクから曲を取得できません。',
      did: nothingBought,
      canDo: 'httpsで始まり、インターネット上の音声ファイルを指すリンクを使ってください。',
    },
    ledgerUnreadable: {
      happened: '購入履歴を読み書きできません。',
      did: '購入は行われていません。履歴がないと二重に支払うおそれがあるためです。',
      canDo:
        'ディスクと、Stemroomのフォルダにあるpurchases.jsonのアクセス権を確認してから、Stemroomを再起動してください。',
    },
    generationPending: {
      happened: 'サービスはまだこの曲を仕上げていません。',
      did: nothingChanged,
      canDo: '1分後にもう一度お試しください。',
    },
    noNotes: {
      happened: 'サービスはこれらのステムに音符を見つけられませんでした。',
      did: 'ファイルは書き出されていません。',
      canDo: 'ステム自体は元のままです。',
    },
    offline: {
      happened: 'ネットワークに接続されていません。',
      did: '保存済みの曲は引き続き再生できます。',
      canDo: '接続を確認してから、もう一度お試しください。',
    },
    timedOut: {
      happened: '時間内に応答がありませんでした。',
      did: '数回試しました。保存済みのものは残っています。',
      canDo: '接続を確認してから、もう一度お試しください。',
    },
    insecure: {
      happened: '安全な接続ではありません（証明書が不正です）。',
      did: '何も送信・保存せずに中止しました。',
      canDo: 'コンピュータの日付と接続中のネットワークを確認してから、もう一度お試しください。',
    },
    hostNotAllowed: {
      happened: '許可していないサーバーにあるステムがあります。',
      did: 'そこからは何も取得していません。',
      canDo: 'サーバーを信頼できる場合は、もう一度試して許可してください。',
    },
    linkForbidden: {
      happened: 'サービスから、Stemroomが決して開かないリンクが返されました。',
      did: `そこからは何も取得していません。${savedStillPlays}`,
      canDo:
        'もう一度お試しください。別のリンクが返されることがあります。繰り返し起こる場合は、リンクの内容をサービスのサポートに伝えてください。',
    },
    linkExpired: {
      happened: 'kie.aiは14日経過したこれらのファイルを削除しました。',
      did: savedStillPlays,
      canDo: '残りを取得するには、曲をもう一度分離してください。',
    },
    linkRefused: {
      happened: 'kie.aiはこのファイルの提供を終了しました。',
      did: `新しいリンクでも取得できませんでした。${savedStillPlays}`,
      canDo: '後でもう一度試すか、曲をもう一度分離してください。',
    },
    truncated: {
      happened: 'ダウンロードが途中で切れました。',
      did: '数回試しました。不完全なファイルは破棄しました。',
      canDo: '接続を確認してから、もう一度お試しください。',
    },
    tooLarge: {
      happened: 'ファイルがステムの上限（256 MiB、曲は2 GiB）を超えています。',
      did: 'ダウンロードを中止し、破棄しました。',
      canDo: 'リンク先を確認してください。',
    },
    notAudio: {
      happened: 'ダウンロードしたものは、Stemroomで再生できる音声ファイルではありません。',
      did: '保存していません。',
      canDo: 'ログインページのあるネットワークの場合は、ログインしてからもう一度お試しください。',
    },
    cancelled: {
      happened: 'キャンセルしました。',
      did: 'ダウンロード済みのステムは残っています。',
      canDo: '残りはいつでもダウンロードできます。',
    },
    malformedKey: {
      happened: 'APIキーとして正しくありません。',
      did: '保存していません。',
      canDo: 'キー全体（空白を含まない8〜512文字）をコピーしてください。',
    },
    keychainNoBus: {
      happened: 'システムのキーチェーンに接続できません。セッションバス（D-Bus）がありません。',
      did: sessionOnlyKey,
      canDo: 'APIキーを保存するには、デスクトップセッションからStemroomを起動してください。',
    },
    keychainNoService: {
      happened: 'キーチェーンのサービスが動作していません。',
      did: sessionOnlyKey,
      canDo: 'APIキーを保存するには、GNOME Keyring、KWallet、KeePassXCのいずれかをインストールして起動してください。',
    },
    keychainNoCollection: {
      happened: 'キーチェーンに、パスワードの保存場所がまだありません。',
      did: sessionOnlyKey,
      canDo: 'APIキーを保存するには、ログインキーリングを作成してください（「パスワードと鍵」などで作成できます）。',
    },
    keychainLocked: {
      happened: 'システムのキーチェーンがロックされています。',
      did: sessionOnlyKey,
      canDo: 'キーチェーンのロックを解除してから、APIキーをもう一度保存してください。',
    },
    keychainDismissed: {
      happened: 'キーチェーンの確認画面が閉じられました。',
      did: 'APIキーは保存されていません。',
      canDo: 'APIキーをもう一度保存し、確認画面でキーチェーンのロックを解除してください。',
    },
    keychainTimedOut: {
      happened: 'システムのキーチェーンが時間内に応答しませんでした。',
      did: sessionOnlyKey,
      canDo: '他のウィンドウの後ろにキーチェーンの確認画面がないか調べてから、APIキーをもう一度保存してください。',
    },
    keychainLibraryMissing: {
      happened: 'libsecretがないため、キーチェーンを使用できません。',
      did: sessionOnlyKey,
      canDo: 'APIキーを保存するには、libsecret-1-0をインストールしてStemroomを再起動してください。',
    },
    keychainDenied: {
      happened: 'Stemroomによるキーチェーンの使用をシステムが許可していません。',
      did: sessionOnlyKey,
      canDo: 'キーチェーンの設定でStemroomを許可してから、APIキーをもう一度保存してください。',
    },
    keychainUnknown: {
      happened: 'システムのキーチェーンでエラーが発生しました。',
      did: sessionOnlyKey,
      canDo:
        'APIキーをもう一度保存してください。繰り返し起こる場合は、ログを確認してください（「ヘルプ」の「ログフォルダを開く」）。',
    },
    diskFull: {
      happened: 'ディスクがいっぱいです。',
      did: '中止しました。それまでに保存したものはすべて残っています。',
      canDo: '空き容量を増やしてから、もう一度お試しください。',
    },
    folderUnavailable: {
      happened: 'フォルダにアクセスできないか、書き込めません。',
      did: nothingChanged,
      canDo: 'ディスクが接続されていて書き込み可能か確認してから、もう一度お試しください。',
    },
    fileLocked: {
      happened: 'ファイルが他のプログラムで開かれています。',
      did: '元のファイルはそのままです。',
      canDo: '他のプログラムを閉じるか、別の名前を選んでください。',
    },
    fileThere: {
      happened: '同じ名前のファイルがすでにあります。',
      did: 'そのファイルはそのままです。',
      canDo: '別の名前を選ぶか、置き換えを許可してください。',
    },
    diskError: {
      happened: 'ディスクでエラーが発生しました。',
      did: '書き込みが完了しなかったファイルは破棄しました。',
      canDo: 'ディスクを確認してから、もう一度お試しください。',
    },
    damaged: {
      happened: '保存済みのファイルがディスク上で変わっています。',
      did: '別の場所に移しました。他のステムは再生できます。',
      canDo: 'サービスにまだ残っている場合は、もう一度取得してください。',
    },
    fileMissing: {
      happened: 'このステムのファイルが見つかりません。',
      did: '場所は残してあり、他のステムは再生できます。',
      canDo: 'ファイルを元の場所に戻すか、ディスクを接続してください。曲を開くときにStemroomがもう一度探します。',
    },
    notFetched: {
      happened: 'ステムはまだ取得されていません。',
      did: '他のステムは再生できます。',
      canDo: 'サービスにまだ残っている場合は、曲の残りを取得してください。',
    },
    newerVersion: {
      happened: 'この曲は新しいバージョンのStemroomで保存されています。',
      did: '読み取り専用で開きました。',
      canDo: '変更するにはStemroomをアップデートしてください。',
    },
    settingsUnreadable: {
      happened: '設定を読み込めません。',
      did: 'ファイルはそのままです。これからの変更はStemroomを閉じるまで有効です。',
      canDo:
        'ディスクと、Stemroomのフォルダにあるsettings.jsonのアクセス権を確認してから、Stemroomを再起動してください。',
    },
    libraryInUse: {
      happened: '別のStemroomがこのライブラリを開いているか、ディスクに書き込めません。',
      did: '曲は再生できますが、何も変更されません。',
      canDo: 'もう一方のStemroomを閉じてください。20秒以内にこちらが引き継ぎます。',
    },
    libraryFull: {
      happened: 'ライブラリが設定した上限に達しました。',
      did: '自動的に削除できるものがありませんでした。',
      canDo: '設定で上限を上げるか、削除する曲を選んでください。',
    },
    libraryMoving: {
      happened: 'ライブラリを移動中です。',
      did: nothingChanged,
      canDo: '移動が終わるのを待つか、キャンセルしてから、もう一度お試しください。',
    },
    libraryBusy: {
      happened: '読み込みまたは書き出しの途中です。',
      did: nothingChanged,
      canDo: '完了を待つか、キャンセルしてから、もう一度お試しください。',
    },
    libraryThere: {
      happened: 'このフォルダにはライブラリを置けません。',
      did: nothingChanged,
      canDo: '現在のライブラリの外にある空のフォルダを選んでください。',
    },
    noLibraryThere: {
      happened: 'このフォルダにライブラリはありません。',
      did: nothingChanged,
      canDo: '曲の入っているフォルダか、新しいライブラリ用の空のフォルダを選んでください。',
    },
    notFound: {
      happened: 'この曲はもうライブラリにありません。',
      did: nothingChanged,
      canDo: 'ゴミ箱を探してください。',
    },
    nothingToImport: {
      happened: '音声ファイルが見つかりません。',
      did: nothingChanged,
      canDo:
        'ステムの入ったフォルダまたはファイルを選んでください（MP3、WAV、AIFF、FLAC、Ogg、Opus、M4A、AAC、CAF、W64、WebM）。',
    },
    unsupportedFile: {
      happened: 'Stemroomで再生できる音声ファイルではありません。',
      did: nothingChanged,
      canDo: 'MP3、WAV、AIFF、FLAC、Ogg、Opus、M4A、AAC、CAF、W64、WebMのいずれかを使ってください。',
    },
    tooManyStems: {
      happened: '1曲に入れられる数（64ステム）より多くの音声ファイルがあります。',
      did: nothingChanged,
      canDo: '1曲分のステムだけが入ったフォルダを選んでください。',
    },
    undecodable: {
      happened: 'このステムをデコードできません。',
      did: '他のステムは再生できます。',
      canDo: 'もう一度取得するか読み込んでください。ファイル自体は残っています。',
    },
    unsupportedCodec: {
      happened: 'このステムはStemroomで再生できない形式です。',
      did: '他のステムは再生できます。ファイル自体は残っています。',
      canDo: 'WAVまたはFLACに変換してから、読み込んでください。',
    },
    noMidi: {
      happened: 'このコンピュータではMIDIを使用できません。',
      did: 'キーボードのキーはこれまでどおり使えます。キーボードとして動作するペダルや譜めくりペダルも同様です。',
      canDo: 'システムでMIDIが使えるか確認してから、もう一度お試しください。',
    },
    noAudioDevice: {
      happened: 'オーディオデバイスを使用できません。',
      did: '再生を停止しました。',
      canDo: 'システムのサウンド設定を確認してから、再生してください。',
    },
    allSilent: {
      happened: 'すべてのステムがミュートされているか音量が下げられているため、ファイルが無音になります。',
      did: 'ファイルは書き出されていません。',
      canDo: 'ステムのミュートを解除してから、もう一度書き出してください。',
    },
    stemsUnreadable: {
      happened: 'この書き出しには、読み込めないステムがあります。',
      did: 'ファイルは書き出されていません。',
      canDo: 'これらのステムをミュートするか、正常なファイルに置き換えてから、もう一度書き出してください。',
    },
    noLyrics: {
      happened: 'Stemroomで読み込める歌詞がファイルにありません。',
      did: '曲の歌詞は元のままです。',
      canDo: 'LRC、ASS、UltraStar、SRT、VTT、またはプレーンテキストのファイルを選んでください。',
    },
    noChords: {
      happened: 'Stemroomで読み込めるコードがファイルにありません。',
      did: '曲のコードは元のままです。',
      canDo: 'コードが角かっこで書かれたChordProファイル（.cho、.chordpro）を選んでください。',
    },
    tooManyChords: {
      happened: 'ファイルのコードの数が、1曲の上限の5,000個を超えています。',
      did: '曲のコードは元のままです。',
      canDo: 'ファイルを分割し、この曲に当たる部分を読み込んでください。',
    },
    tooManyLines: {
      happened: 'ファイルの行数が、1曲の上限の2,000行を超えています。',
      did: '曲の歌詞は元のままです。',
      canDo: 'ファイルを分割し、この曲に当たる部分を読み込んでください。',
    },
    lyricsUntimed: {
      happened: 'タイミングのない行があります。この種類のファイルには、すべての行のタイミングが必要です。',
      did: 'ファイルは書き出されていません。',
      canDo: '歌詞をプレーンテキストで保存するか、タイミングのあるファイルから読み込んでください。',
    },
    noSetlist: {
      happened: 'Stemroomで読み込める曲がファイルにありません。',
      did: 'セットリストは元のままです。',
      canDo: '1行に1曲ずつタイトルが書かれたテキストファイルを選んでください。',
    },
    setlistsUnreadable: {
      happened: 'セットリストを読み込めません。',
      did: 'ファイルはそのままです。これからの変更はStemroomを閉じるまで有効です。',
      canDo:
        'ディスクと、Stemroomのフォルダにあるsetlists.jsonのアクセス権を確認してから、Stemroomを再起動してください。',
    },
    badRequest: {
      happened: 'Stemroomの内部で問題が発生しました。',
      did: nothingChanged,
      canDo: 'Stemroomを再起動してください。',
    },
    tooManyRequests: {
      happened: '一度に多くの操作が行われました。',
      did: '最後の操作は取り消されました。',
      canDo: '少し待ってから、もう一度お試しください。',
    },
    internal: {
      happened: 'Stemroomで問題が発生しました。',
      did: 'ログに記録しました。保存済みのものは残っています。',
      canDo: 'もう一度お試しください。繰り返し起こる場合は、診断情報を保存して（「ヘルプ」メニュー）お知らせください。',
    },
  },
  /** Sentences beside a failure that say more. */
  details: {
    soundFiles: (count: number) => `音声ファイル${plainText(count)}個`,
    /** The first of several reasons stand before it. */
    andMore: (count: number) => `ほか${plainText(count)}件。`,
    notSound: (file: string) => `${file}：音声ファイルではありません。`,
    fileEmpty: (file: string) => `${file}：ファイルが空です。`,
    fileSilent: (file: string) => `${file}：音が入っていません。`,
    /** A file, and the sentence that says why it cannot be used. */
    fileBecause: (file: string, why: string) => `${file}：${why}`,
    fileOfLength: (file: string, minutes: string) => `${file}、${minutes}`,
    mebibytes: (count: number) => `${plainText(count)} MiB`,
    gibibytes: (count: number) => `${plainText(count, 2)} GiB`,
    /** Sizes such as "12 MiB". */
    quotaNeeds: (needed: string, used: string, limitGiB: number) =>
      `${needed}必要、${ungroupedText(limitGiB)} GiB中${used}使用`,
    diskNeeds: (needed: string, free: string, leftToOthers: string) =>
      `${needed}必要、空き${free}、うち${leftToOthers}は他の用途に確保`,
    libraryIsThere: 'ライブラリはすでにこのフォルダにあります。',
    otherLibraryThere: 'このフォルダには別のライブラリがあります。',
    ownFolderTaken: '他のファイルが入ったStemroomというフォルダがあります。',
    libraryShouldBeIn: (folder: string) => `ライブラリの本来の場所：${folder}`,
    newerSettings: '新しいバージョンのStemroomで書き込まれています。',
    keyStillThere: 'APIキーがまだ残っています。',
    otherKeyBack: '別のAPIキーが返されました。',
    keychainEnded: 'キーチェーンのプロセスが終了しました。',
    /** Bought, but the song could not be added; `why` may be empty. */
    boughtAs: (taskId: string, why: string) => `購入済みです。タスクIDは${taskId}です。${why}`.trim(),
    confirmedBefore: 'すでに確認済みです。',
    creditsLess: (credits: number) => `アカウントのクレジットが以前より${ungroupedText(credits)}減っています。`,
    creditsSame: 'アカウントのクレジットは以前と同じです。',
    endedBeforeAnswer: '応答が届く前にStemroomが終了しました。',
    otherKindOfTask: (model: string) => `サービスによると、これは${model}のタスクです。`,
    callbackFailed: 'サービスがコールバックを送信できませんでした。',
    answerNoObject: '応答がJSONオブジェクトではありません。',
    answerWithoutData: '応答にcodeもdataもありません。',
    answerPacked: '応答が読み取れない方法で圧縮されています。',
    answerTooLong: '応答が長すぎます。',
    sentElsewhere: 'サービスが別の場所に転送しました。',
    demoSong: 'デモ曲',
    stemsOffered: (offered: number, mostStems: number, leftOut: number) =>
      plural(leftOut, {
        other: `サービスのステムは${plainText(offered)}個ありますが、1曲に入るのは${plainText(mostStems)}個までなので、#個を除外しました。曲のメニューの「除外したステム」で確認できます。`,
      }),
    apiBase:
      'STEMROOM_API_BASEに指定できるのは、http://127.0.0.1:8080のような、パスを含まないこのコンピュータ上のサーバーだけです。',
    privateServer: (host: string) => `${host}（プライベートネットワークのサーバー）`,
    redirectToNowhere: (host: string) => `${host}：転送先のないリダイレクト`,
    tooManyRedirects: (most: number) => `${plainText(most)}回を超えるリダイレクト`,
    noUrl: 'URLではないリンク',
    linkWithUserName: 'ユーザー名を含むリンク',
    linkNotHttps: (protocol: string) => `httpsではないリンク（${protocol}）`,
    unusualPort: (host: string) => `${host}（通常と異なるポート）`,
    addressAsName: (host: string) => `${host}（名前ではなくアドレス）`,
    localName: (host: string) => `${host}（ローカル名）`,
    withoutTheRest: (host: string) => `${host}がファイルの残りを送信しません`,
    packedFile: (host: string) => `${host}がファイルを展開できない方法で圧縮しました`,
    packedFileAs: (host: string, packing: string) => `${host}がファイルを展開できない方法（${packing}）で圧縮しました`,
    emptyFile: (host: string) => `${host}が空のファイルを送信しました`,
    webPage: (host: string) => `${host}が音声ではなくWebページを送信しました`,
    webPageAs: (host: string, type: string) => `${host}が音声ではなくWebページ（${type}）を送信しました`,
    json: (host: string) => `${host}が音声ではなくJSONのメッセージを送信しました`,
    jsonAs: (host: string, type: string) => `${host}が音声ではなくJSON（${type}）のメッセージを送信しました`,
    xml: (host: string) => `${host}が音声ではなくXMLのメッセージを送信しました`,
    xmlAs: (host: string, type: string) => `${host}が音声ではなくXML（${type}）のメッセージを送信しました`,
    /** Stands for a server whose name is not known. */
    theLink: 'リンク先',
  },
  /** What happened, with a name, a number or the words of a server in brackets. */
  withDetail: (happened: string, detail: string) => `${happened}（${detail}）`,
};
