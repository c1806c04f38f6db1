/** @typedef {Record<string, unknown>} Glue Emscripten's module: each C function with an underscore before its name */

/**
 * @typedef {object} NamedPackage
 * @property {string} script what Emscripten made, in the package
 * @property {readonly string[]} functions that our code calls, as the package's C source names them
 * @property {(globals: Record<string, unknown>, run: () => void) => Promise<Glue>} start runs the script with these globals
 */

/** What a module may import: all that `renderer/dsp/wasm.ts` provides. */
export const providedImports = [
  'proc_exit',
  '_abort_js',
  'emscripten_resize_heap',
  '_emscripten_memcpy_js',
  'random_get',
  'environ_get',
  'environ_sizes_get',
  'emscripten_date_now',
  'clock_time_get',
  '_setitimer_js',
  '_emscripten_runtime_keepalive_clear',
  '__syscall_fcntl64',
  '__syscall_ioctl',
  '__syscall_openat',
  'fd_close',
  'fd_fdstat_get',
  'fd_read',
  'fd_seek',
  'fd_write',
];

/**
 * The packages whose WebAssembly we start ourselves, with all that our code calls in them.
 *
 * @type {ReadonlyMap<string, NamedPackage>}
 */
export const namedPackages = new Map([
  [
    '@mediabunny/aac-encoder',
    {
      script: 'dist/modules/build/aac.js',
      functions: [
        'init_encoder',
        'get_encoder_frame_size',
        'get_encoder_extradata',
        'get_encoder_extradata_size',
        'get_encode_input_ptr',
        'send_frame',
        'receive_packet',
        'flush_encoder_start',
        'get_encoded_data',
      ],
      start: fromFactory,
    },
  ],
  [
    '@mediabunny/flac-encoder',
    {
      script: 'dist/modules/build/flac.js',
      functions: [
        'init_encoder',
        'get_encode_input_ptr',
        'send_samples',
        'get_output_data',
        'get_frame_count',
        'get_frame_size',
        'finish_encoder',
      ],
      start: fromFactory,
    },
  ],
  [
    'signalsmith-stretch',
    {
      script: 'SignalsmithStretch.js',
      functions: [
        'main',
        'setBuffers',
        'inputLatency',
        'outputLatency',
        'reset',
        'configure',
        'setTransposeFactor',
        'process',
      ],
      start: fromProcessor,
    },
  ],
]);

/**
 * Of a script whose default export makes the module.
 *
 * @type {NamedPackage['start']}
 */
async function fromFactory(globals, run) {
  /** @type {Record<string, unknown>} */
  const exports = {};
  globals.exports = exports;
  run();
  const { default: factory } = exports;
  if (typeof factory !== 'function') throw new Error('its script exports no factory');
  return asGlue(await factory());
}

const mostReadyMs = 30_000;

/**
 * Of a script that registers an AudioWorkletProcessor, which makes the module when it is constructed.
 *
 * @type {NamedPackage['start']}
 */
async function fromProcessor(globals, run) {
  /** @type {object | undefined} */
  let processor;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const ready = new Promise((resolve, reject) => {
    globals['AudioWorkletProcessor'] = class {
      // The first message says that it is ready.
      port = { postMessage: resolve };
    };
    timer = setTimeout(() => reject(new Error('its processor is never ready')), mostReadyMs);
  });
  /** @param {string} _ @param {new (options: object) => object} Processor */
  const registerProcessor = (_, Processor) => (processor = new Processor({}));
  Object.assign(globals, { registerProcessor, sampleRate: 48_000, currentTime: 0 });
  try {
    run();
    if (processor === undefined) throw new Error('its script registers no processor');
    await ready;
    return asGlue(Reflect.get(processor, 'wasmModule'));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {unknown} made
 * @returns {Glue}
 */
function asGlue(made) {
  if (typeof made !== 'object' || made === null) throw new Error('its script makes no module');
  return Object.fromEntries(Object.entries(made));
}
