import type http from 'node:http';

export type ServedFile = {
  readonly bytes: Uint8Array;
  /** Quotes included; absent: none is sent. */
  readonly etag?: string;
  readonly contentType?: string;
};

/** How one request for a file is answered. */
export type FileStep = (request: http.IncomingMessage, response: http.ServerResponse, file: ServedFile) => void;

/** Part of the file that a request asks for, by Range and If-Range. */
type Asked = { readonly startByte: number; readonly status: 200 | 206 | 416 };

function askedOf(request: http.IncomingMessage, { bytes, etag }: ServedFile): Asked {
  const match = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const condition = request.headers['if-range'];
  if (match === null || (condition !== undefined && condition !== etag)) return { startByte: 0, status: 200 };
  const startByte = Number(match[1]);
  return { startByte, status: startByte >= bytes.length ? 416 : 206 };
}

function headersOf({ startByte, status }: Asked, file: ServedFile): http.OutgoingHttpHeaders {
  const total = file.bytes.length;
  const range = status === 206 ? `bytes ${startByte}-${total - 1}/${total}` : `bytes */${total}`;
  return {
    'content-type': file.contentType ?? 'audio/mpeg',
    'content-length': status === 416 ? 0 : total - startByte,
    'accept-ranges': 'bytes',
    ...(file.etag === undefined ? {} : { etag: file.etag }),
    ...(status === 200 ? {} : { 'content-range': range }),
  };
}

/** As a good server does. `headers` are added or put in place of others; null leaves one out. */
export function sendFile(
  changes: { readonly status?: number; readonly headers?: Readonly<Record<string, string | number | null>> } = {},
): FileStep {
  return (request, response, file) => {
    const asked = askedOf(request, file);
    const headers = Object.entries({ ...headersOf(asked, file), ...changes.headers }).filter(
      ([, value]) => value !== null,
    );
    response.writeHead(changes.status ?? asked.status, Object.fromEntries(headers) as http.OutgoingHttpHeaders);
    response.end(asked.status === 416 ? '' : file.bytes.subarray(asked.startByte));
  };
}

/** The whole file, whatever was asked for. */
export const ignoreRange: FileStep = (request, response, file) => {
  delete request.headers.range;
  sendFile()(request, response, file);
};

/** Promises all, sends up to this byte of the file, then `end`s. */
function breakAt(byte: number, end: (response: http.ServerResponse) => void): FileStep {
  return (request, response, file) => {
    const asked = askedOf(request, file);
    response.writeHead(asked.status, headersOf(asked, file));
    response.flushHeaders();
    const piece = file.bytes.subarray(asked.startByte, Math.max(asked.startByte, byte));
    if (piece.length === 0) end(response);
    else
      response.write(piece, () => {
        end(response);
      });
  };
}

/** The connection is reset after this byte of the file. */
export const resetAt = (byte: number): FileStep =>
  breakAt(byte, (response) => {
    // Let the bytes get out before the reset overtakes them.
    setTimeout(() => response.socket?.resetAndDestroy(), 15);
  });

/** The connection ends politely, but too early. */
export const endAt = (byte: number): FileStep => breakAt(byte, (response) => response.socket?.end());

/** Nothing more comes after this byte, and the connection stays. */
export const stallAt = (byte: number): FileStep =>
  breakAt(byte, () => {
    // Silence is the point.
  });

/** Nothing more comes after this byte until the gate opens, then all the rest. */
export const holdAt =
  (byte: number, gate: Promise<void>): FileStep =>
  (request, response, file) => {
    const { startByte } = askedOf(request, file);
    stallAt(byte)(request, response, file);
    void gate.then(() => response.end(file.bytes.subarray(Math.max(startByte, byte))));
  };

export const neverAnswer: FileStep = () => {
  // Silence is the point.
};

export const resetAtOnce: FileStep = (request) => {
  request.socket.resetAndDestroy();
};

export const answerWith =
  (status: number, headers: http.OutgoingHttpHeaders = {}, body: string | Uint8Array = ''): FileStep =>
  (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

export const redirectTo = (location: string, status = 302): FileStep => answerWith(status, { location });

/** Sound without end and without a length. */
export const endless =
  (start: Uint8Array): FileStep =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'audio/mpeg' });
    response.write(start);
    const more = Buffer.alloc(64 * 1024, 0x55);
    const pour = (): void => {
      while (!response.destroyed && response.write(more));
    };
    response.on('drain', pour);
    pour();
  };
