import { plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Lyrics and the stage window. */
export const lyrics: Words['lyrics'] = {
  title: '歌詞',
  openStage: 'ステージウィンドウを開く',
  closeStage: 'ステージウィンドウを閉じる',
  more: '歌詞のその他の操作',
  close: '歌詞を閉じる',
  closeHint: '歌詞を閉じる（W）',
  import: '歌詞を読み込む…',
  useTimedWords: 'kie.aiの歌詞を使う',
  timeWords: '単語のタイミングを付ける…',
  guessTimes: 'ボーカルからタイミングを推測',
  snapWords: '単語をボーカルに合わせる',
  allEarlier: '全体を50 ms早く',
  allLater: '全体を50 ms遅く',
  /** `format` as "LRC". */
  saveAs: (format: string) => `${format}で保存…`,
  saveAsText: 'テキストで保存…',
  remove: '歌詞を削除',
  formats: 'LRC、ASS、UltraStar、SRT、VTT、プレーンテキスト。',
  paste: 'またはここに貼り付け',
  useText: 'このテキストを使う',
  words: '歌詞',
  untimedNote: 'タイミングのない行があるため、それらは曲に追従しません。',
  timing: {
    label: '単語のタイミング',
    help: '曲を再生し、単語ごとにJを押し続けてください。Backspaceで1つ戻ります。レーン上で単語とその端をドラッグできます。',
    hold: '単語の間押し続ける',
    stepBack: '1つ戻る',
    split: 'ここで行を分割',
    splitHint: '次の単語から新しい行を始める（レーン上でEnter）',
    join: '行を結合',
    joinHint: 'この行を前の行とつなげる（レーン上でShift Enter）',
  },
  stage: {
    /** Of the window. */
    title: 'ステージ',
    /** The dots that count a line in, for a screen reader. */
    beats: (count: number) => (count === 0 ? 'カウントインなし' : plural(count, { other: '#拍' })),
  },
};
