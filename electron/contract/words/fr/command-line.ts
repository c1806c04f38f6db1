import { numberText, plainText, ungroupedText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** What commands in a terminal print. Options, their values and the names of formats are typed as they are in every language. */
export const commandLine: Words['commandLine'] = {
  /** The text of `--help`. */
  usage: `Stemroom sans fenêtre :

  stemroom --list
      affiche la bibliothèque en JSON
  stemroom --export <titre, ID de session, dossier ou ZIP de stems> [options]
      écrit des mix d’un morceau ; un dossier ou un ZIP n’est pas ajouté à la bibliothèque

Quel mix
  --mix saved|all          tel qu’il a été laissé (par défaut), ou tous les stems à 0 dB
  --mix <fichier.json>     un mix.json d’un morceau
  --mix minus:<stem>|only:<stem>|forward:<stem>|instrumental|acapella|drums-and-bass
  --variants <liste>       plusieurs versions à la fois : les mêmes mots séparés par des virgules,
                           ainsi que each, minus, forward (chaque stem seul, le morceau sans
                           chacun, chacun en avant) ; all désigne tout sauf forward
  --forward <stem>         le stem à son niveau, les autres plus bas ; comme forward:<stem>
  --others <dB>            de combien, 3 à 18 ; 9 sauf indication contraire
  --split                  le stem à gauche, les autres à droite
  --scene <nom ou touche>  le mix d’une scène, par son nom ou sa touche (1 à 8) ; all : un fichier
                           par scène
  --stems [as-mixed|untouched]
                           chaque stem en un fichier, alignés et de même durée
  --format stem            un fichier pour lecteurs DJ (NI Stems) : le mix et quatre groupes
  --groups <liste>         groupes pour ses stems autres que d’habitude, comme synth:bass,fx:drums ;
                           les groupes sont drums, bass, melody et vocals
  --daw                    un dossier avec les stems et des projets pour REAPER et pour les DAW qui
                           lisent DAWproject
  --loop                   seulement la boucle du mix
  --section <nom>          seulement la première section de ce nom
  --click [mix|file]       le clic sur les temps du morceau, dans chaque mix ou dans un fichier à part
  --count-in 1|2|4         mesures de décompte avant le morceau

Comment c’est écrit
  --format wav|wav16|wav24|wav32|flac|flac16|mp3|mp3-320|V0|V2|opus|opus-160|aac|aac-256
  --rate song|44100|48000
  --loudness off|<LUFS>    par exemple -14
  --ceiling <dBTP>         -1 sauf indication contraire ; seulement avec --loudness
  --artist <nom>           pour les tags
  --strict                 s’arrête quand un stem ne peut pas être lu ; sinon il est écarté, avec une
                           remarque
  --report                 écrit un document JSON sur le loudness à côté des fichiers

Où
  --out <fichier ou dossier>
                           ici sauf indication contraire ; un dossier s’il y a plusieurs fichiers
  --overwrite              le fichier que nomme --out peut être remplacé
  --name <modèle>          par exemple "{title} - {variant} ({key}, {bpm} bpm)"
  --user-data-dir=<dossier>
                           une autre bibliothèque

La progression va sur l’erreur standard, avec les stems écartés ou abîmés ; un résumé en JSON va sur
la sortie standard.
Codes de sortie : 0 terminé, 1 erreur propre à Stemroom, 2 mots incorrects, 3 morceau introuvable,
4 écriture impossible, 5 stems illisibles, 130 interrompu.
`,
  /** A sentence that says what is wrong with the options. */
  seeHelp: (wrong) => `${wrong} Voir stemroom --help.`,
  ownError: 'Stemroom a rencontré une erreur qui lui est propre.',
  /** What is wrong with the options. `option` is one with its dashes, such as `--out`. */
  wrong: {
    noOption: (word) => `« ${word} » n’est pas une option.`,
    twice: (option) => `${option} figure deux fois.`,
    takesNoValue: (option) => `${option} ne prend pas de valeur.`,
    needsValue: (option) => `${option} demande une valeur.`,
    needsSong: (option) => `${option} demande un morceau.`,
    standsAlone: (option) => `${option} s’emploie seul.`,
    /** One option is only good with another. */
    overwriteWithoutOut: (option, out) => `${option} va avec ${out}.`,
    groupsWithoutStemFile: (option, format) => `${option} va avec ${format}.`,
    ceilingWithoutLoudness: (option, loudness) => `${option} va avec ${loudness}.`,
    othersWithoutForward: (others, split, forward) => `${others} et ${split} vont avec ${forward}.`,
    eitherLoopOrSection: (loop, section) => `Soit ${loop}, soit ${section}.`,
    eitherOneVersionOrOthers: (mix, variants, forward) =>
      `Soit une version avec ${mix}, soit d’autres avec ${variants} et ${forward}.`,
    eitherKind: (stems, daw, format) => `Soit des versions du mix, soit ${stems}, soit ${daw}, soit ${format}.`,
    unknownValue: (option, value) => `${option} ne connaît pas « ${value} ».`,
    notGroups: (option, example, groups) =>
      `${option} est une liste comme ${example} ; les groupes sont ${groups.join(', ')}.`,
    tooManyGroups: (option) => `${option} nomme plus de stems qu’un morceau n’en a.`,
    endingHoldsNoStems: (ending) => `Un fichier qui se termine par ${ending} ne contiendrait pas de stems.`,
    endingHoldsNot: (ending, format) => `Un fichier qui se termine par ${ending} ne contiendrait pas de ${format}.`,
    notForThisKind: (option) => `${option} vaut pour les mix, les versions et les stems.`,
    clickOfStems: (option) => `Pour les stems, le clic est dans un fichier à part : ${option}.`,
    loudnessOfStems: (option) => `${option} vaut pour les mix ; les stems gardent leurs niveaux.`,
    notClick: (option, mix, file, value) => `${option} vaut ${mix} ou ${file}, pas « ${value} ».`,
    notCountIn: (option, bars, value) => `${option} vaut ${bars.join(', ')} mesures, pas « ${value} ».`,
    notRate: (option, song, rates, value) => `${option} vaut ${song}, ${rates.join(' ou ')}, pas « ${value} ».`,
    notNumber: (option, least, most, value) =>
      `${option} est un nombre de ${ungroupedText(least)} à ${ungroupedText(most)}, pas « ${value} ».`,
    notText: (option, longest) => `${option} est un texte de 1 à ${plainText(longest)} caractères.`,
  },
  /** Why a command ended. */
  failed: {
    /** Makes a sentence of what has no full stop. */
    sentence: (text) => `${text}.`,
    fileThere: (option, path) => `Le fichier existe déjà ; indiquez ${option} pour le remplacer : ${path}.`,
    noSuchSong: (detail) => `Ce morceau n’existe pas : ${detail}.`,
    quoted: (word) => `« ${word} »`,
    severalOfTitle: (title, ids) => `plusieurs morceaux s’appellent « ${title} » : ${ids.join(', ')}`,
    /** `titles`: the first few of them; `isCut`: there are more. */
    severalInFolder: (folder, count, titles, isCut) =>
      `« ${folder} » contient ${numberText(count)} morceaux, ${[...titles.map((title) => `« ${title} »`), ...(isCut ? ['…'] : [])].join(', ')} : indiquez le dossier d’un seul`,
    noMix: (path) => `${path} n’est pas un mix`,
    overwriteOfSeveral: (option, out) => `${option} vaut pour un seul fichier, nommé par ${out}`,
    isFile: (path) => `${path} est un fichier`,
    isNoFile: (path) => `${path} n’est pas un fichier`,
  },
  /** Remarks on an export. */
  remarks: {
    leftOutFile: (file, why) => `Écarté : ${file} : ${why}`,
    leftOutStem: (stem, why) => `Écarté : ${stem}. ${why}`,
    /** To three places. */
    damaged: (stem, seconds) => `Abîmé : ${stem}. Partie silencieuse : ${ungroupedText(seconds, 3)} s.`,
    hardlyDamaged: (stem) => `Abîmé : ${stem}. Moins de 0,001 s est silencieux.`,
    percent: (percent) => `${ungroupedText(percent)} %`,
  },
};
