import { numberText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The second output: what goes there, and its device. */
export const cue: Words['cue'] = {
  device: 'Saída de retorno',
  deviceHelp: 'Um segundo dispositivo para o metrônomo, a guia e os stems que você enviar, como fones in-ear.',
  none: 'Nenhuma: tudo na saída principal',
  missing: (device) => `${device} (ausente)`,
  unnamed: 'Dispositivo sem nome',
  level: 'Nível do retorno',
  routingHelp:
    'No menu de cada canal você escolhe o que vai para lá. Uma exportação é a mixagem como se tudo fosse para a saída principal, que com retorno soa um décimo de segundo depois, para que as duas soem juntas.',
  opening: 'A saída de retorno está abrindo…',
  gone: (device) =>
    `${device} não está mais aqui. O que vai só para o retorno fica em silêncio até ele voltar; a saída principal continua.`,
  idle: 'A saída de retorno está pronta.',
  measuring: 'A saída de retorno está tocando. Sua diferença de ritmo está sendo medida.',
  steady: 'A saída de retorno anda tão rápido quanto a principal.',
  fast: (ppm) => `O retorno anda ${numberText(ppm)} ppm rápido; corrigido.`,
  slow: (ppm) => `O retorno anda ${numberText(ppm)} ppm lento; corrigido.`,
  together: 'Soa junto com a saída principal.',
  later: (milliseconds) => `Soa ${numberText(milliseconds)} ms depois da saída principal.`,
  back: (device) => `${device} voltou`,
  menu: {
    main: 'Só saída principal',
    cue: 'Só saída de retorno',
    both: 'Saída principal e retorno',
    choose: 'Enviar a uma saída de retorno…',
  },
  send: {
    of: (name) => `Saída de ${name}`,
    cueShort: 'ret.',
    bothShort: '+ ret.',
    main: 'Principal',
    cue: 'Retorno',
    both: 'Ambas',
    level: (name) => `Nível de retorno de ${name}`,
    export: 'Uma exportação o mantém na mixagem.',
  },
  decibels: (level) => `${level > 0 ? '+' : ''}${roundedText(level, 1)} dB`,
  undoOutput: (name) => `Saída de ${name}`,
  undoLevel: (name) => `Nível de retorno de ${name}`,
  click: 'o metrônomo',
};
