import { plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Lyrics and the stage window. */
export const lyrics: Words['lyrics'] = {
  title: 'Letra',
  openStage: 'Abrir a janela de palco',
  closeStage: 'Fechar a janela de palco',
  more: 'Mais da letra',
  close: 'Fechar a letra',
  closeHint: 'Fechar a letra (W)',
  import: 'Importar letra…',
  useTimedWords: 'Usar a letra do kie.ai',
  timeWords: 'Marcar tempos…',
  guessTimes: 'Estimar tempos pela voz',
  snapWords: 'Ajustar palavras à voz',
  allEarlier: 'Tudo 50 ms antes',
  allLater: 'Tudo 50 ms depois',
  saveAs: (format) => `Salvar como ${format}…`,
  saveAsText: 'Salvar como texto…',
  remove: 'Remover a letra',
  formats: 'LRC, ASS, UltraStar, SRT, VTT ou texto.',
  paste: 'Ou cole aqui',
  useText: 'Usar este texto',
  words: 'Palavras',
  untimedNote: 'Algumas linhas ainda não têm tempo e não seguem a música.',
  timing: {
    label: 'Marcar tempos',
    help: 'Toque a música e segure J em cada palavra. Backspace volta uma. Arraste as palavras e suas bordas na faixa.',
    hold: 'Segurar por palavra',
    stepBack: 'Uma palavra atrás',
    split: 'Dividir a linha aqui',
    splitHint: 'Começar outra linha na próxima palavra (Enter em sua faixa)',
    join: 'Unir linhas',
    joinHint: 'Unir esta linha à anterior (Shift Enter em sua faixa)',
  },
  stage: {
    title: 'Palco',
    beats: (count) => (count === 0 ? 'Sem contagem' : plural(count, { one: '# batida', other: '# batidas' })),
  },
};
