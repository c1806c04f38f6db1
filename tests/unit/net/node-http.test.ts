import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { httpPortCases, runHttpPortCase } from '../../fakes/http-port-cases.ts';
import { nodeHttp } from '../../fakes/node-http.ts';

const certificates = new URL('../../fixtures/tls/', import.meta.url);

describe('the HTTP port over Node', () => {
  it.each(httpPortCases)('$name', async (one) => {
    expect.hasAssertions();
    await expect(runHttpPortCase(one, nodeHttp(), certificates)).resolves.toBeUndefined();
  });

  it.each(['expired', 'other-host'])(
    'F20 says insecure to a certificate that is %s, though its authority is trusted',
    async (name) => {
      const trusting = nodeHttp({ ca: readFileSync(new URL('ca.crt', certificates), 'utf8') });
      const tls = httpPortCases.find((one) => one.name.includes(`(${name})`));
      if (tls === undefined) throw new Error('no such case');
      await expect(runHttpPortCase(tls, trusting, certificates)).resolves.toBeUndefined();
    },
  );

  it('F20 takes a certificate that holds', async () => {
    const trusting = nodeHttp({ ca: readFileSync(new URL('ca.crt', certificates), 'utf8') });
    const tls = httpPortCases.find((one) => one.name.includes('(good)'));
    if (tls === undefined) throw new Error('no such case');
    await expect(runHttpPortCase(tls, trusting, certificates)).rejects.toThrow(/Missing expected rejection/);
  });
});
