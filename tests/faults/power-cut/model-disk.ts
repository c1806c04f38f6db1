import { dirname, join } from 'node:path';
import type { Fs, OpenFile, OpenMode } from '../../../electron/main/disk/fs.ts';
import { bytesAfterCut, grown, written, type Fates, type FileNode } from './model-file.ts';

type FolderNode = { readonly kind: 'folder'; names: Map<string, Node>; synced: Map<string, Node> };
type Node = FileNode | FolderNode;

/** A change of names; whole or not there, but on the disk only when every folder it touches was synced. */
type NameChange = {
  readonly folders: Set<FolderNode>;
  readonly apply: (names: (folder: FolderNode) => Map<string, Node>) => void;
};

const error = (code: string, path: string): Error => Object.assign(new Error(`${code}: ${path}`), { code });
const newFile = (): FileNode => ({ kind: 'file', bytes: new Uint8Array(), synced: new Uint8Array(), unsynced: [] });
let nodeCount = 0;
const newFolder = (): FolderNode => ({ kind: 'folder', names: new Map(), synced: new Map() });

/**
 * A disk in memory that can lose its power. What POSIX does not promise to be there without fsync may be lost, torn or
 * zeroed after a cut: each write by itself, each name by itself, in any order (fsync(2), rename(2), POSIX.1-2017).
 */
export class ModelDisk implements Fs {
  #root = newFolder();
  #changes: NameChange[] = [];
  #onChange: () => void = () => undefined;
  readonly #ids = new WeakMap<Node, number>();

  /** Told after each operation that changes what a cut may leave. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** The disk as it is after the power came back. */
  afterCut(fates: Fates): ModelDisk {
    const after = new ModelDisk();
    const twins = new Map<Node, Node>();
    const twinOf = (node: Node): Node => {
      const known = twins.get(node);
      if (known !== undefined) return known;
      if (node.kind === 'file') {
        const bytes = bytesAfterCut(node, fates);
        const twin: FileNode = { kind: 'file', bytes, synced: bytes, unsynced: [] };
        twins.set(node, twin);
        after.#ids.set(twin, this.#idOf(node));
        return twin;
      }
      const twin = newFolder();
      twins.set(node, twin);
      after.#ids.set(twin, this.#idOf(node));
      for (const [name, child] of node.synced) twin.names.set(name, twinOf(child));
      return twin;
    };
    const namesOf = (folder: FolderNode): Map<string, Node> => {
      const twin = twinOf(folder);
      return twin.kind === 'folder' ? twin.names : new Map<string, Node>();
    };
    after.#root = twinOf(this.#root) as FolderNode;
    for (const change of this.#changes) {
      if (fates.ofName() === 'lost') continue;
      change.apply((folder) => new TwinNames(namesOf(folder), twinOf));
    }
    after.#settle(after.#root);
    return after;
  }

  /** Changes a byte as a failing disk does: nobody is told, and it stays. */
  flip(path: string, at: number): void {
    const file = this.#file(path);
    for (const bytes of [file.bytes, file.synced]) bytes[at] = (bytes[at] ?? 0) ^ 1;
  }

  /** All bytes of all files, wherever they lie, for those who look for something lost. */
  *everyFile(folder = '/'): Generator<{ readonly path: string; readonly bytes: Uint8Array }> {
    for (const [name, node] of this.#folder(folder).names) {
      const path = join(folder, name);
      if (node.kind === 'file') yield { path, bytes: node.bytes };
      else yield* this.everyFile(path);
    }
  }

  openFile(path: string, mode: OpenMode): Promise<OpenFile> {
    return attempt(() => {
      const folder = this.#folder(dirname(path));
      let file = folder.names.get(nameOf(path));
      if (file?.kind === 'folder') throw error('EISDIR', path);
      if (file === undefined) {
        if (mode === 'read') throw error('ENOENT', path);
        file = newFile();
        this.#link(folder, nameOf(path), file);
      } else if (mode === 'new') throw error('EEXIST', path);
      else if (mode === 'create' && file.bytes.byteLength > 0) this.#truncate(file, 0);
      return this.#opened(file);
    });
  }

  readFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return attempt(() => this.#file(path).bytes.slice());
  }

  list(path: string) {
    return attempt(() => [...this.#folder(path).names].map(([name, { kind }]) => ({ name, kind })));
  }

  look(path: string) {
    return attempt(() => {
      const node = this.#find(path);
      if (node === null) return null;
      const byteLength = node.kind === 'file' ? node.bytes.byteLength : 0;
      return { kind: node.kind, byteLength, changedAtMs: 0, fileId: this.#idOf(node), touchedAtMs: 0 };
    });
  }

  /** There are no links here. */
  realPath(path: string) {
    return attempt(() => (this.#find(path) === null ? null : path));
  }

  makeFolder(path: string): Promise<void> {
    return attempt(() => {
      let folder = this.#root;
      for (const name of path.split('/').filter((part) => part !== '')) {
        let next = folder.names.get(name);
        if (next === undefined) {
          next = newFolder();
          this.#link(folder, name, next);
        }
        if (next.kind === 'file') throw error('ENOTDIR', path);
        folder = next;
      }
    });
  }

  rename(from: string, to: string): Promise<void> {
    return attempt(() => {
      const source = this.#folder(dirname(from));
      const target = this.#folder(dirname(to));
      const node = source.names.get(nameOf(from));
      if (node === undefined) throw error('ENOENT', from);
      this.#change([source, target], (names) => {
        names(source).delete(nameOf(from));
        names(target).set(nameOf(to), node);
      });
    });
  }

  removeFile(path: string): Promise<void> {
    return attempt(() => {
      const folder = this.#find(dirname(path));
      if (folder?.kind === 'folder' && folder.names.has(nameOf(path))) this.#unlink(folder, nameOf(path));
    });
  }

  removeFolder(path: string): Promise<void> {
    return attempt(() => {
      const parent = this.#find(dirname(path));
      const folder = this.#find(path);
      if (parent?.kind !== 'folder' || folder?.kind !== 'folder') return;
      this.#empty(folder);
      this.#unlink(parent, nameOf(path));
    });
  }

  syncFolder(path: string): Promise<void> {
    return attempt(() => {
      const folder = this.#folder(path);
      this.#changes = this.#changes.filter((change) => {
        change.folders.delete(folder);
        if (change.folders.size > 0) return true;
        change.apply((touched) => touched.synced);
        return false;
      });
      this.#onChange();
    });
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(2 ** 40);
  }

  #opened(file: FileNode): OpenFile {
    return {
      read: (into, position) =>
        attempt(() => {
          const bytes = file.bytes.subarray(position, position + into.byteLength);
          into.set(bytes);
          return bytes.byteLength;
        }),
      write: (bytes, position) =>
        attempt(() => {
          const write = { at: position, bytes: bytes.slice() };
          file.bytes = written(file.bytes, write);
          file.unsynced.push(write);
          this.#onChange();
        }),
      byteLength: () => attempt(() => file.bytes.byteLength),
      truncate: (byteLength) =>
        attempt(() => {
          this.#truncate(file, byteLength);
        }),
      sync: () =>
        attempt(() => {
          file.synced = file.bytes.slice();
          file.unsynced = [];
          this.#onChange();
        }),
      close: () => Promise.resolve(),
    };
  }

  #truncate(file: FileNode, length: number): void {
    if (length === file.bytes.byteLength) return;
    file.bytes = grown(file.bytes, length).slice(0, length);
    file.unsynced.push({ length });
    this.#onChange();
  }

  #link(folder: FolderNode, name: string, node: Node): void {
    this.#change([folder], (names) => names(folder).set(name, node));
  }

  #unlink(folder: FolderNode, name: string): void {
    this.#change([folder], (names) => names(folder).delete(name));
  }

  #empty(folder: FolderNode): void {
    for (const [name, node] of [...folder.names]) {
      if (node.kind === 'folder') this.#empty(node);
      this.#unlink(folder, name);
    }
  }

  #change(folders: readonly FolderNode[], apply: NameChange['apply']): void {
    apply((folder) => folder.names);
    this.#changes.push({ folders: new Set(folders), apply });
    this.#onChange();
  }

  /** What a new start finds is what is durable. */
  #settle(folder: FolderNode): void {
    folder.synced = new Map(folder.names);
    for (const node of folder.names.values()) if (node.kind === 'folder') this.#settle(node);
  }

  /** As inodes are, the same as long as the file or folder is. */
  #idOf(node: Node): number {
    const id = this.#ids.get(node) ?? (nodeCount += 1);
    this.#ids.set(node, id);
    return id;
  }

  #find(path: string): Node | null {
    let node: Node = this.#root;
    for (const name of path.split('/').filter((part) => part !== '')) {
      const next: Node | undefined = node.kind === 'folder' ? node.names.get(name) : undefined;
      if (next === undefined) return null;
      node = next;
    }
    return node;
  }

  #folder(path: string): FolderNode {
    const node = this.#find(path);
    if (node === null) throw error('ENOENT', path);
    if (node.kind === 'file') throw error('ENOTDIR', path);
    return node;
  }

  #file(path: string): FileNode {
    const node = this.#find(path);
    if (node === null) throw error('ENOENT', path);
    if (node.kind === 'folder') throw error('EISDIR', path);
    return node;
  }
}

/** The names of a folder on the disk after the cut, told in nodes of the disk before it. */
class TwinNames extends Map<string, Node> {
  readonly #names: Map<string, Node>;
  readonly #twinOf: (node: Node) => Node;

  constructor(names: Map<string, Node>, twinOf: (node: Node) => Node) {
    super();
    this.#names = names;
    this.#twinOf = twinOf;
  }

  override set(name: string, node: Node): this {
    this.#names.set(name, this.#twinOf(node));
    return this;
  }

  override delete(name: string): boolean {
    return this.#names.delete(name);
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** As the real disk does: later, and with what went wrong as a rejection. */
function attempt<Value>(work: () => Value): Promise<Value> {
  return Promise.resolve().then(work);
}
