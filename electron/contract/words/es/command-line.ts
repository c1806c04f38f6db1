import { plainText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** What commands in a terminal print. Options, their values and the names of formats are typed as they are in every language. */
export const commandLine: Words['commandLine'] = {
  usage: `Stemroom sin ventana:

  stemroom --list
      muestra la biblioteca como JSON
  stemroom --export <título, id de canción, carpeta o ZIP de stems> [opciones]
      escribe mezclas de una canción; una carpeta o un ZIP no entra en la biblioteca

Qué mezcla
  --mix saved|all          como se dejó (lo habitual) o todos los stems a 0 dB
  --mix <archivo.json>     un mix.json de una canción
  --mix minus:<stem>|only:<stem>|forward:<stem>|instrumental|acapella|drums-and-bass
  --variants <lista>       varias versiones a la vez: las mismas palabras con comas entre ellas,
                           y each, minus, forward (cada stem a solas, la canción sin cada uno, cada
                           uno delante); all es todas menos forward
  --forward <stem>         el stem a su nivel, los demás más bajos; igual que forward:<stem>
  --others <dB>            cuánto, de 3 a 18; si no se dice, 9
  --split                  el stem a la izquierda, los demás a la derecha
  --scene <nombre o tecla> la mezcla de una escena, por nombre o tecla (1 a 8); all: un archivo por escena
  --stems [as-mixed|untouched]
                           cada stem en un archivo, alineados y de igual duración
  --format stem            un archivo para programas de DJ (NI Stems): la mezcla y cuatro grupos
  --groups <lista>         grupos para stems distintos de los habituales, como synth:bass,fx:drums;
                           los grupos son drums, bass, melody y vocals
  --daw                    una carpeta con los stems y proyectos para REAPER y DAW que leen DAWproject
  --loop                   solo el bucle de la mezcla
  --section <nombre>       solo la primera sección con este nombre
  --click [mix|file]       la claqueta en los pulsos, en cada mezcla o en su propio archivo
  --count-in 1|2|4         compases de cuenta previa antes de la canción

Cómo se escribe
  --format wav|wav16|wav24|wav32|flac|flac16|mp3|mp3-320|V0|V2|opus|opus-160|aac|aac-256
  --rate song|44100|48000
  --loudness off|<LUFS>    como -14
  --ceiling <dBTP>         si no se dice, -1; solo con --loudness
  --artist <nombre>        para las etiquetas
  --strict                 se detiene si un stem no se puede leer; si no, se omite con un aviso
  --report                 escribe junto a los archivos un documento JSON sobre la sonoridad

Dónde
  --out <archivo, carpeta> si no se dice, aquí; una carpeta cuando hay varios archivos
  --overwrite              se puede sustituir el archivo que nombra --out
  --name <plantilla>       como "{title} - {variant} ({key}, {bpm} bpm)"
  --user-data-dir=<carpeta> otra biblioteca

El progreso va a la salida de errores, con los stems omitidos o dañados; un resumen en JSON, a la
salida estándar.
Códigos de salida: 0 hecho, 1 un error de Stemroom, 2 palabras erróneas, 3 canción no encontrada,
4 no se pudo escribir, 5 hay stems que no se pueden leer, 130 interrumpido.
`,
  seeHelp: (wrong) => `${wrong} Consulta stemroom --help.`,
  ownError: 'Stemroom ha dado con un error propio.',
  wrong: {
    noOption: (word) => `«${word}» no es una opción.`,
    twice: (option) => `${option} aparece dos veces.`,
    takesNoValue: (option) => `${option} no lleva valor.`,
    needsValue: (option) => `${option} necesita un valor.`,
    needsSong: (option) => `${option} necesita una canción.`,
    standsAlone: (option) => `${option} va sola.`,
    overwriteWithoutOut: (option, out) => `${option} va con ${out}.`,
    groupsWithoutStemFile: (option, format) => `${option} va con ${format}.`,
    ceilingWithoutLoudness: (option, loudness) => `${option} va con ${loudness}.`,
    othersWithoutForward: (others, split, forward) => `${others} y ${split} van con ${forward}.`,
    eitherLoopOrSection: (loop, section) => `O ${loop} o ${section}.`,
    eitherOneVersionOrOthers: (mix, variants, forward) =>
      `O una versión con ${mix}, u otras con ${variants} y ${forward}.`,
    eitherKind: (stems, daw, format) => `O versiones de la mezcla, o ${stems}, o ${daw}, o ${format}.`,
    unknownValue: (option, value) => `${option} no conoce «${value}».`,
    notGroups: (option, example, groups) =>
      `${option} es una lista como ${example}; los grupos son ${groups.join(', ')}.`,
    tooManyGroups: (option) => `${option} nombra más stems de los que tiene una canción.`,
    endingHoldsNoStems: (ending) => `Un archivo que acaba en ${ending} no puede contener stems.`,
    endingHoldsNot: (ending, format) => `Un archivo que acaba en ${ending} no puede contener ${format}.`,
    notForThisKind: (option) => `${option} es para mezclas, versiones y stems.`,
    clickOfStems: (option) => `Los stems llevan la claqueta en su propio archivo: ${option}.`,
    loudnessOfStems: (option) => `${option} es para mezclas; los stems conservan su nivel.`,
    notClick: (option, mix, file, value) => `${option} es ${mix} o ${file}, no «${value}».`,
    notCountIn: (option, bars, value) => `${option} es de ${bars.join(', ')} compases, no «${value}».`,
    notRate: (option, song, rates, value) => `${option} es ${song}, ${rates.join(' o ')}, no «${value}».`,
    notNumber: (option, least, most, value) =>
      `${option} es un número de ${plainText(least)} a ${plainText(most)}, no «${value}».`,
    notText: (option, longest) => `${option} es un texto de 1 a ${plainText(longest)} caracteres.`,
  },
  failed: {
    sentence: (text) => `${text}.`,
    fileThere: (option, path) => `Ya hay un archivo; con ${option} se sustituye: ${path}.`,
    noSuchSong: (detail) => `No existe esa canción: ${detail}.`,
    quoted: (word) => `«${word}»`,
    severalOfTitle: (title, ids) => `hay varias canciones «${title}»: ${ids.join(', ')}`,
    severalInFolder: (folder, count, titles, isCut) =>
      `«${folder}» contiene ${plainText(count)} canciones, ${[...titles.map((title) => `«${title}»`), ...(isCut ? ['…'] : [])].join(', ')}: di la carpeta de una`,
    noMix: (path) => `${path} no es una mezcla`,
    overwriteOfSeveral: (option, out) => `${option} es para un archivo, el que nombra ${out}`,
    isFile: (path) => `${path} es un archivo`,
    isNoFile: (path) => `${path} no es un archivo`,
  },
  remarks: {
    leftOutFile: (file, why) => `Omitido: ${file}: ${why}`,
    leftOutStem: (stem, why) => `Omitido: ${stem}. ${why}`,
    damaged: (stem, seconds) => `Dañado: ${stem}. ${plainText(seconds, 3)} s están en silencio.`,
    hardlyDamaged: (stem) => `Dañado: ${stem}. Menos de 0,001 s está en silencio.`,
    percent: (percent) => `${plainText(percent)} %`,
  },
};
