import { expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import { planConnection, registry, type Plan } from '../../../src/connectors/index.ts';
import { withIdentity } from '../../../src/inputs/service-account-token.ts';
import { api, client, signal, useFakeApi } from '../../support/fake-api-client.ts';
import { testNow } from '../../support/test-context.ts';

useFakeApi();

/** As on clusters whose API server has an audience besides its issuer. */
const ofCluster = 'https://kubernetes.default.svc';
const serviceAccountName = 'migration-bot';

interface Named {
  platform: string;
  config: Record<string, unknown>;
  spec?: Partial<Connection['spec']>;
}

const endpoint = (audience: string): Named => ({
  platform: 'http-endpoint',
  config: {
    url: 'https://api.example.com/me',
    tokenUrl: audience,
    audience,
    clientId: 'client',
  },
});

function connectionOf({ platform, config, spec }: Named): [Connection, Plan] {
  const planned = planConnection({ platform: registry.get(platform)!, config, serviceAccountName, now: testNow });
  if ('verdict' in planned) throw new Error(planned.verdict.about);
  const metadata = { name: 'bot', namespace: 'migration', uid: 'u', resourceVersion: '1', generation: 1 };
  return [{ metadata, spec: { platform, config, serviceAccountName, ...spec } }, planned.plan];
}

/** Answers TokenRequests until told to stop. @returns the audiences that were asked for. */
async function answering(named: Named) {
  const asked: unknown[] = [];
  let over = false;
  const answers = (async () => {
    while (!over) {
      const call = await api.next();
      const { spec } = JSON.parse(call.body) as { spec: { audiences?: string[] } };
      asked.push(spec.audiences);
      const claims = { iss: 'https://oidc.example.com', aud: spec.audiences ?? [ofCluster] };
      call.json(201, { status: { token: `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x` } });
    }
  })();
  void answers;
  const found = await withIdentity(...connectionOf(named), { client, workloadIdentity: true, signal });
  over = true;
  return { found, asked };
}

it('asks for a token of the audience that is named', async () => {
  const audience = 'https://login.example.com/token';

  const { found, asked } = await answering(endpoint(audience));

  expect(found).toMatchObject({ identity: { audience, token: expect.any(String) } });
  expect(asked).toEqual([undefined, [audience]]);
});

it('asks for none of an audience that the API server takes itself', async () => {
  const { found, asked } = await answering(endpoint(ofCluster));

  expect(found).toMatchObject({
    verdict: { reason: 'InvalidConfiguration', about: expect.stringContaining('is that of the cluster itself') },
  });
  expect(asked).toEqual([undefined]);
});

it('asks once where settings have no say in it', async () => {
  const role = { roleArn: 'arn:aws:iam::123456789012:role/migration' };

  const { asked } = await answering({ platform: 'amazon-s3', config: role });

  expect(asked).toEqual([['sts.amazonaws.com']]);
});

it.each([
  ['a proxy alone', { proxyRef: { name: 'proxy' } }, 2],
  ['an authority alone', { tls: { caRef: { name: 'ca' } } }, 2],
  [
    'both: whoever named the audience could read the token',
    { proxyRef: { name: 'p' }, tls: { caRef: { name: 'ca' } } },
    0,
  ],
])('%s', async (_name, spec, requests) => {
  const { found, asked } = await answering({ ...endpoint('https://login.example.com/token'), spec });

  expect(asked).toHaveLength(requests);
  expect('verdict' in found && found.verdict.about).toEqual(
    requests === 0 ? expect.stringMatching(/^spec\.proxyRef cannot be used together with spec\.tls\.caRef/) : false,
  );
});
