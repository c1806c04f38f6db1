import { plural } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Lyrics and the stage window. */
export const lyrics: Words['lyrics'] = {
  title: 'Letra',
  openStage: 'Abrir la ventana de escenario',
  closeStage: 'Cerrar la ventana de escenario',
  more: 'Más de la letra',
  close: 'Cerrar la letra',
  closeHint: 'Cerrar la letra (W)',
  import: 'Importar letra…',
  useTimedWords: 'Usar la letra de kie.ai',
  timeWords: 'Fijar tiempos…',
  guessTimes: 'Estimar tiempos por las voces',
  snapWords: 'Ajustar palabras a las voces',
  allEarlier: 'Todo 50 ms antes',
  allLater: 'Todo 50 ms después',
  saveAs: (format) => `Guardar como ${format}…`,
  saveAsText: 'Guardar como texto…',
  remove: 'Quitar la letra',
  formats: 'LRC, ASS, UltraStar, SRT, VTT o texto.',
  paste: 'O pégala aquí',
  useText: 'Usar este texto',
  words: 'Palabras',
  untimedNote: 'Algunas líneas aún no tienen tiempo y no siguen la canción.',
  timing: {
    label: 'Fijar tiempos',
    help: 'Reproduce la canción y mantén J en cada palabra. Retroceso vuelve atrás. Arrastra las palabras y sus bordes en la pista.',
    hold: 'Mantener por palabra',
    stepBack: 'Una palabra atrás',
    split: 'Partir aquí la línea',
    splitHint: 'Empezar otra línea con la palabra siguiente (Entrar en su pista)',
    join: 'Unir líneas',
    joinHint: 'Unir esta línea a la anterior (Mayús Entrar en su pista)',
  },
  stage: {
    title: 'Escenario',
    beats: (count) => (count === 0 ? 'Sin cuenta previa' : plural(count, { one: '# pulso', other: '# pulsos' })),
  },
};
