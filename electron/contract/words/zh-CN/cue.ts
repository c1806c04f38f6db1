import { numberText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The second output: what goes there, and its device. */
export const cue: Words['cue'] = {
  device: '监听输出',
  deviceHelp: '第二台设备，用于节拍器、引导和你送去的分轨，例如入耳监听耳机。',
  none: '无：全部送到主输出',
  missing: (device) => `${device}（未连接）`,
  unnamed: '未命名的设备',
  level: '监听音量',
  routingHelp:
    '在每个通道的菜单中选择送去什么。导出的混音等于全部送到主输出。使用监听输出时，主输出会延迟十分之一秒，使两者同时听到。',
  opening: '正在打开监听输出…',
  gone: (device) => `${device} 已断开。只送监听的声音会静音，直到它恢复；主输出继续播放。`,
  idle: '监听输出已就绪。',
  measuring: '监听输出正在运行，正在测量时钟偏差。',
  steady: '监听输出与主输出一样快。',
  fast: (ppm) => `监听快 ${numberText(ppm)} ppm；已校正。`,
  slow: (ppm) => `监听慢 ${numberText(ppm)} ppm；已校正。`,
  together: '与主输出同时听到。',
  later: (milliseconds) => `比主输出晚 ${numberText(milliseconds)} 毫秒听到。`,
  back: (device) => `${device} 已恢复`,
  menu: {
    main: '仅主输出',
    cue: '仅监听输出',
    both: '主输出和监听输出',
    choose: '送到监听输出…',
  },
  send: {
    of: (name) => `${name} 的输出`,
    cueShort: '监听',
    bothShort: '＋监听',
    main: '主',
    cue: '监听',
    both: '两者',
    level: (name) => `${name} 的监听音量`,
    export: '导出时它仍在混音中。',
  },
  decibels: (level) => `${level > 0 ? '+' : ''}${roundedText(level, 1)} dB`,
  undoOutput: (name) => `${name} 的输出`,
  undoLevel: (name) => `${name} 的监听音量`,
  click: '节拍器',
};
