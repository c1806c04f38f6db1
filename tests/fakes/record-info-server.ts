import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendFile, type FileStep, type ServedFile } from './file-steps.ts';

/** What the server saw of one request. */
export type SeenRequest = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  /** Milliseconds since the server started. */
  readonly atMs: number;
  readonly method: string;
};

/** A request with its whole body, for a route that `RecordInfoServer.route` adds. */
export type RoutedRequest = SeenRequest & { readonly body: Buffer };

/** One answer of record-info. A string or bytes are sent as they are, everything else as JSON. */
export type Answer = {
  readonly status?: number;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: unknown;
  /** Instead of an answer: nothing at all, a reset connection, or headers without the rest of the body. */
  readonly instead?: 'silence' | 'reset' | 'half';
};

/** Answers in turn, the last one for ever; or decided by how long ago the task was first asked for. */
export type TaskScript = readonly Answer[] | ((sinceFirstMs: number) => Answer);

/** The service's two routes to a record: `vocal-removal/record-info` and `jobs/recordInfo`. */
type Route = 'recordInfo' | 'jobs';
type Scripted = { readonly script: TaskScript; asked: number; firstMs: number };

const routes: Readonly<Record<string, Route>> = {
  '/api/v1/vocal-removal/record-info': 'recordInfo',
  '/api/v1/jobs/recordInfo': 'jobs',
};

const unknownTask: Answer = { body: { code: 404, msg: 'task not found', data: null } };
const refusedKey: Answer = { body: { code: 401, msg: 'You do not have access permissions', data: null } };

/** A server that speaks the service's document, with every fault one can think of on request. */
export class RecordInfoServer {
  readonly key: string;
  readonly origin: string;
  readonly seen: SeenRequest[] = [];
  readonly #server: http.Server;
  readonly #startedMs = performance.now();
  readonly #tasks: Readonly<Record<Route, Map<string, Scripted>>> = { recordInfo: new Map(), jobs: new Map() };
  readonly #files = new Map<string, { file: ServedFile; steps: readonly FileStep[]; asked: number }>();
  readonly #routed = new Map<string, (request: RoutedRequest) => Answer | Promise<Answer>>();
  credit: Answer = { body: { code: 200, msg: 'success', data: 100 } };

  private constructor(server: http.Server, key: string) {
    this.#server = server;
    this.key = key;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => {
      this.#answer(request, response);
    });
  }

  /** @param port 0: any free one */
  static async start(
    options: { readonly key?: string; readonly port?: number; readonly server?: http.Server } = {},
  ): Promise<RecordInfoServer> {
    const server = options.server ?? http.createServer();
    await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
    return new RecordInfoServer(server, options.key ?? 'test-key-1234');
  }

  /** @param route the one that knows the task; the other does not */
  task(taskId: string, script: TaskScript, route: Route = 'recordInfo'): void {
    this.#tasks[route].set(taskId, { script, asked: 0, firstMs: 0 });
  }

  /** Serves a file; each request takes the next step, later ones are served well. Gives its URL. */
  file(path: string, file: ServedFile, steps: readonly FileStep[] = []): string {
    this.#files.set(path, { file, steps, asked: 0 });
    return `${this.origin}${path}`;
  }

  /** Answers a path in place of what the server does by itself. Below `/api/` it demands the key. */
  route(path: string, answer: (request: RoutedRequest) => Answer | Promise<Answer>): void {
    this.#routed.set(path, answer);
  }

  /** Requests for a path, or for one task. */
  requestsFor(pathOrTask: string): readonly SeenRequest[] {
    return this.seen.filter(({ path, query }) => path === pathOrTask || query.get('taskId') === pathOrTask);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const url = new URL(request.url ?? '/', this.origin);
    const atMs = performance.now() - this.#startedMs;
    const method = request.method ?? '';
    const seen = { path: url.pathname, query: url.searchParams, headers: request.headers, atMs, method };
    this.seen.push(seen);
    const served = this.#files.get(url.pathname);
    if (served !== undefined) {
      const step = served.steps[served.asked] ?? sendFile();
      served.asked += 1;
      step(request, response, served.file);
      return;
    }
    const route = routes[url.pathname];
    const routed = this.#routed.get(url.pathname);
    const isApi = url.pathname.startsWith('/api/');
    if (routed !== undefined) void this.#answerRouted(routed, request, response, seen);
    else if (isApi && request.headers.authorization !== `Bearer ${this.key}`) send(response, refusedKey);
    else if (route !== undefined) send(response, this.#record(route, url, atMs));
    else if (url.pathname === '/api/v1/chat/credit') send(response, this.credit);
    else send(response, { status: 404, body: 'Not found' });
  }

  async #answerRouted(
    answer: (request: RoutedRequest) => Answer | Promise<Answer>,
    request: http.IncomingMessage,
    response: http.ServerResponse,
    seen: SeenRequest,
  ): Promise<void> {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of request) pieces.push(piece as Buffer);
    } catch {
      // The request was given up half-way.
      return;
    }
    const isRefused = request.headers.authorization !== `Bearer ${this.key}`;
    send(response, isRefused ? refusedKey : await answer({ ...seen, body: Buffer.concat(pieces) }));
  }

  #record(route: Route, url: URL, atMs: number): Answer {
    const task = this.#tasks[route].get(url.searchParams.get('taskId') ?? '');
    if (task === undefined) return unknownTask;
    if (task.asked === 0) task.firstMs = atMs;
    task.asked += 1;
    if (typeof task.script === 'function') return task.script(atMs - task.firstMs);
    return task.script[Math.min(task.asked, task.script.length) - 1] ?? unknownTask;
  }
}

function send(response: http.ServerResponse, { status = 200, headers = {}, body, instead }: Answer): void {
  if (instead === 'silence') return;
  if (instead === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (instead === 'half') {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': 5000 });
    response.write('{"code":200,"data":', () => response.socket?.resetAndDestroy());
    return;
  }
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
  response.end(isText || body instanceof Uint8Array ? body : JSON.stringify(body));
}
