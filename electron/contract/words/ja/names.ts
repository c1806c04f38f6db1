import { plainText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Names of things that both processes show: kinds of stems, titles that stand in, keychains, why a file was left out. */
export const names: Words['names'] = {
  stemKinds: {
    vocals: 'ボーカル',
    backingVocals: 'コーラス',
    drums: 'ドラム',
    percussion: 'パーカッション',
    bass: 'ベース',
    guitar: 'ギター',
    piano: 'ピアノ',
    keyboard: 'キーボード',
    synth: 'シンセ',
    strings: 'ストリングス',
    brass: 'ブラス',
    woodwinds: '木管',
    fx: 'FX',
    instrumental: 'インスト',
    other: 'その他',
  },
  /** A stem without a name, and one of several. */
  stem: 'ステム',
  numberedStem: (number: number) => `ステム${plainText(number)}`,
  /** The stem of all but one, such as "Without lead guitar". */
  without: (stem: string) => `${stem}なし`,
  /** Titles of songs of which no better one is known. */
  titles: {
    task: (id: string) => `タスク ${id}`,
    imported: '読み込んだ曲',
    recovered: '復旧した曲',
    ofNewerStemroom: '新しいバージョンのStemroomの曲',
  },
  /** Where the API key is kept. */
  keychains: {
    ofSystem: 'システムのキーチェーン（Secret Service）',
    thisSession: '今回のセッションのみ',
  },
  /** Why an export has another sample rate than asked for, in kHz. `format` is a name such as MP3. */
  rateRemark: (format: string, askedKhz: number, fileKhz: number) =>
    `${format}は${roundedText(askedKhz, 3)} kHzに対応していないため、${roundedText(fileKhz, 3)} kHzで書き出します。`,
  stemFileRateRemark: (askedKhz: number, fileKhz: number) =>
    `NI Stemsファイルは${roundedText(askedKhz, 3)} kHzに対応していないため、${roundedText(fileKhz, 3)} kHzで書き出します。`,
  /** Why a file that looks like sound did not become a stem. */
  skipped: {
    unsupportedFormat: (format: string) => `Stemroomで再生できない${format}です。`,
    unpackFirst: (format: string) => `${format}の圧縮ファイルです。展開してからフォルダを読み込んでください。`,
    notSound: '拡張子にかかわらず、Stemroomで扱える音声ファイルではありません。',
    noSoundInFilm: 'この動画には音声がありません。',
    incomplete: '末尾が欠けているため、再生できません。',
    empty: 'ファイルが空です。',
    halfDownload: 'ダウンロードが完了していません。',
    hidden: '隠しファイルです。',
    unreadable: (why: string) => (why === '' ? '読み込めません。' : `読み込めません（${why}）。`),
    gone: 'もうその場所にありません。',
    linkOutside: 'フォルダの外を指すリンクです。',
    brokenLink: 'リンク先がありません。',
    tooDeep: (levels: string) => `Stemroomが調べるフォルダの深さは${levels}階層までです。`,
    tooMany: (most: string) => `Stemroomが一度に調べるファイルは${most}個までです。残りは除外しました。`,
    archiveBesideSound: '音声ファイルと同じ場所にある圧縮ファイルは展開しません。単独で読み込んでください。',
    archiveTooLarge: (limit: string) => `Stemroomが展開できる圧縮ファイルは${limit}までです。`,
    archiveDamaged: '破損しています。データが圧縮ファイルの記録と一致しません。',
    unsafePath: '圧縮ファイルの外を指す場所が指定されています。',
    sameName: '圧縮ファイル内に同じ名前のファイルがあります。',
    encrypted: 'パスワードで保護されています。',
    songFull: (most: string) => `サービスのステムが、1曲に入れられる${most}個を超えています。`,
  },
  /** As `skipped`, where the detail is no name or number. */
  skippedAs: {
    trackerModule: 'Stemroomで再生できないトラッカーモジュールです。',
    aviFilm: 'Stemroomで再生できないAVI動画です。',
    flashFilm: 'Stemroomで再生できないFlash動画です。',
    mpegFilm: 'Stemroomで再生できないMPEG動画です。',
    freeFormatMp3: 'Stemroomで再生できないフリーフォーマットのMP3です。',
    aacInLatm: 'Stemroomで再生できないLATM形式のAACです。',
    aacInAdif: 'Stemroomで再生できないADIF形式のAACです。',
    notAFile: '読み込めません（ファイルではありません）。',
    packedTooTight: 'Stemroomが展開できるのは、展開後のサイズが200倍までの圧縮ファイルです。',
  },
};
