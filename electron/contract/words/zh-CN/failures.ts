import { plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

const savedStillPlays = '已保存的部分仍可播放。';
const nothingBought = '没有产生任何购买。';
const sessionOnlyKey = '密钥在退出前一直有效。';
const nothingChanged = '没有改动任何内容。';

/** What went wrong: what happened, what Stemroom did, what the user can do. */
export const failures: Words['failures'] = {
  kinds: {
    malformedTaskId: {
      happened: '这段文字里没有任务 ID。',
      did: '没有向服务发出请求。',
      canDo: '请粘贴分离任务的 ID：8 到 64 个字母、数字、- 或 _，或者一段含有 taskId= 的文字。',
    },
    noKey: {
      happened: '还没有 kie.ai 密钥。',
      did: '任务已保留在曲库中。',
      canDo: '请在设置中保存你的 kie.ai 密钥，然后重试。',
    },
    keyRefused: {
      happened: '服务拒绝了这个 API 密钥。',
      did: '下载已停止，任务已保留在曲库中。',
      canDo: '请在设置中检查密钥，或到 kie.ai 新建一个。',
    },
    outOfCredits: {
      happened: '服务提示账户积分已用完。',
      did: '下载已停止。已保存的部分仍可播放。',
      canDo: '请到 kie.ai 充值积分，然后重试。',
    },
    taskNotFound: {
      happened: '服务找不到这个任务。',
      did: '没有下载任何内容。',
      canDo: '请使用分离任务的 ID，而不是歌曲的 ID。任务记录大约两个月后会被删除。',
    },
    taskRejected: {
      happened: '服务不接受这个任务 ID。',
      did: '没有下载任何内容。',
      canDo: '请确认它是分离任务的 ID。',
    },
    sourceUnreachable: {
      happened: 'kie.ai 无法载入这首歌。',
      did: '没有下载任何内容。',
      canDo: '请确认歌曲仍在任务所指的位置，然后重新分离。',
    },
    maintenance: {
      happened: '服务正在维护。',
      did: '已多次请求。任务已保留在曲库中。',
      canDo: '请过一会儿再试。',
    },
    rateLimited: {
      happened: '对 kie.ai 的请求过多。',
      did: '已按要求等待，之后停止。',
      canDo: '请过几分钟再试。',
    },
    serviceError: {
      happened: 'kie.ai 出了问题。',
      did: '已多次请求。任务已保留在曲库中。',
      canDo: '请过一会儿再试。',
    },
    separationFailed: {
      happened: '服务无法分离这首歌。',
      did: '没有可下载的分轨。',
      canDo: '请在 kie.ai 重新发起分离；失败原因见服务的说明。',
    },
    badAnswer: {
      happened: 'kie.ai 返回了 Stemroom 无法理解的内容。',
      did: '没有下载任何内容。任务已保留在曲库中。',
      canDo: '请重试。如果一直如此，可能是服务有变动，请看看有没有新版 Stemroom。',
    },
    noStemsInAnswer: {
      happened: 'kie.ai 已完成，但没有返回分轨。',
      did: '已多次请求。任务已保留在曲库中。',
      canDo: '请稍后再查看，或到 kie.ai 查看该任务。',
    },
    wrongRecord: {
      happened: '服务返回了另一个任务的记录。',
      did: '没有下载任何内容。任务已保留在曲库中。',
      canDo: '请重试。如果一直如此，请把你查询的任务告知 kie.ai 的客服。',
    },
    tooFewCredits: {
      happened: '账户积分不足。',
      did: nothingBought,
      canDo: '请到 kie.ai 充值积分，然后重试。',
    },
    separationRefused: {
      happened: '服务没有接受这首歌。',
      did: nothingBought,
      canDo: '请检查歌曲和所选分轨，然后重试。',
    },
    uploadRefused: {
      happened: '服务没有接受这个文件。',
      did: nothingBought,
      canDo: '请过一会儿再试。',
    },
    purchaseUncertain: {
      happened: '没有收到明确答复，因此可能已经扣费。',
      did: '它已记入你的购买记录，Stemroom 不会自行再次购买。',
      canDo: '请到 kie.ai 查看你的任务，然后在“设置”的“购买记录”中填写任务 ID，或注明没有购买。',
    },
    alreadyBought: {
      happened: '这首歌以前已按这种方式分离过。',
      did: nothingBought,
      canDo: '请打开已有的歌曲，或确认要再次付费。',
    },
    purchaseUnderWay: {
      happened: '另一笔购买正在进行。',
      did: nothingBought,
      canDo: '请等它完成后再试。',
    },
    sourceUnreadable: {
      happened: '文件已不在原处，或与你选择时不同。',
      did: nothingBought,
      canDo: '请重新选择文件。',
    },
    songTooLong: {
      happened: '歌曲超出了服务允许的长度。',
      did: nothingBought,
      canDo: '请把它切成每段不超过 20 分钟，再分别分离。',
    },
    songTooLarge: {
      happened: '文件超出了服务允许的 20 MB。',
      did: nothingBought,
      canDo: '请把歌曲存为 MP3，再选择该文件。',
    },
    linkUnusable: {
      happened: '服务无法从这个链接获取歌曲。',
      did: nothingBought,
      canDo: '请使用以 https 开头、指向网上音频文件的链接。',
    },
    ledgerUnreadable: {
      happened: '无法读取或写入你的购买记录。',
      did: '没有产生任何购买：没有这份记录，Stemroom 可能会重复付费。',
      canDo: '请检查磁盘以及 Stemroom 文件夹中 purchases.json 的权限，然后重新启动 Stemroom。',
    },
    generationPending: {
      happened: '服务还没有完成这首歌。',
      did: nothingChanged,
      canDo: '请过一分钟再试。',
    },
    noNotes: {
      happened: '服务在这些分轨里没有找到音符。',
      did: '没有写入文件。',
      canDo: '分轨本身没有变化。',
    },
    offline: {
      happened: '没有网络。',
      did: '已保存的歌曲仍可播放。',
      canDo: '请检查网络连接，然后重试。',
    },
    timedOut: {
      happened: '等待答复超时。',
      did: '已多次尝试。已保存的内容都在。',
      canDo: '请检查网络连接，然后重试。',
    },
    insecure: {
      happened: '连接不安全（证书无效）。',
      did: '在发送或保存任何内容之前已停止。',
      canDo: '请检查这台电脑的日期和所连的网络，然后重试。',
    },
    hostNotAllowed: {
      happened: '有一条分轨位于你尚未允许的服务器上。',
      did: '没有从那里下载任何内容。',
      canDo: '如果你信任该服务器，请重试并允许它。',
    },
    linkForbidden: {
      happened: '服务给出了 Stemroom 绝不会打开的链接。',
      did: '没有从那里下载任何内容。已保存的部分仍可播放。',
      canDo: '请重试，服务可能会给出别的链接。如果一直如此，请把这个链接告知其客服。',
    },
    linkExpired: {
      happened: 'kie.ai 已在 14 天后删除了这些文件。',
      did: savedStillPlays,
      canDo: '要得到其余部分，请重新分离这首歌。',
    },
    linkRefused: {
      happened: 'kie.ai 不再提供这个文件。',
      did: '换用新链接也失败了。已保存的部分仍可播放。',
      canDo: '请稍后再试，或重新分离这首歌。',
    },
    truncated: {
      happened: '下载中断了。',
      did: '已多次尝试。不完整的文件已丢弃。',
      canDo: '请检查网络连接，然后重试。',
    },
    tooLarge: {
      happened: '文件超出了分轨的大小上限（256 MiB，整首歌为 2 GiB）。',
      did: '下载已停止，内容已丢弃。',
      canDo: '请检查链接指向哪里。',
    },
    notAudio: {
      happened: '下载到的不是 Stemroom 能播放的音频文件。',
      did: '没有保存它。',
      canDo: '如果你所在的网络需要登录，请登录后重试。',
    },
    cancelled: {
      happened: '你已取消。',
      did: '已下载的分轨都保留着。',
      canDo: '其余部分随时可以继续下载。',
    },
    malformedKey: {
      happened: '这不可能是 API 密钥。',
      did: '没有保存它。',
      canDo: '请复制完整的密钥：8 到 512 个字符，不含空格。',
    },
    keychainNoBus: {
      happened: '无法连接系统钥匙串：没有会话总线（D-Bus）。',
      did: sessionOnlyKey,
      canDo: '要保存密钥，请在桌面会话中启动 Stemroom。',
    },
    keychainNoService: {
      happened: '没有正在运行的钥匙串服务。',
      did: sessionOnlyKey,
      canDo: '要保存密钥，请安装并启动 GNOME Keyring、KWallet 或 KeePassXC。',
    },
    keychainNoCollection: {
      happened: '钥匙串里还没有存放密码的地方。',
      did: sessionOnlyKey,
      canDo: '要保存密钥，请先创建登录密钥环（例如用“密码和密钥”）。',
    },
    keychainLocked: {
      happened: '系统钥匙串已锁定。',
      did: sessionOnlyKey,
      canDo: '请解锁钥匙串，然后重新保存密钥。',
    },
    keychainDismissed: {
      happened: '钥匙串的提示窗口被关闭了。',
      did: '密钥没有保存。',
      canDo: '请重新保存密钥，并在询问时解锁钥匙串。',
    },
    keychainTimedOut: {
      happened: '系统钥匙串没有及时响应。',
      did: sessionOnlyKey,
      canDo: '请看看其他窗口后面有没有钥匙串的提示，然后重新保存密钥。',
    },
    keychainLibraryMissing: {
      happened: '缺少 libsecret，无法使用钥匙串。',
      did: sessionOnlyKey,
      canDo: '要保存密钥，请安装 libsecret-1-0 并重新启动 Stemroom。',
    },
    keychainDenied: {
      happened: '系统不允许 Stemroom 使用钥匙串。',
      did: sessionOnlyKey,
      canDo: '请在钥匙串的设置中允许 Stemroom，然后重新保存密钥。',
    },
    keychainUnknown: {
      happened: '系统钥匙串出错。',
      did: sessionOnlyKey,
      canDo: '请重新保存密钥。如果一直如此，请查看日志（“帮助”>“打开日志文件夹”）。',
    },
    diskFull: {
      happened: '磁盘已满。',
      did: '已停止。之前保存的内容都在。',
      canDo: '请腾出一些空间，然后重试。',
    },
    folderUnavailable: {
      happened: '无法访问或写入该文件夹。',
      did: nothingChanged,
      canDo: '请确认磁盘已连接且你有写入权限，然后重试。',
    },
    fileLocked: {
      happened: '文件正被另一个程序打开。',
      did: '旧文件没有改动。',
      canDo: '请关闭那个程序，或换一个名称。',
    },
    fileThere: {
      happened: '已有同名文件。',
      did: '它保持原样。',
      canDo: '请换一个名称，或允许替换它。',
    },
    diskError: {
      happened: '磁盘报告了错误。',
      did: '未写完的文件已丢弃。',
      canDo: '请检查磁盘，然后重试。',
    },
    damaged: {
      happened: '磁盘上已保存的文件发生了变化。',
      did: '它已移到一旁，其他分轨可以播放。',
      canDo: '如果服务上还有，请重新下载。',
    },
    fileMissing: {
      happened: '这条分轨的文件不见了。',
      did: '它的位置已保留，其他分轨可以播放。',
      canDo: '请把文件放回原处，或连接它所在的磁盘。打开歌曲时 Stemroom 会查找它。',
    },
    notFetched: {
      happened: '这条分轨还没有下载。',
      did: '其他分轨可以播放。',
      canDo: '如果服务上还有，请下载歌曲的其余部分。',
    },
    newerVersion: {
      happened: '这首歌由更新版本的 Stemroom 保存。',
      did: '已以只读方式打开。',
      canDo: '要修改它，请更新 Stemroom。',
    },
    settingsUnreadable: {
      happened: '无法读取你的设置。',
      did: '文件保持原样。你现在的改动在关闭 Stemroom 前有效。',
      canDo: '请检查磁盘以及 Stemroom 文件夹中 settings.json 的权限，然后重新启动 Stemroom。',
    },
    libraryInUse: {
      happened: '另一个 Stemroom 正在使用这个曲库，或曲库所在的磁盘无法写入。',
      did: '这里可以播放歌曲，但不会改动任何内容。',
      canDo: '请关闭另一个 Stemroom，20 秒内由这个接手。',
    },
    libraryFull: {
      happened: '曲库已达到你设定的大小。',
      did: '没有可以自动移除的内容。',
      canDo: '请在设置中提高上限，或选择要移除的歌曲。',
    },
    libraryMoving: {
      happened: '曲库正在移动。',
      did: nothingChanged,
      canDo: '请等移动完成或取消移动，然后重试。',
    },
    libraryBusy: {
      happened: '正在导入或导出。',
      did: nothingChanged,
      canDo: '请等它完成或取消它，然后重试。',
    },
    libraryThere: {
      happened: '这个文件夹不能存放曲库。',
      did: nothingChanged,
      canDo: '请选择当前曲库之外的空文件夹。',
    },
    noLibraryThere: {
      happened: '这个文件夹里没有曲库。',
      did: nothingChanged,
      canDo: '请选择存放歌曲的文件夹，或选择空文件夹来新建曲库。',
    },
    notFound: {
      happened: '这首歌已不在曲库中。',
      did: nothingChanged,
      canDo: '请到回收站里找找。',
    },
    nothingToImport: {
      happened: '没有找到音频文件。',
      did: nothingChanged,
      canDo: '请选择含有分轨的文件夹或文件：MP3、WAV、AIFF、FLAC、Ogg、Opus、M4A、AAC、CAF、W64 或 WebM。',
    },
    unsupportedFile: {
      happened: '这不是 Stemroom 能播放的音频文件。',
      did: nothingChanged,
      canDo: '请使用 MP3、WAV、AIFF、FLAC、Ogg、Opus、M4A、AAC、CAF、W64 或 WebM。',
    },
    tooManyStems: {
      happened: '音频文件数超出了一首歌的上限（64 条分轨）。',
      did: nothingChanged,
      canDo: '请选择只含一首歌分轨的文件夹。',
    },
    undecodable: {
      happened: '这条分轨无法解码。',
      did: '其他分轨可以播放。',
      canDo: '请重新下载或导入；文件本身已保留。',
    },
    unsupportedCodec: {
      happened: 'Stemroom 无法播放这种类型的分轨。',
      did: '其他分轨可以播放。文件本身已保留。',
      canDo: '请先转换为 WAV 或 FLAC，再导入。',
    },
    noMidi: {
      happened: '这台电脑上没有 MIDI。',
      did: '按键照常可用，键盘类的踏板和翻页器也一样。',
      canDo: '请确认系统支持 MIDI，然后重试。',
    },
    noAudioDevice: {
      happened: '无法使用音频设备。',
      did: '播放已停止。',
      canDo: '请检查系统的声音设置，然后按播放。',
    },
    allSilent: {
      happened: '所有分轨都已静音或音量拉到底，文件将没有声音。',
      did: '没有写入文件。',
      canDo: '请取消某条分轨的静音，然后重新导出。',
    },
    stemsUnreadable: {
      happened: '这次导出中有分轨无法读取。',
      did: '没有写入文件。',
      canDo: '请把这些分轨静音或换成完好的文件，然后重新导出。',
    },
    noLyrics: {
      happened: '文件里没有 Stemroom 能读取的歌词。',
      did: '歌曲的歌词没有变化。',
      canDo: '请选择 LRC、ASS、UltraStar、SRT、VTT 或纯文本文件。',
    },
    noChords: {
      happened: '文件里没有 Stemroom 能读取的和弦。',
      did: '歌曲的和弦没有变化。',
      canDo: '请选择 ChordPro 文件（.cho、.chordpro），其中的和弦写在方括号里。',
    },
    tooManyChords: {
      happened: '文件里的和弦超出了一首歌的上限 5,000 个。',
      did: '歌曲的和弦没有变化。',
      canDo: '请拆分文件，只导入属于这首歌的部分。',
    },
    tooManyLines: {
      happened: '文件的行数超出了一首歌的上限 2,000 行。',
      did: '歌曲的歌词没有变化。',
      canDo: '请拆分文件，只导入属于这首歌的部分。',
    },
    lyricsUntimed: {
      happened: '有些行还没有时间，而这种文件要求每行都有。',
      did: '没有写入文件。',
      canDo: '请把歌词存为纯文本，或从带时间的文件导入。',
    },
    noSetlist: {
      happened: '文件里没有 Stemroom 能读取的歌曲。',
      did: '你的歌单没有变化。',
      canDo: '请选择每行一个歌名的文本文件。',
    },
    setlistsUnreadable: {
      happened: '无法读取你的歌单。',
      did: '文件保持原样。你现在的改动在关闭 Stemroom 前有效。',
      canDo: '请检查磁盘以及 Stemroom 文件夹中 setlists.json 的权限，然后重新启动 Stemroom。',
    },
    badRequest: {
      happened: 'Stemroom 内部出错。',
      did: nothingChanged,
      canDo: '请重新启动 Stemroom。',
    },
    tooManyRequests: {
      happened: '同时进行的操作太多。',
      did: '最后一个请求已放弃。',
      canDo: '请过一秒再试。',
    },
    internal: {
      happened: 'Stemroom 出错了。',
      did: '已写入日志。已保存的内容都在。',
      canDo: '请重试。如果一直如此，请保存诊断信息（“帮助”菜单）并告诉我们。',
    },
  },
  /** Sentences beside a failure that say more. */
  details: {
    soundFiles: (count) => `${plainText(count)} 个音频文件`,
    /** The first of several reasons stand before it. */
    andMore: (count) => `另有 ${plainText(count)} 个。`,
    notSound: (file) => `${file}：不是音频文件。`,
    fileEmpty: (file) => `${file}：文件是空的。`,
    fileSilent: (file) => `${file}：里面没有声音。`,
    /** A file, and the sentence that says why it cannot be used. */
    fileBecause: (file, why) => `${file}：${why}`,
    fileOfLength: (file, minutes) => `${file}，${minutes}`,
    mebibytes: (count) => `${plainText(count)} MiB`,
    gibibytes: (count) => `${plainText(count, 2)} GiB`,
    /** Sizes such as "12 MiB". */
    quotaNeeds: (needed, used, limitGiB) => `需要 ${needed}，已用 ${used}，上限 ${String(limitGiB)} GiB`,
    diskNeeds: (needed, free, leftToOthers) => `需要 ${needed}，可用 ${free}，其中 ${leftToOthers} 留给其他程序`,
    libraryIsThere: '曲库已在这个文件夹中。',
    otherLibraryThere: '这个文件夹中有另一个曲库。',
    ownFolderTaken: '其中有一个名为 Stemroom 的文件夹，里面有其他文件。',
    libraryShouldBeIn: (folder) => `曲库应该在 ${folder}。`,
    newerSettings: '它由更新版本的 Stemroom 写入。',
    keyStillThere: '密钥还在。',
    otherKeyBack: '它返回了另一个密钥。',
    keychainEnded: '钥匙串进程已结束。',
    /** Bought, but the song could not be added; `why` may be empty. */
    boughtAs: (taskId, why) => `已购买，任务 ID 是 ${taskId}。${why}`.trim(),
    confirmedBefore: '此前已经确认过。',
    creditsLess: (credits) => `账户比之前少了 ${String(credits)} 积分。`,
    creditsSame: '账户积分与之前相同。',
    endedBeforeAnswer: '收到答复前 Stemroom 已结束。',
    otherKindOfTask: (model) => `服务表示这是 ${model} 的任务。`,
    callbackFailed: '服务无法送达回调。',
    answerNoObject: '答复不是 JSON 对象。',
    answerWithoutData: '答复里既没有 code 也没有 data。',
    answerPacked: '答复的压缩方式无法读取。',
    answerTooLong: '答复过长。',
    sentElsewhere: '服务把请求转到了别处。',
    demoSong: '示例歌曲',
    stemsOffered: (offered, mostStems, leftOut) =>
      plural(leftOut, {
        other: `服务提供 ${String(offered)} 条分轨，而一首歌最多 ${String(mostStems)} 条，因此有 # 条未收入。名称见歌曲菜单的“未收入的分轨”。`,
      }),
    apiBase: 'STEMROOM_API_BASE 只能指向本机的服务器，例如 http://127.0.0.1:8080，且不带路径。',
    privateServer: (host) => `${host}，位于专用网络的服务器`,
    redirectToNowhere: (host) => `${host}：重定向没有目标`,
    tooManyRedirects: (most) => `重定向超过 ${String(most)} 次`,
    noUrl: '链接不是 URL',
    linkWithUserName: '链接里含有用户名',
    linkNotHttps: (protocol) => `链接不是 https（${protocol}）`,
    unusualPort: (host) => `${host}，端口不寻常`,
    addressAsName: (host) => `${host}，是地址而不是域名`,
    localName: (host) => `${host}，本地名称`,
    withoutTheRest: (host) => `${host} 没有发送文件的其余部分`,
    packedFile: (host) => `${host} 压缩了文件，且无法解开`,
    packedFileAs: (host, packing) => `${host} 压缩了文件（${packing}），且无法解开`,
    emptyFile: (host) => `${host} 发来的是空文件`,
    webPage: (host) => `${host} 发来的是网页，不是声音`,
    webPageAs: (host, type) => `${host} 发来的是网页（${type}），不是声音`,
    json: (host) => `${host} 发来的是 JSON 消息，不是声音`,
    jsonAs: (host, type) => `${host} 发来的是 JSON 消息（${type}），不是声音`,
    xml: (host) => `${host} 发来的是 XML 消息，不是声音`,
    xmlAs: (host, type) => `${host} 发来的是 XML 消息（${type}），不是声音`,
    /** Stands for a server whose name is not known. */
    theLink: '该链接',
  },
  /** What happened, with a name, a number or the words of a server in brackets. */
  withDetail: (happened, detail) => `${happened}（${detail}）`,
};
