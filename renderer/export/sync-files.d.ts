/** A file that is read and written at once, in a worker (File System Standard, section 2.7); not in TypeScript's DOM. */
type SyncFile = {
  read(into: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  write(from: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  close(): void;
};

// Only an interface adds to the one that is there.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
interface FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncFile>;
}
