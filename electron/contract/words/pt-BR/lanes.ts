import { plainText, roundedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** The lanes, the ruler and what lies above them. */
export const lanes: Words['lanes'] = {
  zoomOut: 'Reduzir',
  zoomIn: 'Ampliar',
  showWhole: 'Ver a música inteira',
  lane: {
    fetching: (stem) => `Baixando ${stem}`,
    queued: 'Na fila',
    notDownloaded: 'Não baixado',
    drawing: 'Desenhando a forma de onda',
  },
  notes: {
    silent: 'em silêncio',
    silentHint: 'Este stem está em silêncio.',
    mixedDown: (layout) => `Reduzido de ${layout}`,
    damagedHint: 'Há partes danificadas neste arquivo; esses momentos soam em silêncio.',
    lookAgain: (stem) => `Procurar ${stem} de novo`,
    aligned: 'alinhado',
    takeBack: (stem) => `${stem} está alinhado: desfazer`,
    align: 'Alinhar',
    alignStem: (stem) => `Alinhar ${stem}`,
  },
  ruler: {
    hint: 'Clique para ir, arraste para um loop (Alt: fora dos compassos), clique duplo para removê-lo.',
    hintWithLoop: (length) =>
      `Clique para ir, arraste para um loop (Alt: fora dos compassos), clique duplo para removê-lo. Loop: ${length}`,
    hintWithBars: (from, to, length) =>
      `Clique para ir, arraste para um loop (Alt: fora dos compassos), clique duplo para removê-lo. Loop: compassos ${from} a ${to}, ${length}`,
    shows: { bars: 'compassos', time: 'tempo' },
    showsLabel: { bars: 'A régua mostra compassos', time: 'A régua mostra tempo' },
    showsHint: { bars: 'Mostrar tempo na régua', time: 'Mostrar compassos na régua' },
  },
  loop: {
    label: 'Loop',
    with: (said) => `Loop, ${said.join(', ')}`,
    hint: (said) => `${said.join(', ')}: limites, voltas e velocidade do loop; Delete para removê-lo`,
    pass: (pass) => `volta ${plainText(pass)}`,
    passAt: (pass, percent) => `volta ${plainText(pass)} a ${roundedText(percent, 1)} %`,
    from: 'De',
    to: 'a',
    fromField: 'Loop de',
    toField: 'Loop até',
    boundsHint: 'Um compasso como 9, uma batida como 9.3 ou um tempo como 0:16,0.',
    timesHint: 'Um tempo como 0:16,0.',
    badStart: 'O loop não pode começar aí.',
    badEnd: 'O loop não pode terminar aí.',
    repeats: 'Voltas',
    then: 'Depois',
    afterLastPass: 'Depois da última volta',
    goOn: 'Seguir',
    stop: 'Parar',
    speedUp: 'Acelerar',
    faster: 'Porcentagem mais rápida',
    beforeFaster: '+',
    afterFaster: '%',
    passesPerStep: 'Voltas por passo',
    beforePasses: 'a cada',
    afterPasses: 'voltas',
    targetSpeed: 'Velocidade final em porcentagem',
    beforeTarget: 'até',
    afterTarget: '%',
    slowerHint: 'Defina uma velocidade mais lenta da qual subir.',
    chain: 'Cadeia',
    unchain: (section, place) => `Tirar ${section}, número ${plainText(place)}`,
  },
  sections: {
    label: 'Seções',
    name: 'Nome da seção',
    loop: (section) => `Loop em ${section}`,
    loopInChain: (section, places) => `Loop em ${section}, ${places} na cadeia`,
    hint: (section) =>
      `${section}: clique para o loop, Shift para estendê-lo, Ctrl para tocá-la depois das outras, clique duplo ou F2 para o nome, C para outra cor, Delete para removê-la, Ctrl ← → para mover o início, com Shift o fim, com Alt fora dos compassos`,
  },
  chords: {
    label: 'Acordes',
    hint: 'Clique duplo para digitar um acorde',
    sounds: (shape, heard) => `${shape}, soa ${heard}`,
    chordHint: (chord) =>
      `${chord}: clique para ir até ele, arraste ou Ctrl ← → para mover (Alt: fora das batidas), clique duplo ou F2 para digitar, Delete para removê-lo`,
    field: 'Acorde',
    fieldHint: 'Enter para aceitar, Espaço para a próxima batida, Tab para o próximo compasso',
    menu: 'Acordes',
    menuWithCapo: (fret) => `Acordes, capotraste ${plainText(fret)}`,
    menuHint: 'Acordes: capotraste, importar, salvar',
    button: 'acordes',
    buttonWithCapo: (fret) => `capo na casa ${plainText(fret)}`,
    import: 'Importar acordes…',
    save: 'Salvar como ChordPro…',
    remove: 'Remover todos os acordes',
    noCapo: 'Sem capotraste',
    capo: (fret) => `Capotraste ${plainText(fret)}`,
  },
  stretches: {
    muted: 'silenciado',
    here: (stem, level) => `${stem}, aqui ${level}`,
    hint: (level) =>
      `${level}: arraste para cima ou para baixo (↑ ↓), as bordas para os lados (Ctrl ← →, com Shift o fim, com Alt fora dos compassos), Delete para remover`,
  },
  words: {
    label: 'Palavras com tempos',
    between: (word, fromSeconds, toSeconds) =>
      `${word}, de ${plainText(fromSeconds, 2)} a ${plainText(toSeconds, 2)} s`,
    hint: (word) =>
      `${word}: arraste para mover (, .), com Shift sua linha, com Ctrl tudo (Alt , .); arraste uma borda (Ctrl ← →, com Shift o fim), Alt a solta dos ataques; O ajusta, Enter divide a linha, Shift Enter une`,
  },
};
