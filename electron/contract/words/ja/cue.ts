import { numberText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The second output: what goes there, and its device. */
export const cue: Words['cue'] = {
  device: 'キュー出力',
  deviceHelp: 'クリック、ガイド、選んだステムを送る 2 台目のデバイス（インイヤーモニターなど）。',
  none: 'なし：すべてメイン出力へ',
  missing: (device) => `${device}（接続されていません）`,
  unnamed: '名前のないデバイス',
  level: 'キューのレベル',
  routingHelp:
    '何を送るかは各ストリップのメニューで選びます。書き出しは、すべてがメイン出力へ行くときのミックスです。両方が同時に聞こえるよう、キューがある間はメイン出力が 0.1 秒遅れます。',
  opening: 'キュー出力を開いています…',
  gone: (device) => `${device} がなくなりました。キューだけに送る音は戻るまで鳴りません。メイン出力の再生は続きます。`,
  idle: 'キュー出力の準備ができました。',
  measuring: 'キュー出力が動いています。ずれを測定中です。',
  steady: 'キュー出力はメイン出力と同じ速さです。',
  fast: (ppm) => `キューは ${numberText(ppm)} ppm 速く、補正されています。`,
  slow: (ppm) => `キューは ${numberText(ppm)} ppm 遅く、補正されています。`,
  together: 'メイン出力と同時に聞こえます。',
  later: (milliseconds) => `メイン出力より ${numberText(milliseconds)} ms 遅れて聞こえます。`,
  back: (device) => `${device} が戻りました`,
  menu: {
    main: 'メイン出力のみ',
    cue: 'キュー出力のみ',
    both: 'メインとキューの両方',
    choose: 'キュー出力へ送る…',
  },
  send: {
    of: (name) => `${name} の出力`,
    cueShort: 'キュー',
    bothShort: '＋キュー',
    main: 'メイン',
    cue: 'キュー',
    both: '両方',
    level: (name) => `${name} のキューレベル`,
    export: '書き出したミックスには残ります。',
  },
  decibels: (level) => `${level > 0 ? '+' : ''}${roundedText(level, 1)} dB`,
  undoOutput: (name) => `${name} の出力`,
  undoLevel: (name) => `${name} のキューレベル`,
  click: 'クリック',
};
