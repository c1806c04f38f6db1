import { plainText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** What commands in a terminal print. Options, their values and the names of formats are typed as they are in every language. */
export const commandLine: Words['commandLine'] = {
  usage: `Stemroom sem janela:

  stemroom --list
      mostra a biblioteca como JSON
  stemroom --export <título, ID da música, pasta ou ZIP de stems> [opções]
      grava mixagens de uma música; uma pasta ou um ZIP não entra na biblioteca

Que mixagem
  --mix saved|all          como foi deixada (o padrão) ou todos os stems a 0 dB
  --mix <arquivo.json>     um mix.json de uma música
  --mix minus:<stem>|only:<stem>|forward:<stem>|instrumental|acapella|drums-and-bass
  --variants <lista>       várias versões de uma vez: as mesmas palavras com vírgulas entre elas,
                           e each, minus, forward (cada stem sozinho, a música sem cada um, cada
                           um à frente); all são todas menos forward
  --forward <stem>         o stem em seu nível, os outros mais baixos; igual a forward:<stem>
  --others <dB>            quanto, de 3 a 18; se não for dito, 9
  --split                  o stem à esquerda, os outros à direita
  --scene <nome ou tecla>  a mixagem de uma cena, por nome ou tecla (1 a 8); all: um arquivo por cena
  --stems [as-mixed|untouched]
                           cada stem em um arquivo, alinhados e com a mesma duração
  --format stem            um arquivo para programas de DJ (NI Stems): a mixagem e quatro grupos
  --groups <lista>         grupos para stems diferentes dos habituais, como synth:bass,fx:drums;
                           os grupos são drums, bass, melody e vocals
  --daw                    uma pasta com os stems e projetos para REAPER e DAWs que leem DAWproject
  --loop                   só o loop da mixagem
  --section <nome>         só a primeira seção com este nome
  --click [mix|file]       o metrônomo nas batidas, em cada mixagem ou em seu próprio arquivo
  --count-in 1|2|4         compassos de contagem antes da música

Como é gravado
  --format wav|wav16|wav24|wav32|flac|flac16|mp3|mp3-320|V0|V2|opus|opus-160|aac|aac-256
  --rate song|44100|48000
  --loudness off|<LUFS>    como -14
  --ceiling <dBTP>         se não for dito, -1; só com --loudness
  --artist <nome>          para as tags
  --strict                 para se um stem não puder ser lido; senão, ele fica de fora com um aviso
  --report                 grava ao lado dos arquivos um documento JSON sobre o loudness

Onde
  --out <arquivo, pasta>   se não for dito, aqui; uma pasta quando há vários arquivos
  --overwrite              o arquivo que --out nomeia pode ser substituído
  --name <modelo>          como "{title} - {variant} ({key}, {bpm} bpm)"
  --user-data-dir=<pasta>  outra biblioteca

O progresso vai para a saída de erros, com os stems deixados de fora ou danificados; um resumo em
JSON, para a saída padrão.
Códigos de saída: 0 feito, 1 um erro do Stemroom, 2 palavras erradas, 3 música não encontrada,
4 não foi possível gravar, 5 há stems que não podem ser lidos, 130 interrompido.
`,
  seeHelp: (wrong) => `${wrong} Consulte stemroom --help.`,
  ownError: 'O Stemroom encontrou um erro próprio.',
  wrong: {
    noOption: (word) => `“${word}” não é uma opção.`,
    twice: (option) => `${option} aparece duas vezes.`,
    takesNoValue: (option) => `${option} não leva valor.`,
    needsValue: (option) => `${option} precisa de um valor.`,
    needsSong: (option) => `${option} precisa de uma música.`,
    standsAlone: (option) => `${option} vai sozinha.`,
    overwriteWithoutOut: (option, out) => `${option} vai com ${out}.`,
    groupsWithoutStemFile: (option, format) => `${option} vai com ${format}.`,
    ceilingWithoutLoudness: (option, loudness) => `${option} vai com ${loudness}.`,
    othersWithoutForward: (others, split, forward) => `${others} e ${split} vão com ${forward}.`,
    eitherLoopOrSection: (loop, section) => `Ou ${loop} ou ${section}.`,
    eitherOneVersionOrOthers: (mix, variants, forward) =>
      `Ou uma versão com ${mix}, ou outras com ${variants} e ${forward}.`,
    eitherKind: (stems, daw, format) => `Ou versões da mixagem, ou ${stems}, ou ${daw}, ou ${format}.`,
    unknownValue: (option, value) => `${option} não conhece “${value}”.`,
    notGroups: (option, example, groups) =>
      `${option} é uma lista como ${example}; os grupos são ${groups.join(', ')}.`,
    tooManyGroups: (option) => `${option} nomeia mais stems do que uma música tem.`,
    endingHoldsNoStems: (ending) => `Um arquivo que termina em ${ending} não pode conter stems.`,
    endingHoldsNot: (ending, format) => `Um arquivo que termina em ${ending} não pode conter ${format}.`,
    notForThisKind: (option) => `${option} é para mixagens, versões e stems.`,
    clickOfStems: (option) => `Os stems levam o metrônomo em seu próprio arquivo: ${option}.`,
    loudnessOfStems: (option) => `${option} é para mixagens; os stems mantêm seu nível.`,
    notClick: (option, mix, file, value) => `${option} é ${mix} ou ${file}, não “${value}”.`,
    notCountIn: (option, bars, value) => `${option} é de ${bars.join(', ')} compassos, não “${value}”.`,
    notRate: (option, song, rates, value) => `${option} é ${song}, ${rates.join(' ou ')}, não “${value}”.`,
    notNumber: (option, least, most, value) =>
      `${option} é um número de ${plainText(least)} a ${plainText(most)}, não “${value}”.`,
    notText: (option, longest) => `${option} é um texto de 1 a ${plainText(longest)} caracteres.`,
  },
  failed: {
    sentence: (text) => `${text}.`,
    fileThere: (option, path) => `Já existe um arquivo; com ${option} ele é substituído: ${path}.`,
    noSuchSong: (detail) => `Essa música não existe: ${detail}.`,
    quoted: (word) => `“${word}”`,
    severalOfTitle: (title, ids) => `há várias músicas “${title}”: ${ids.join(', ')}`,
    severalInFolder: (folder, count, titles, isCut) =>
      `“${folder}” contém ${plainText(count)} músicas, ${[...titles.map((title) => `“${title}”`), ...(isCut ? ['…'] : [])].join(', ')}: diga a pasta de uma`,
    noMix: (path) => `${path} não é uma mixagem`,
    overwriteOfSeveral: (option, out) => `${option} é para um arquivo, o que ${out} nomeia`,
    isFile: (path) => `${path} é um arquivo`,
    isNoFile: (path) => `${path} não é um arquivo`,
  },
  remarks: {
    leftOutFile: (file, why) => `Deixado de fora: ${file}: ${why}`,
    leftOutStem: (stem, why) => `Deixado de fora: ${stem}. ${why}`,
    damaged: (stem, seconds) => `Danificado: ${stem}. ${plainText(seconds, 3)} s estão em silêncio.`,
    hardlyDamaged: (stem) => `Danificado: ${stem}. Menos de 0,001 s está em silêncio.`,
    percent: (percent) => `${plainText(percent)} %`,
  },
};
