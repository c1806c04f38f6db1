import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { flowReader } from '../../../renderer/codecs/flow-reader.ts';

const file = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7 + (index >> 8)) & 0xff);

type Answerer = (answer: ServerResponse, start: number, end: number) => void;

const inPart: Answerer = (answer, start, end) => {
  answer.writeHead(206).end(file.subarray(start, end));
};

let server: Server;
let url: string;
let asked: string[];
let answerer: Answerer;

beforeEach(async () => {
  asked = [];
  answerer = inPart;
  server = createServer(({ headers: { range = '' } }, answer) => {
    asked.push(range);
    const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
    answerer(answer, Number(first), last === '' ? file.length : Number(last) + 1);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/stem`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const part = (offset: number, length: number): Uint8Array => file.slice(offset, offset + length);

test('a file that is read through is asked for once', async () => {
  const bytes = flowReader(url, file.length);
  const into = new Uint8Array(70_001);
  for (let at = 0; at < file.length; at += into.length) {
    const read = await bytes.readInto(at, into);
    expect(Buffer.compare(read, part(at, into.length))).toBe(0);
  }
  expect(asked).toEqual(['bytes=0-']);
  expect((await bytes.read(file.length, 10)).length).toBe(0);
  bytes.forget();
});

test('who looks elsewhere in between goes on from the same answer', async () => {
  const bytes = flowReader(url, file.length);
  expect(await bytes.read(0, 100)).toEqual(part(0, 100));
  expect(await bytes.read(250_000, 10)).toEqual(part(250_000, 10));
  expect(await bytes.read(100, 200)).toEqual(part(100, 200));
  expect(await bytes.read(50, 10)).toEqual(part(50, 10));
  expect(asked.filter((range) => range.endsWith('-'))).toEqual(['bytes=0-']);
  bytes.forget();
});

test('who goes back by less than a piece each time, as a reader of frames does, is given all from one answer', async () => {
  const bytes = flowReader(url, file.length);
  for (let at = 0; at + 32_768 <= file.length; at += 17_001)
    expect(Buffer.compare(await bytes.read(at, 32_768), part(at, 32_768))).toBe(0);
  expect(asked).toEqual(['bytes=0-']);
  bytes.forget();
});

test('who goes on somewhere else is given the rest from there', async () => {
  const bytes = flowReader(url, file.length);
  await bytes.read(0, 100);
  await bytes.read(200_000, 1000);
  expect(await bytes.read(201_000, 90_000)).toEqual(part(201_000, 90_000));
  expect(asked.filter((range) => range.endsWith('-'))).toEqual(['bytes=0-', 'bytes=201000-']);
  bytes.forget();
});

test('reads at the same time each get their own bytes', async () => {
  const bytes = flowReader(url, file.length);
  const places = [0, 90_000, 10, 200_000, 299_990];
  const read = await Promise.all(places.map((at) => bytes.read(at, 5000)));
  expect(read).toEqual(places.map((at) => part(at, 5000)));
  bytes.forget();
});

test('a whole file for an answer, from one who knows no ranges, is gone through to the place', async () => {
  answerer = (answer) => {
    answer.writeHead(200).end(file);
  };
  const bytes = flowReader(url, file.length);
  await bytes.read(150_000, 1000);
  expect(await bytes.read(151_000, 1000)).toEqual(part(151_000, 1000));
  bytes.forget();
});

test('a part may be told by its header alone, as the file loader does', async () => {
  answerer = (answer, start, end) => {
    const range = `bytes ${String(start)}-${String(end - 1)}/${String(file.length)}`;
    answer.writeHead(200, { 'Content-Range': range }).end(file.subarray(start, end));
  };
  const bytes = flowReader(url, file.length);
  await bytes.read(150_000, 1000);
  expect(await bytes.read(151_000, 1000)).toEqual(part(151_000, 1000));
  bytes.forget();
});

test('an answer that ends too soon, or that says no, is an error, and the next read tries again', async () => {
  const bytes = flowReader(url, file.length);
  answerer = (answer) => {
    answer.writeHead(206).end(file.subarray(0, 1000));
  };
  await expect(bytes.read(0, 100)).rejects.toThrow('shorter');
  answerer = (answer) => {
    answer.writeHead(404).end();
  };
  await expect(bytes.read(0, 100)).rejects.toThrow('404');
  answerer = inPart;
  expect(await bytes.read(0, 100)).toEqual(part(0, 100));
  bytes.forget();
});
