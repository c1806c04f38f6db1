declare const brand: unique symbol;
/** Stands for an open target file in main; the page never learns the path. 26 characters, as a ULID. */
export type ExportTicket = string & { readonly [brand]: 'ExportTicket' };
