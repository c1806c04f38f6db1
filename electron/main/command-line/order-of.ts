import { resolve } from 'node:path';
import {
  defaultExportChoices,
  fail,
  ok,
  type ExportChoices,
  type ExportOrder,
  type ExportTicket,
  type Result,
  type SessionId,
} from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { readCurrentJson } from '../disk/json-file.ts';
import { parseMix } from '../library/mix-document.ts';
import type { ExportCommand } from './command.ts';

export type OrderFacts = {
  readonly appVersion: string;
  readonly sessionId: SessionId;
  readonly newsTicket: ExportTicket;
  /** Where paths on the command line begin. */
  readonly workingFolder: string;
};

/** What the page is told of a command. Fails with `badRequest` when the file with the mix is none, or as the disk does. */
export async function orderOf(
  fs: Fs,
  command: ExportCommand,
  { workingFolder, ...facts }: OrderFacts,
): Promise<Result<ExportOrder>> {
  const mix = await mixOf(fs, command, workingFolder);
  if (!mix.ok) return mix;
  const { isLoopOnly, isStrict } = command;
  return ok({ ...facts, isLoopOnly, isStrict, mix: mix.value, choices: choicesOf(command) });
}

async function mixOf(fs: Fs, { mix }: ExportCommand, workingFolder: string): Promise<Result<ExportOrder['mix']>> {
  switch (mix.from) {
    case 'song':
      return ok('saved');
    case 'flat':
      return ok('flat');
    case 'file': {
      const path = resolve(workingFolder, mix.path);
      const read = await onDisk(() => readCurrentJson(fs, path, parseMix));
      if (!read.ok) return read;
      return read.value === null ? fail('badRequest', `${mix.path} is no mix`) : ok(read.value);
    }
  }
}

function choicesOf(command: ExportCommand): ExportChoices {
  const { kind, versions, stemsAre, groups, format, rate, loudness, nameTemplate, artist, writesReport } = command;
  const usual = defaultExportChoices;
  return {
    ...{ kind, versions, stemsAre, groups, format, rate, writesReport },
    isLoudnessSet: loudness !== null,
    loudness: loudness ?? usual.loudness,
    nameTemplate: nameTemplate ?? usual.nameTemplate,
    artist: artist ?? usual.artist,
  };
}
