import { plainText, plural } from '../intl.ts';
import type { Words } from '../shape.ts';

const savedStillPlays = 'O que está salvo continua tocando.';
const nothingBought = 'Nada foi comprado.';
const sessionOnlyKey = 'Sua chave vale até você fechar o Stemroom.';
const nothingChanged = 'Nada foi alterado.';
const taskKept = 'A tarefa continua na biblioteca.';
const nothingFetched = 'Nada foi baixado.';
const othersPlay = 'Os outros stems tocam.';
const noFile = 'Nenhum arquivo foi gravado.';
const tryLater = 'Tente de novo daqui a pouco.';
const checkConnection = 'Verifique a conexão e tente de novo.';
const readableKinds = 'MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A, AAC, CAF, W64 ou WebM';

/** What went wrong: what happened, what Stemroom did, what the user can do. */
export const failures: Words['failures'] = {
  kinds: {
    malformedTaskId: {
      happened: 'Não há nenhum ID de tarefa neste texto.',
      did: 'O serviço não foi consultado.',
      canDo: 'Cole o ID da separação: de 8 a 64 letras, algarismos, - ou _, ou um texto que contenha taskId=.',
    },
    noKey: {
      happened: 'Ainda não há chave do kie.ai.',
      did: taskKept,
      canDo: 'Salve sua chave do kie.ai em Configurações e tente de novo.',
    },
    keyRefused: {
      happened: 'O serviço recusou a chave de API.',
      did: `O download parou. ${taskKept}`,
      canDo: 'Verifique a chave em Configurações ou crie uma nova no kie.ai.',
    },
    outOfCredits: {
      happened: 'O serviço diz que a conta não tem mais créditos.',
      did: `O download parou. ${savedStillPlays}`,
      canDo: 'Adicione créditos no kie.ai e tente de novo.',
    },
    taskNotFound: {
      happened: 'O serviço não conhece esta tarefa.',
      did: nothingFetched,
      canDo: 'Use o ID da separação, não o da música. Os registros são apagados após dois meses.',
    },
    taskRejected: {
      happened: 'O serviço não aceita este ID de tarefa.',
      did: nothingFetched,
      canDo: 'Verifique se é o ID de uma separação.',
    },
    sourceUnreachable: {
      happened: 'O kie.ai não conseguiu carregar a música.',
      did: nothingFetched,
      canDo: 'Verifique se a música ainda está onde a tarefa diz e separe-a de novo.',
    },
    maintenance: {
      happened: 'O serviço está em manutenção.',
      did: `O Stemroom perguntou várias vezes. ${taskKept}`,
      canDo: tryLater,
    },
    rateLimited: {
      happened: 'Pedidos demais ao kie.ai.',
      did: 'O Stemroom esperou o que foi pedido e depois parou.',
      canDo: 'Tente de novo em alguns minutos.',
    },
    serviceError: {
      happened: 'O kie.ai teve um problema.',
      did: `O Stemroom perguntou várias vezes. ${taskKept}`,
      canDo: tryLater,
    },
    separationFailed: {
      happened: 'O serviço não conseguiu separar esta música.',
      did: 'Não há stems para baixar.',
      canDo: 'Comece outra separação no kie.ai; o serviço diz por que esta falhou.',
    },
    badAnswer: {
      happened: 'O kie.ai enviou algo que o Stemroom não entende.',
      did: `${nothingFetched} ${taskKept}`,
      canDo: 'Tente de novo. Se continuar, o serviço pode ter mudado; procure um Stemroom mais novo.',
    },
    noStemsInAnswer: {
      happened: 'O kie.ai terminou, mas não entregou nenhum stem.',
      did: `O Stemroom perguntou várias vezes. ${taskKept}`,
      canDo: 'Verifique mais tarde ou veja a tarefa no kie.ai.',
    },
    wrongRecord: {
      happened: 'O serviço enviou o registro de outra tarefa.',
      did: `${nothingFetched} ${taskKept}`,
      canDo: 'Tente de novo. Se continuar, diga ao suporte do kie.ai qual tarefa você pediu.',
    },
    tooFewCredits: {
      happened: 'A conta não tem créditos suficientes.',
      did: nothingBought,
      canDo: 'Adicione créditos no kie.ai e tente de novo.',
    },
    separationRefused: {
      happened: 'O serviço não aceitou esta música.',
      did: nothingBought,
      canDo: 'Verifique a música e os stems escolhidos e tente de novo.',
    },
    uploadRefused: {
      happened: 'O serviço não aceitou o arquivo.',
      did: nothingBought,
      canDo: tryLater,
    },
    purchaseUncertain: {
      happened: 'Não veio uma resposta clara; a compra pode ter sido paga.',
      did: 'Ela está em suas compras, e o Stemroom não a repete por conta própria.',
      canDo:
        'Veja suas tarefas no kie.ai. Em Configurações, Compras, digite o ID da tarefa ou diga que nada foi comprado.',
    },
    alreadyBought: {
      happened: 'Esta música já foi separada assim.',
      did: nothingBought,
      canDo: 'Abra a música que você tem ou confirme que quer pagar de novo.',
    },
    purchaseUnderWay: {
      happened: 'Outra compra está em andamento.',
      did: nothingBought,
      canDo: 'Espere que ela termine e tente de novo.',
    },
    sourceUnreadable: {
      happened: 'O arquivo não está mais lá ou não é o que você escolheu.',
      did: nothingBought,
      canDo: 'Escolha o arquivo de novo.',
    },
    songTooLong: {
      happened: 'A música é mais longa do que o serviço aceita.',
      did: nothingBought,
      canDo: 'Corte-a em partes de no máximo 20 minutos e separe cada uma.',
    },
    songTooLarge: {
      happened: 'O arquivo passa dos 20 MB que o serviço aceita.',
      did: nothingBought,
      canDo: 'Salve a música como MP3 e escolha esse arquivo.',
    },
    linkUnusable: {
      happened: 'O serviço não consegue baixar uma música deste link.',
      did: nothingBought,
      canDo: 'Use um link que comece com https e leve a um arquivo de áudio na internet.',
    },
    ledgerUnreadable: {
      happened: 'A lista de suas compras não pode ser lida ou gravada.',
      did: 'Nada foi comprado: sem a lista, o Stemroom poderia pagar duas vezes.',
      canDo: 'Verifique o disco e as permissões de purchases.json na pasta do Stemroom e reinicie o Stemroom.',
    },
    generationPending: {
      happened: 'O serviço ainda não terminou esta música.',
      did: nothingChanged,
      canDo: 'Tente de novo em um minuto.',
    },
    noNotes: {
      happened: 'O serviço não encontrou notas nestes stems.',
      did: noFile,
      canDo: 'Os stems continuam como estavam.',
    },
    offline: { happened: 'Sem conexão.', did: 'As músicas salvas continuam tocando.', canDo: checkConnection },
    timedOut: {
      happened: 'Não houve resposta a tempo.',
      did: 'Houve várias tentativas. O que está salvo permanece.',
      canDo: checkConnection,
    },
    insecure: {
      happened: 'A conexão não é segura (certificado inválido).',
      did: 'O Stemroom parou antes de enviar ou salvar qualquer coisa.',
      canDo: 'Verifique a data deste computador e a rede em que você está e tente de novo.',
    },
    hostNotAllowed: {
      happened: 'Um stem está em um servidor que você não permitiu.',
      did: 'Nada foi baixado de lá.',
      canDo: 'Tente de novo e permita o servidor se confiar nele.',
    },
    linkForbidden: {
      happened: 'O serviço deu um link que o Stemroom nunca segue.',
      did: `Nada foi baixado de lá. ${savedStillPlays}`,
      canDo: 'Tente de novo: talvez ele dê outro link. Se continuar, diga ao suporte deles qual é.',
    },
    linkExpired: {
      happened: 'O kie.ai apagou estes arquivos após 14 dias.',
      did: savedStillPlays,
      canDo: 'Separe a música de novo para ter o resto.',
    },
    linkRefused: {
      happened: 'O kie.ai não oferece mais este arquivo.',
      did: `Os links novos também não serviram. ${savedStillPlays}`,
      canDo: 'Tente de novo mais tarde ou separe a música de novo.',
    },
    truncated: {
      happened: 'O download foi interrompido.',
      did: 'Houve várias tentativas. O arquivo pela metade foi descartado.',
      canDo: checkConnection,
    },
    tooLarge: {
      happened: 'O arquivo é maior do que um stem pode ser (256 MiB, 2 GiB para uma música).',
      did: 'O download parou e foi descartado.',
      canDo: 'Verifique para onde o link leva.',
    },
    notAudio: {
      happened: 'O download não é um arquivo de áudio que o Stemroom possa tocar.',
      did: 'Ele não foi salvo.',
      canDo: 'Se a sua rede pede login, entre e tente de novo.',
    },
    cancelled: {
      happened: 'Você cancelou.',
      did: 'Os stems já baixados ficam.',
      canDo: 'Baixe o resto quando quiser.',
    },
    malformedKey: {
      happened: 'Isto não pode ser uma chave de API.',
      did: 'Ela não foi salva.',
      canDo: 'Copie a chave inteira: de 8 a 512 caracteres sem espaços.',
    },
    keychainNoBus: {
      happened: 'O chaveiro está fora de alcance: não há barramento de sessão (D-Bus).',
      did: sessionOnlyKey,
      canDo: 'Inicie o Stemroom em uma sessão de desktop para que a chave seja guardada.',
    },
    keychainNoService: {
      happened: 'Nenhum chaveiro está em execução.',
      did: sessionOnlyKey,
      canDo: 'Instale e inicie GNOME Keyring, KWallet ou KeePassXC para que a chave seja guardada.',
    },
    keychainNoCollection: {
      happened: 'O chaveiro ainda não tem onde guardar senhas.',
      did: sessionOnlyKey,
      canDo: 'Crie um chaveiro de login (por exemplo em Senhas e chaves) para guardá-la.',
    },
    keychainLocked: {
      happened: 'O chaveiro do sistema está bloqueado.',
      did: sessionOnlyKey,
      canDo: 'Desbloqueie o chaveiro e salve a chave de novo.',
    },
    keychainDismissed: {
      happened: 'A pergunta do chaveiro foi fechada.',
      did: 'A chave não foi guardada.',
      canDo: 'Salve a chave de novo e desbloqueie o chaveiro quando ele pedir.',
    },
    keychainTimedOut: {
      happened: 'O chaveiro do sistema não respondeu a tempo.',
      did: sessionOnlyKey,
      canDo: 'Procure a pergunta dele atrás de outras janelas e salve a chave de novo.',
    },
    keychainLibraryMissing: {
      happened: 'Falta a libsecret, por isso o chaveiro não pode ser usado.',
      did: sessionOnlyKey,
      canDo: 'Instale libsecret-1-0 e reinicie o Stemroom para que a chave seja guardada.',
    },
    keychainDenied: {
      happened: 'O sistema não deixa o Stemroom usar o chaveiro.',
      did: sessionOnlyKey,
      canDo: 'Permita o Stemroom nas configurações do chaveiro e salve a chave de novo.',
    },
    keychainUnknown: {
      happened: 'O chaveiro do sistema teve um erro.',
      did: sessionOnlyKey,
      canDo: 'Salve a chave de novo. Se continuar, veja o registro (Ajuda, Abrir pasta do registro).',
    },
    diskFull: {
      happened: 'O disco está cheio.',
      did: 'O Stemroom parou. Tudo o que foi salvo antes permanece.',
      canDo: 'Libere espaço e tente de novo.',
    },
    folderUnavailable: {
      happened: 'A pasta está fora de alcance ou não aceita gravações.',
      did: nothingChanged,
      canDo: 'Verifique se o disco está conectado e se você pode gravar lá, e tente de novo.',
    },
    fileLocked: {
      happened: 'O arquivo está aberto em outro programa.',
      did: 'O arquivo antigo continua intacto.',
      canDo: 'Feche o outro programa ou escolha outro nome.',
    },
    fileThere: {
      happened: 'Já existe um arquivo com este nome.',
      did: 'Ele ficou como estava.',
      canDo: 'Escolha outro nome ou permita substituí-lo.',
    },
    diskError: {
      happened: 'O disco deu um erro.',
      did: 'Os arquivos gravados pela metade foram descartados.',
      canDo: 'Verifique o disco e tente de novo.',
    },
    damaged: {
      happened: 'Um arquivo salvo mudou no disco.',
      did: `Ele foi posto de lado. ${othersPlay}`,
      canDo: 'Baixe-o de novo se o serviço ainda o tiver.',
    },
    fileMissing: {
      happened: 'Falta o arquivo deste stem.',
      did: `O lugar dele fica guardado. ${othersPlay}`,
      canDo: 'Coloque o arquivo de volta no lugar ou conecte o disco dele. O Stemroom o procura ao abrir a música.',
    },
    notFetched: {
      happened: 'O stem ainda não foi baixado.',
      did: 'Os outros tocam.',
      canDo: 'Baixe o resto da música se o serviço ainda a tiver.',
    },
    newerVersion: {
      happened: 'Um Stemroom mais novo salvou esta música.',
      did: 'Aberta em somente leitura.',
      canDo: 'Atualize o Stemroom para alterá-la.',
    },
    settingsUnreadable: {
      happened: 'Suas configurações não podem ser lidas.',
      did: 'O arquivo ficou como estava. O que você mudar agora vale até fechar o Stemroom.',
      canDo: 'Verifique o disco e as permissões de settings.json na pasta do Stemroom e reinicie o Stemroom.',
    },
    libraryInUse: {
      happened: 'Outro Stemroom está com esta biblioteca aberta, ou o disco dela não aceita gravações.',
      did: 'Aqui as músicas tocam; nada é alterado.',
      canDo: 'Feche o outro Stemroom: este assume em 20 segundos.',
    },
    libraryFull: {
      happened: 'A biblioteca chegou ao tamanho que você definiu.',
      did: 'Nada pôde ser removido automaticamente.',
      canDo: 'Aumente o limite em Configurações ou escolha músicas para remover.',
    },
    libraryMoving: {
      happened: 'A biblioteca está de mudança.',
      did: nothingChanged,
      canDo: 'Espere que ela termine ou cancele, e tente de novo.',
    },
    libraryBusy: {
      happened: 'Uma importação ou exportação está em andamento.',
      did: nothingChanged,
      canDo: 'Espere que ela termine ou cancele, e tente de novo.',
    },
    libraryThere: {
      happened: 'Esta pasta não pode receber a biblioteca.',
      did: nothingChanged,
      canDo: 'Escolha uma pasta vazia fora da biblioteca atual.',
    },
    noLibraryThere: {
      happened: 'Não há nenhuma biblioteca nesta pasta.',
      did: nothingChanged,
      canDo: 'Escolha a pasta que contém as músicas, ou uma vazia para uma biblioteca nova.',
    },
    notFound: {
      happened: 'Esta música não está mais na biblioteca.',
      did: nothingChanged,
      canDo: 'Procure-a na lixeira.',
    },
    nothingToImport: {
      happened: 'Nenhum arquivo de áudio foi encontrado.',
      did: nothingChanged,
      canDo: `Escolha uma pasta ou arquivos com stems: ${readableKinds}.`,
    },
    unsupportedFile: {
      happened: 'Não é um arquivo de áudio que o Stemroom possa tocar.',
      did: nothingChanged,
      canDo: `Use ${readableKinds}.`,
    },
    tooManyStems: {
      happened: 'São mais arquivos de áudio do que uma música pode ter (64 stems).',
      did: nothingChanged,
      canDo: 'Escolha uma pasta com os stems de uma só música.',
    },
    undecodable: {
      happened: 'Este stem não pode ser decodificado.',
      did: othersPlay,
      canDo: 'Baixe-o ou importe-o de novo; o arquivo fica guardado.',
    },
    unsupportedCodec: {
      happened: 'Este stem é de um tipo que o Stemroom não pode tocar.',
      did: `${othersPlay} O arquivo fica guardado.`,
      canDo: 'Converta-o em WAV ou FLAC e importe-o.',
    },
    noMidi: {
      happened: 'Não há MIDI neste computador.',
      did: 'As teclas funcionam como antes, assim como pedais e viradores de página que são teclados.',
      canDo: 'Verifique se o sistema tem MIDI e tente de novo.',
    },
    noAudioDevice: {
      happened: 'O dispositivo de áudio não pode ser usado.',
      did: 'A reprodução parou.',
      canDo: 'Verifique as configurações de som do sistema e aperte Tocar.',
    },
    allSilent: {
      happened: 'Todos os stems estão silenciados ou baixados; o arquivo ficaria em silêncio.',
      did: noFile,
      canDo: 'Ative um stem e exporte de novo.',
    },
    stemsUnreadable: {
      happened: 'Há stems desta exportação que não podem ser lidos.',
      did: noFile,
      canDo: 'Silencie estes stems ou coloque arquivos bons no lugar, e exporte de novo.',
    },
    noLyrics: {
      happened: 'O arquivo não tem letra que o Stemroom possa ler.',
      did: 'A letra da música continua como estava.',
      canDo: 'Escolha um arquivo LRC, ASS, UltraStar, SRT, VTT ou de texto.',
    },
    noChords: {
      happened: 'O arquivo não tem acordes que o Stemroom possa ler.',
      did: 'Os acordes da música continuam como estavam.',
      canDo: 'Escolha um arquivo ChordPro (.cho, .chordpro): nele os acordes ficam entre colchetes.',
    },
    tooManyChords: {
      happened: 'O arquivo tem mais acordes do que uma música aceita: 5000.',
      did: 'Os acordes da música continuam como estavam.',
      canDo: 'Divida o arquivo e importe a parte desta música.',
    },
    tooManyLines: {
      happened: 'O arquivo tem mais linhas do que uma música aceita: 2000.',
      did: 'A letra da música continua como estava.',
      canDo: 'Divida o arquivo e importe a parte desta música.',
    },
    lyricsUntimed: {
      happened: 'Algumas linhas ainda não têm tempo, e este tipo de arquivo o exige de cada uma.',
      did: noFile,
      canDo: 'Salve a letra como texto ou importe-a de um arquivo com tempos.',
    },
    noSetlist: {
      happened: 'O arquivo não tem músicas que o Stemroom possa ler.',
      did: 'Suas setlists continuam como estavam.',
      canDo: 'Escolha um arquivo de texto com um título em cada linha.',
    },
    setlistsUnreadable: {
      happened: 'Suas setlists não podem ser lidas.',
      did: 'O arquivo ficou como estava. O que você mudar agora vale até fechar o Stemroom.',
      canDo: 'Verifique o disco e as permissões de setlists.json na pasta do Stemroom e reinicie o Stemroom.',
    },
    badRequest: { happened: 'Algo deu errado dentro do Stemroom.', did: nothingChanged, canDo: 'Reinicie o Stemroom.' },
    tooManyRequests: {
      happened: 'Ações demais ao mesmo tempo.',
      did: 'O último pedido foi descartado.',
      canDo: 'Tente de novo em um segundo.',
    },
    internal: {
      happened: 'Algo deu errado no Stemroom.',
      did: 'Está no registro. O que está salvo permanece.',
      canDo: 'Tente de novo. Se continuar, salve o diagnóstico (Ajuda) e conte para nós.',
    },
  },
  details: {
    soundFiles: (count) => `${plainText(count)} arquivos de áudio`,
    andMore: (count) => `E mais ${plainText(count)}.`,
    notSound: (file) => `${file}: não é um arquivo de áudio.`,
    fileEmpty: (file) => `${file}: o arquivo está vazio.`,
    fileSilent: (file) => `${file}: não contém som.`,
    fileBecause: (file, why) => `${file} – ${why}`,
    fileOfLength: (file, minutes) => `${file} (${minutes})`,
    mebibytes: (count) => `${plainText(count)} MiB`,
    gibibytes: (count) => `${plainText(count, 2)} GiB`,
    quotaNeeds: (needed, used, limitGiB) => `são necessários ${needed}; ${used} de ${plainText(limitGiB)} GiB em uso`,
    diskNeeds: (needed, free, leftToOthers) =>
      `são necessários ${needed}; ${free} livres, dos quais ${leftToOthers} ficam para o resto`,
    libraryIsThere: 'A biblioteca já está nesta pasta.',
    otherLibraryThere: 'Há outra biblioteca nesta pasta.',
    ownFolderTaken: 'Contém uma pasta Stemroom com outros arquivos.',
    libraryShouldBeIn: (folder) => `A biblioteca deveria estar em ${folder}.`,
    newerSettings: 'Um Stemroom mais novo as gravou.',
    keyStillThere: 'A chave ainda está lá.',
    otherKeyBack: 'Ele devolveu outra chave.',
    keychainEnded: 'O processo do chaveiro terminou.',
    boughtAs: (taskId, why) => `Foi comprado; o ID da tarefa é ${taskId}. ${why}`.trim(),
    confirmedBefore: 'Isto já foi confirmado.',
    creditsLess: (credits) => `A conta tem ${plainText(credits)} créditos a menos do que antes.`,
    creditsSame: 'A conta tem tantos créditos quanto antes.',
    endedBeforeAnswer: 'O Stemroom foi fechado antes de a resposta chegar.',
    otherKindOfTask: (model) => `O serviço diz que é uma tarefa de ${model}.`,
    callbackFailed: 'O serviço não conseguiu entregar seu callback.',
    answerNoObject: 'A resposta não é um objeto JSON.',
    answerWithoutData: 'A resposta não tem code nem data.',
    answerPacked: 'A resposta está compactada de um modo que não pode ser lido.',
    answerTooLong: 'A resposta é longa demais.',
    sentElsewhere: 'O serviço nos mandou para outro lugar.',
    demoSong: 'a música de demonstração',
    stemsOffered: (offered, mostStems, leftOut) =>
      plural(leftOut, {
        one: `O serviço oferece ${plainText(offered)} stems; em uma música cabem ${plainText(mostStems)}, então um ficou de fora. Ele está em “Stems deixados de fora”, no menu da música.`,
        other: `O serviço oferece ${plainText(offered)} stems; em uma música cabem ${plainText(mostStems)}, então # ficaram de fora. Eles estão em “Stems deixados de fora”, no menu da música.`,
      }),
    apiBase: 'STEMROOM_API_BASE só pode indicar um servidor deste computador, como http://127.0.0.1:8080, sem caminho.',
    privateServer: (host) => `${host}, um servidor de uma rede privada`,
    redirectToNowhere: (host) => `${host}: um redirecionamento para lugar nenhum`,
    tooManyRedirects: (most) => `mais de ${plainText(most)} redirecionamentos`,
    noUrl: 'um link que não é uma URL',
    linkWithUserName: 'um link com um nome de usuário',
    linkNotHttps: (protocol) => `um link que não é https (${protocol})`,
    unusualPort: (host) => `${host}, uma porta incomum`,
    addressAsName: (host) => `${host}, um endereço em vez de um nome`,
    localName: (host) => `${host}, um nome local`,
    withoutTheRest: (host) => `${host} não envia o resto do arquivo`,
    packedFile: (host) => `${host} compactou o arquivo de um modo que não pode ser desfeito`,
    packedFileAs: (host, packing) => `${host} compactou o arquivo (${packing}) de um modo que não pode ser desfeito`,
    emptyFile: (host) => `${host} enviou um arquivo vazio`,
    webPage: (host) => `${host} enviou uma página web em vez de som`,
    webPageAs: (host, type) => `${host} enviou uma página web (${type}) em vez de som`,
    json: (host) => `${host} enviou uma mensagem JSON em vez de som`,
    jsonAs: (host, type) => `${host} enviou uma mensagem JSON (${type}) em vez de som`,
    xml: (host) => `${host} enviou uma mensagem XML em vez de som`,
    xmlAs: (host, type) => `${host} enviou uma mensagem XML (${type}) em vez de som`,
    theLink: 'o link',
  },
  withDetail: (happened, detail) => `${happened} – ${detail}`,
};
