import { attachPool, PageTable } from '../page-cache/pages.ts';
import {
  CommandCell,
  PlayLog,
  type ReaderMessage,
  readerName,
  type ReaderOptions,
  type ReaderReport,
} from '../play-line.ts';
import { PitchShiftOrder } from '../pitch-shift/pitch-buses.ts';
import { StemReader } from './stem-reader.ts';

/** Runs the stem reader on the audio thread. */
class StemReaderProcessor extends AudioWorkletProcessor {
  readonly #reader: StemReader;
  #isRetired = false;

  constructor({ processorOptions }: { processorOptions: ReaderOptions }) {
    super();
    const { command, log, order } = processorOptions;
    const lines = { command: new CommandCell(command), log: new PlayLog(log), order: new PitchShiftOrder(order) };
    this.#reader = new StemReader(lines, sampleRate, (seekSerial) => {
      const report: ReaderReport = { kind: 'ended', seekSerial };
      this.port.postMessage(report);
    });
    this.port.onmessage = ({ data }: MessageEvent<ReaderMessage>) => {
      switch (data.kind) {
        case 'song':
          this.#reader.setSong(new PageTable(data.song), attachPool(data.pool));
          break;
        case 'click':
          this.#reader.setClick(data.click);
          break;
        case 'automation':
          this.#reader.setAutomation(data.curves);
          break;
        case 'route':
          this.#reader.setRoute(data.route);
          break;
        case 'retire':
          this.#isRetired = true;
      }
    };
  }

  override process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    if (this.#isRetired) return false;
    // The last output is the click's.
    this.#reader.render(outputs, currentFrame, outputs[outputs.length - 1]);
    return true;
  }
}

registerProcessor(readerName, StemReaderProcessor);
