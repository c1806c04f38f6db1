import { plainText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The lanes, the ruler and what lies above them. */
export const lanes: Words['lanes'] = {
  zoomOut: 'Reducir',
  zoomIn: 'Ampliar',
  showWhole: 'Ver toda la canción',
  lane: {
    fetching: (stem) => `Descargando ${stem}`,
    queued: 'En cola',
    notDownloaded: 'Sin descargar',
    drawing: 'Dibujando la forma de onda',
  },
  notes: {
    silent: 'en silencio',
    silentHint: 'Este stem está en silencio.',
    mixedDown: (layout) => `Mezclado desde ${layout}`,
    damagedHint: 'Hay partes dañadas en este archivo; esos momentos suenan en silencio.',
    lookAgain: (stem) => `Buscar ${stem} otra vez`,
    aligned: 'alineado',
    takeBack: (stem) => `${stem} está alineado: deshacerlo`,
    align: 'Alinear',
    alignStem: (stem) => `Alinear ${stem}`,
  },
  ruler: {
    hint: 'Clic para saltar, arrastra para un bucle (Alt: fuera de los compases), doble clic para quitarlo.',
    hintWithLoop: (length) =>
      `Clic para saltar, arrastra para un bucle (Alt: fuera de los compases), doble clic para quitarlo. Bucle: ${length}`,
    hintWithBars: (from, to, length) =>
      `Clic para saltar, arrastra para un bucle (Alt: fuera de los compases), doble clic para quitarlo. Bucle: compases ${from} a ${to}, ${length}`,
    shows: { bars: 'compases', time: 'tiempo' },
    showsLabel: { bars: 'La regla muestra compases', time: 'La regla muestra tiempo' },
    showsHint: { bars: 'Mostrar tiempo en la regla', time: 'Mostrar compases en la regla' },
  },
  loop: {
    label: 'Bucle',
    with: (said) => `Bucle, ${said.join(', ')}`,
    hint: (said) => `${said.join(', ')}: límites, vueltas y velocidad del bucle; Supr para quitarlo`,
    pass: (pass) => `vuelta ${plainText(pass)}`,
    passAt: (pass, percent) => `vuelta ${plainText(pass)} al ${roundedText(percent, 1)} %`,
    from: 'De',
    to: 'a',
    fromField: 'Bucle desde',
    toField: 'Bucle hasta',
    boundsHint: 'Un compás como 9, un pulso como 9.3 o un tiempo como 0:16,0.',
    timesHint: 'Un tiempo como 0:16,0.',
    badStart: 'El bucle no puede empezar ahí.',
    badEnd: 'El bucle no puede acabar ahí.',
    repeats: 'Vueltas',
    then: 'Después',
    afterLastPass: 'Después de la última vuelta',
    goOn: 'Seguir',
    stop: 'Parar',
    speedUp: 'Acelerar',
    faster: 'Porcentaje más rápido',
    beforeFaster: '+',
    afterFaster: '%',
    passesPerStep: 'Vueltas por paso',
    beforePasses: 'cada',
    afterPasses: 'vueltas',
    targetSpeed: 'Velocidad final en porcentaje',
    beforeTarget: 'hasta',
    afterTarget: '%',
    slowerHint: 'Pon una velocidad más lenta desde la que subir.',
    chain: 'Cadena',
    unchain: (section, place) => `Sacar ${section}, número ${plainText(place)}`,
  },
  sections: {
    label: 'Secciones',
    name: 'Nombre de la sección',
    loop: (section) => `Bucle en ${section}`,
    loopInChain: (section, places) => `Bucle en ${section}, ${places} en la cadena`,
    hint: (section) =>
      `${section}: clic para el bucle, Mayús para ampliarlo, Ctrl para tocarla tras las otras, doble clic o F2 para el nombre, C para otro color, Supr para quitarla, Ctrl ← → para mover el inicio, con Mayús el final, con Alt fuera de los compases`,
  },
  chords: {
    label: 'Acordes',
    hint: 'Doble clic para escribir un acorde',
    sounds: (shape, heard) => `${shape}, suena ${heard}`,
    chordHint: (chord) =>
      `${chord}: clic para ir allí, arrastra o Ctrl ← → para moverlo (Alt: fuera de los pulsos), doble clic o F2 para escribir, Supr para quitarlo`,
    field: 'Acorde',
    fieldHint: 'Entrar para aceptarlo, Espacio para el pulso siguiente, Tab para el compás siguiente',
    menu: 'Acordes',
    menuWithCapo: (fret) => `Acordes, cejilla ${plainText(fret)}`,
    menuHint: 'Acordes: cejilla, importar, guardar',
    button: 'acordes',
    buttonWithCapo: (fret) => `cejilla ${plainText(fret)}`,
    import: 'Importar acordes…',
    save: 'Guardar como ChordPro…',
    remove: 'Quitar todos los acordes',
    noCapo: 'Sin cejilla',
    capo: (fret) => `Cejilla ${plainText(fret)}`,
  },
  stretches: {
    muted: 'silenciado',
    here: (stem, level) => `${stem}, aquí ${level}`,
    hint: (level) =>
      `${level}: arrastra arriba o abajo (↑ ↓), los bordes a los lados (Ctrl ← →, con Mayús el final, con Alt fuera de los compases), Supr para quitarlo`,
  },
  words: {
    label: 'Palabras con tiempos',
    between: (word, fromSeconds, toSeconds) =>
      `${word}, de ${plainText(fromSeconds, 2)} a ${plainText(toSeconds, 2)} s`,
    hint: (word) =>
      `${word}: arrastra para moverla (, .), con Mayús su línea, con Ctrl todo (Alt , .); arrastra un borde (Ctrl ← →, con Mayús el final), Alt la suelta de los ataques; O ajusta, Entrar parte la línea, Mayús Entrar la une`,
  },
};
