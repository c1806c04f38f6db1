import { randomBytes } from 'node:crypto';
import { job } from './record-answers.ts';
import type { Answer, RecordInfoServer, RoutedRequest } from './record-info-server.ts';

/** What the service charges, in credits. */
export const prices = { separate_vocal: 10, split_stem: 50, split_stem_advanced: 20, lyrics: 0.5, midi: 0 } as const;
type Bought = keyof typeof prices;

/** The steps of the paid road, each of which may go wrong. */
export const steps = ['credit', 'upload', 'create', 'olderCreate', 'song', 'lyrics', 'midi'] as const;
export type Step = (typeof steps)[number];

/** An answer in place of the right one; or what becomes of the right one after the service has done its work. */
export type Fault = Answer | { readonly doneBut: 'silence' | 'reset' | 'half' };

/** A task that was bought. */
export type Sale = {
  readonly taskId: string;
  readonly what: Bought;
  readonly input: Readonly<Record<string, unknown>>;
};

export type PaidOptions = {
  /** The stems of a separation by their field names. */
  readonly stems: (type: string, input: Readonly<Record<string, unknown>>) => unknown;
  /** How long a task takes. */
  readonly taskMs?: number;
  /** Whether `jobs/createTask` is there; without it the older door must do. */
  readonly hasNewerDoor?: boolean;
  /** The songs of each generation task. */
  readonly songs?: Readonly<Record<string, readonly object[]>>;
  readonly alignedWords?: readonly object[];
};

const paths: Readonly<Record<Step, string>> = {
  credit: '/api/v1/chat/credit',
  upload: '/api/file-stream-upload',
  create: '/api/v1/jobs/createTask',
  olderCreate: '/api/v1/vocal-removal/generate',
  song: '/api/v1/generate/record-info',
  lyrics: '/api/v1/generate/get-timestamped-lyrics',
  midi: '/api/v1/midi/generate',
};

const success = (data: unknown): Answer => ({ body: { code: 200, msg: 'success', data } });
const refusal = (code: number, msg: string): Answer => ({ body: { code, msg, data: null } });
const models: Readonly<Record<string, 'separation' | 'midi'>> = {
  'ai-music-api/separate-vocals': 'separation',
  'ai-music-api/generate-midi-from-audio': 'midi',
};

/**
 * The part of the service that takes money: a wallet of 100 credits and a price list, upload, both doors for a new separation, the song
 * of a generation task, its timed words, MIDI. Every step can be made to fail, before or after the service has done its work.
 */
export class PaidService {
  readonly server: RecordInfoServer;
  credits = 100;
  readonly sales: Sale[] = [];
  readonly uploads: { readonly name: string; readonly body: Buffer }[] = [];
  readonly #options: PaidOptions;
  readonly #faults = new Map<Step, Fault[]>();
  readonly #midi = new Map<string, number>();

  constructor(server: RecordInfoServer, options: PaidOptions) {
    this.server = server;
    this.#options = options;
    const answers: Readonly<Record<Step, (request: RoutedRequest) => Answer>> = {
      credit: () => success(this.credits),
      upload: (request) => this.#upload(request),
      create: (request) => this.#create(jsonOf(request)),
      olderCreate: (request) => this.#olderCreate(jsonOf(request)),
      song: ({ query }) => this.#song(query.get('taskId') ?? ''),
      lyrics: (request) => this.#lyrics(jsonOf(request)),
      midi: (request) => this.#olderMidi(jsonOf(request)),
    };
    for (const step of steps) server.route(paths[step], (request) => this.#faulty(step, () => answers[step](request)));
    server.route('/api/v1/midi/record-info', ({ query }) => this.#midiRecord(query.get('taskId') ?? ''));
  }

  /** The next requests of a step go wrong, each with one of these faults in turn. */
  fail(step: Step, ...faults: readonly Fault[]): void {
    this.#faults.set(step, [...faults]);
  }

  /** How many separations were bought. */
  get separations(): readonly Sale[] {
    return this.sales.filter(({ what }) => what !== 'midi' && what !== 'lyrics');
  }

  #faulty(step: Step, work: () => Answer): Answer {
    const fault = this.#faults.get(step)?.shift();
    if (fault === undefined) return work();
    if (!('doneBut' in fault)) return fault;
    work();
    return { instead: fault.doneBut };
  }

  #upload({ headers, body }: RoutedRequest): Answer {
    const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
    const text = body.toString('latin1');
    const name = /name="fileName"\r\n\r\n([^\r]+)/.exec(text)?.[1];
    const start = text.indexOf('\r\n\r\n', text.indexOf('name="file"')) + 4;
    const end = text.indexOf(`\r\n--${boundary}`, start);
    if (boundary === '' || name === undefined || start < 4 || end < start || !text.includes('name="uploadPath"')) {
      return { status: 400, body: { success: false, code: 400, msg: 'Missing parameters' } };
    }
    const file = body.subarray(start, end);
    this.uploads.push({ name, body: file });
    const downloadUrl = this.server.file(`/uploads/${name}`, { bytes: file });
    return {
      body: { success: true, code: 200, msg: 'File uploaded successfully', data: { fileName: name, downloadUrl } },
    };
  }

  #create({ model, input }: Readonly<Record<string, unknown>>): Answer {
    if (this.#options.hasNewerDoor === false) return { status: 404, body: 'Not found' };
    const what = models[String(model)];
    if (what === undefined) return refusal(422, `The model ${String(model)} is not supported`);
    const given = (input ?? {}) as Readonly<Record<string, unknown>>;
    return what === 'midi' ? this.#sellMidi(given) : this.#sellSeparation(given, 'jobs');
  }

  #olderCreate(body: Readonly<Record<string, unknown>>): Answer {
    if (typeof body.callBackUrl !== 'string') return refusal(422, 'callBackUrl is required');
    const { taskId, audioId, audioUrl, type, stemName } = body;
    const input = { task_id: taskId, audio_id: audioId, audio_url: audioUrl, type, stem_name: stemName };
    return this.#sellSeparation(input, 'recordInfo');
  }

  #sellSeparation(input: Readonly<Record<string, unknown>>, route: 'jobs' | 'recordInfo'): Answer {
    const type = String(input.type) as Bought;
    const hasIds = typeof input.task_id === 'string' && typeof input.audio_id === 'string';
    const hasUrl = typeof input.audio_url === 'string';
    if (hasIds === hasUrl) return refusal(422, 'Send either audio_url or task_id and audio_id');
    if (!['separate_vocal', 'split_stem', 'split_stem_advanced'].includes(type)) return refusal(422, 'unknown type');
    return this.#sell(type, input, (taskId) => {
      const links = this.#options.stems(type, input);
      const result = route === 'jobs' ? { vocal_separation_info: links } : links;
      const done = route === 'jobs' ? job(taskId, 'success', result) : olderRecord(taskId, links);
      const waiting = route === 'jobs' ? job(taskId, 'generating') : olderRecord(taskId, null);
      const { taskMs = 0 } = this.#options;
      this.server.task(taskId, (sinceFirstMs) => (sinceFirstMs < taskMs ? waiting : done), route);
    });
  }

  #sellMidi(input: Readonly<Record<string, unknown>>): Answer {
    return this.#sell('midi', input, (taskId) => {
      this.#midi.set(taskId, 0);
      this.server.task(taskId, [job(taskId, 'success', midiNotes, { model: 'ai-music-api/generate-midi' })], 'jobs');
    });
  }

  #olderMidi({ taskId, audioId }: Readonly<Record<string, unknown>>): Answer {
    return this.#sellMidi({ task_id: taskId, audio_id: audioId });
  }

  #midiRecord(taskId: string): Answer {
    if (!this.#midi.has(taskId)) return refusal(404, 'task not found');
    return success({ taskId, successFlag: 1, midiData: midiNotes.midiData });
  }

  #sell(what: Bought, input: Sale['input'], then: (taskId: string) => void): Answer {
    if (this.credits < prices[what]) return refusal(402, 'Insufficient credits');
    this.credits -= prices[what];
    const taskId = randomBytes(16).toString('hex');
    this.sales.push({ taskId, what, input });
    then(taskId);
    return success({ taskId });
  }

  #song(taskId: string): Answer {
    const sunoData = this.#options.songs?.[taskId];
    if (sunoData === undefined) return refusal(404, 'task not found');
    return success({ taskId, status: 'SUCCESS', response: { taskId, sunoData } });
  }

  #lyrics(input: Readonly<Record<string, unknown>>): Answer {
    if (this.credits < prices.lyrics) return refusal(402, 'Insufficient credits');
    this.credits -= prices.lyrics;
    this.sales.push({ taskId: '', what: 'lyrics', input });
    return success({
      alignedWords: this.#options.alignedWords ?? [],
      waveformData: [],
      hootCer: 0.1,
      isStreamed: false,
    });
  }
}

function jsonOf({ body }: RoutedRequest): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body.toString('utf8')) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

const olderRecord = (taskId: string, response: unknown): Answer =>
  success({
    taskId,
    successFlag: response === null ? 'PENDING' : 'SUCCESS',
    completeTime: response === null ? null : Date.now(),
    response,
  });

const midiNotes = {
  midiData: {
    state: 'complete',
    instruments: [
      { name: 'Vocals', notes: [{ pitch: 60, start: 0, end: '0.5', velocity: 0.8 }] },
      { name: 'Bass', notes: [{ pitch: 36, start: 0.25, end: 1, velocity: 0.9 }] },
    ],
  },
};
