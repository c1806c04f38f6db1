import {
  epochMs,
  stemKinds,
  neverUsed,
  unknownSeparated,
  type Arrival,
  type Session,
  type SessionOrigin,
  type Stem,
  type StemKind,
} from '#contract';
import { sessionIdSchema, sha256Schema, stemIdSchema, taskIdSchema } from '#contract/schemas';

/** A stem that is here, or that is still to be fetched. */
export function stemOf(kind: StemKind, state: 'saved' | 'missing' = 'saved'): Stem {
  const id = stemIdSchema.parse(kind.toLowerCase());
  const sha256 = sha256Schema.parse(String(stemKinds.indexOf(kind)).padStart(64, '0'));
  return {
    id,
    kind,
    name: kind,
    file:
      state === 'saved' ? { state, audio: { sha256, byteLength: 1000, container: 'mp3' } } : { state, failure: null },
    facts: null,
    hasOverview: false,
  };
}

type Wish = {
  readonly letter?: string;
  readonly title?: string;
  readonly origin?: SessionOrigin;
  readonly addedAt?: number;
  readonly arrival?: Arrival;
  readonly stems?: readonly Stem[];
};

/** A song of the library; `letter` makes its id. */
export function sessionOf(wish: Wish = {}): Session {
  const stems = wish.stems ?? [stemOf('vocals'), stemOf('drums')];
  return {
    id: sessionIdSchema.parse((wish.letter ?? 'a').repeat(26)),
    title: wish.title ?? 'Night Drive',
    origin: wish.origin ?? { from: 'import' },
    addedAt: epochMs(wish.addedAt ?? 1000),
    arrival: wish.arrival ?? { state: 'complete' },
    stems,
    original: null,
    cover: null,
    byteLength: stems.length * 1000,
    ...neverUsed,
    isReadOnly: false,
  };
}

export const taskOrigin = (expiresAt: number | null): SessionOrigin => ({
  from: 'task',
  taskId: taskIdSchema.parse('3e63b4cc88d52611159371f6af5571e7'),
  expiresAt: expiresAt === null ? null : epochMs(expiresAt),
  note: null,
  route: null,
  separated: unknownSeparated,
});
