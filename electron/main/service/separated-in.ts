import { type Separated, type SeparationKind, type SongSource } from '#contract';
import { audioIdSchema, separationKindSchema, songSourceSchema } from '#contract/schemas';
import { firstOf, isJsonObject, type JsonObject, plainText, unpacked } from './json.ts';

/**
 * Returns what a record of either route tells of the song that was separated: the older one names the song's id alone, the newer one holds
 * the request (`param`), in which the ids or the link, the kind and the instrument stand.
 */
export function separatedIn(record: JsonObject): Separated {
  const param = unpacked(firstOf(record, 'param'));
  const input = isJsonObject(param) ? unpacked(firstOf(param, 'input')) : null;
  const request = isJsonObject(input) ? input : {};
  const audioId = audioIdSchema.safeParse(
    firstOf(record, 'musicId', 'music_id') ?? firstOf(request, 'audio_id', 'audioId'),
  );
  return { source: sourceIn(request), kind: kindIn(request), audioId: audioId.success ? audioId.data : null };
}

function sourceIn(request: JsonObject): SongSource | null {
  const taskId = firstOf(request, 'task_id', 'taskId');
  const audioId = firstOf(request, 'audio_id', 'audioId');
  const parsed = songSourceSchema.safeParse({ from: 'service', taskId, audioId });
  return parsed.success ? parsed.data : null;
}

function kindIn(request: JsonObject): SeparationKind | null {
  switch (plainText(firstOf(request, 'type'), 40)) {
    case 'separate_vocal':
      return { split: 'vocals' };
    case 'split_stem':
      return { split: 'twelve' };
    case 'split_stem_advanced': {
      const instrument = plainText(firstOf(request, 'stem_name', 'stemName'), 60);
      const parsed = separationKindSchema.safeParse({ split: 'one', instrument });
      return parsed.success ? parsed.data : null;
    }
    default:
      return null;
  }
}
