import { describe, expect, it } from 'vitest';
import { isPublicAddress, judgeUrl, takesKey } from '../../../electron/main/net/url-policy.ts';

const verdict = (url: string, loopback: string | null = null): string => judgeUrl(url, loopback).verdict;

describe('which links may be fetched from', () => {
  it.each([
    'https://file.aiquickdraw.com/s/d92a13bf-c6f4-4ade-bb47-f69738435528_Instrumental.mp3',
    'https://FILE.aiquickdraw.com/s/a.mp3',
    'https://file.aiquickdraw.com:443/s/a.mp3',
    'https://file.aiquickdraw.com./s/a.mp3',
    'https://tempfile.aiquickdraw.com/a?sig=1',
    'https:\\\\file.aiquickdraw.com\\s\\a.mp3',
  ])('takes %s', (url) => {
    expect(verdict(url)).toBe('allowed');
  });

  it.each([
    'https://cdn1.suno.ai/a.mp3',
    'https://file.aiquickdraw.com.evil.example.com/a.mp3',
    'https://evil-file.aiquickdraw.com/a.mp3',
    'https://aiquickdraw.com/a.mp3',
    'https://api.kie.ai/a.mp3',
    'https://xn--80ak6aa92e.com/a.mp3',
    'https://file.aiquickdraw.com%2eevil.example.com/a.mp3',
  ])('asks about %s', (url) => {
    expect(verdict(url)).toBe('unknownHost');
  });

  it.each([
    '',
    'file.aiquickdraw.com/s/a.mp3',
    '//file.aiquickdraw.com/s/a.mp3',
    'https://',
    'https://exa mple.com/',
    'http://file.aiquickdraw.com/s/a.mp3',
    'ftp://file.aiquickdraw.com/s/a.mp3',
    'file:///etc/passwd',
    'data:audio/mpeg;base64,AAAA',
    'javascript:alert(1)',
    'blob:https://file.aiquickdraw.com/1',
    'app://bundle/index.html',
    'https://file.aiquickdraw.com:8443/s/a.mp3',
    'https://user@file.aiquickdraw.com/s/a.mp3',
    'https://user:pass@file.aiquickdraw.com/s/a.mp3',
    'https://file.aiquickdraw.com@evil.example.com/a.mp3',
    'https://127.0.0.1/a.mp3',
    'https://127.1/a.mp3',
    'https://2130706433/a.mp3',
    'https://0x7f000001/a.mp3',
    'https://0x7f.0.0.1/a.mp3',
    'https://0177.0.0.1/a.mp3',
    'https://０x7f.1/a.mp3',
    'https://①②⑦.0.0.1/a.mp3',
    'https://8.8.8.8/a.mp3',
    'https://[::1]/a.mp3',
    'https://[::ffff:127.0.0.1]/a.mp3',
    'https://[::ffff:7f00:1]/a.mp3',
    'https://[fe80::1]/a.mp3',
    'https://[2606:4700::1]/a.mp3',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/a.mp3',
    'https://192.168.1.1/a.mp3',
    'https://0/a.mp3',
    'https://localhost/a.mp3',
    'https://LOCALHOST/a.mp3',
    'https://localhost./a.mp3',
    'https://foo.localhost/a.mp3',
    'https://printer.local/a.mp3',
    'https://metadata.google.internal/a.mp3',
    'https://router.lan/a.mp3',
    'https://nas.home.arpa/a.mp3',
    'https://nas.home/a.mp3',
    'https://abc.onion/a.mp3',
    'https://intranet/a.mp3',
    'https://songs/a.mp3',
    'https://router./a.mp3',
    'http://127.0.0.1:8080/a.mp3',
  ])('refuses %s', (url) => {
    expect(verdict(url)).toBe('refused');
  });

  it('takes the loopback origin that the user chose, and no other', () => {
    const origin = 'http://127.0.0.1:8080';
    expect(verdict('http://127.0.0.1:8080/a.mp3', origin)).toBe('allowed');
    expect(verdict('http://127.0.0.1:8081/a.mp3', origin)).toBe('refused');
    expect(verdict('http://localhost:8080/a.mp3', origin)).toBe('refused');
    expect(verdict('https://127.0.0.1:8080/a.mp3', origin)).toBe('refused');
    expect(verdict('http://u@127.0.0.1:8080/a.mp3', origin)).toBe('refused');
  });

  it('names no path and no query in its reasons', () => {
    const judged = judgeUrl('http://file.aiquickdraw.com/secret-path?sig=secret', null);
    expect(JSON.stringify(judged)).not.toContain('secret');
  });
});

describe('which addresses are out on the internet', () => {
  it.each(['1.1.1.1', '8.8.8.8', '2606:4700::1111', '104.16.0.1'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    'nonsense',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('the key', () => {
  it.each(['https://api.kie.ai/api/v1/chat/credit', 'https://kieai.redpandaai.co/api/file-stream-upload'])(
    'goes to %s',
    (url) => {
      expect(takesKey(new URL(url), null)).toBe(true);
    },
  );

  it.each([
    'http://api.kie.ai/api/v1/chat/credit',
    'https://api.kie.ai:8443/',
    'https://api.kie.ai.evil.example/',
    'https://kie.ai/',
    'https://file.aiquickdraw.com/s/a.mp3',
    'https://tempfile.redpandaai.co/a.mp3',
    'http://127.0.0.1:8080/',
  ])('never goes to %s', (url) => {
    expect(takesKey(new URL(url), null)).toBe(false);
  });

  it('goes to a service on this computer alone, when one is set', () => {
    expect(takesKey(new URL('http://127.0.0.1:8080/api/file-stream-upload'), 'http://127.0.0.1:8080')).toBe(true);
    expect(takesKey(new URL('http://127.0.0.1:8081/'), 'http://127.0.0.1:8080')).toBe(false);
    expect(takesKey(new URL('https://api.kie.ai/'), 'http://127.0.0.1:8080')).toBe(false);
  });
});
