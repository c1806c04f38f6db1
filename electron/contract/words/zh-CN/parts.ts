import { dateText, plainText, plural, sizeText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Buttons, fields and marks that many rooms use. */
export const parts: Words['parts'] = {
  add: '添加',
  cancel: '取消',
  close: '关闭',
  copy: '复制',
  details: '详情',
  dismiss: '知道了',
  done: '完成',
  edit: '编辑',
  import: '导入',
  more: '更多',
  off: '关',
  on: '开',
  open: '打开',
  redo: '重做',
  remove: '移除',
  rename: '重命名',
  reset: '重置',
  save: '保存',
  show: '显示',
  tryAgain: '重试',
  undo: '撤销',

  /** The field that a number turns into while it is typed. `label`: of the number, such as "Speed". */
  typeValue: (label) => `${label}，输入数值`,
  /** Two whole sentences, one after the other. */
  sentences: (first, second) => `${first}${second}`,

  /** Sizes of files: powers of 1000, but for GiB, in which the quota is set. */
  sizes: {
    bytes: (bytes) => sizeText(bytes, 'byte'),
    kilobytes: (kilobytes) => sizeText(kilobytes, 'kilobyte'),
    megabytes: (megabytes) => sizeText(megabytes, 'megabyte', 1),
    gigabytes: (gigabytes) => sizeText(gigabytes, 'gigabyte', 2),
    gibibytes: (gibibytes) => `${plainText(gibibytes, 2)} GiB`,
  },

  /** How long something takes, in short. */
  waits: {
    seconds: (seconds) => `${plainText(seconds)} 秒`,
    minutes: (minutes) => `${plainText(minutes)} 分钟`,
    hours: (hours) => `${plainText(hours)} 小时`,
    hoursAndMinutes: (hours, minutes) => `${plainText(hours)} 小时 ${plainText(minutes)} 分钟`,
  },

  /** Days, of milliseconds since 1970. */
  days: {
    ofThisYear: (atMs) => dateText(atMs, { day: 'numeric', month: 'short' }),
    ofAnyYear: (atMs) => dateText(atMs, { day: 'numeric', month: 'short', year: 'numeric' }),
  },

  /** How long stems can be fetched from the service. */
  expiry: {
    expired: '已过期',
    today: '今天到期',
    inDays: (days) => plural(days, { other: '# 天后到期' }),
  },

  /** Buttons beside what went wrong. */
  remedies: {
    retry: '重试',
    openSettings: '打开密钥设置',
    checkNow: '再次查询',
    openApiKeyPage: '到 kie.ai 获取密钥',
    lookAgain: '重新查找',
    freeSpace: '腾出空间',
    chooseAnother: '另选一个',
    separateAgain: '重新分离',
    showPurchases: '查看购买记录',
  },
};
