/** Names in lower case; several values of one name are joined by a comma. */
export type HttpHeaders = Readonly<Record<string, string>>;

export type HttpRequest = { readonly url: URL; readonly headers: HttpHeaders; readonly signal: AbortSignal };

export type HttpAnswer = {
  /** 100 to 599. A redirect is an answer like any other: whoever asked decides about `location`. */
  readonly status: number;
  readonly headers: HttpHeaders;
  /** May be read once, or dropped by aborting the request. Throws `NetTrouble`. */
  readonly body: AsyncIterable<Uint8Array>;
};

/** What goes to the network. Sends GET only, no cookies, no cache, follows nothing, sets no timeouts. */
export type HttpPort = {
  /** Settles when the headers are here. Rejects with `NetTrouble`, or with the signal's reason when it is aborted. */
  get(request: HttpRequest): Promise<HttpAnswer>;
  /** The addresses a host stands for now, or `proxied` when a proxy decides that. Rejects with `NetTrouble`. */
  addressesOf(url: URL): Promise<readonly string[] | 'proxied'>;
};

export type NetTroubleKind =
  /** No way to the host: no network, no such name, nobody listens. */
  | 'offline'
  /** The certificate does not hold. */
  | 'insecure'
  /** The connection ended before the answer did. */
  | 'broken'
  /** The body is packed in a way we did not ask for. Adapters may also show the header and give it as it is. */
  | 'packed'
  /** Too slow for one of our limits. */
  | 'timedOut';

/** What adapters throw, since a stream cannot give a `Result`. Turned into a `Failure` at the edge of this room. */
export class NetTrouble extends Error {
  readonly kind: NetTroubleKind;

  constructor(kind: NetTroubleKind, message: string) {
    super(message);
    this.name = 'NetTrouble';
    this.kind = kind;
  }
}
