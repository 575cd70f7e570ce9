import { expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../../../src/api/platform.gen.ts';
import { planConnection } from '../../../../src/connectors/index.ts';
import { choicesIn, choosesHosts } from '../../../../src/connectors/planning/choices.ts';
import { testNow } from '../../../support/test-context.ts';

const text = { type: 'string', title: 'Text' };

function federated(define: Record<string, string>[], more: Partial<PlatformSpec> = {}): PlatformSpec {
  return {
    title: 'Own',
    category: 'Business',
    config: {
      type: 'object',
      properties: { url: text, audience: text, cloud: { ...text, enum: ['public', 'gov'] } },
    },
    define,
    methods: [
      {
        name: 'workload-identity',
        title: 'Workload identity',
        serviceAccount: { audience: '{{audience}}' },
        signIn: [
          {
            oauth2: {
              grant: 'client_credentials',
              tokenUrl: '{{tokenUrl}}',
              clientAssertion: '{{serviceAccount.token}}',
            },
          },
        ],
        credential: { bearer: '{{token.access}}' },
      },
    ],
    hosts: ['{{config.url}}'],
    test: [{ request: { url: '{{config.url}}/me' }, facts: { account: { id: 'json.id' } } }],
    ...more,
  };
}

function planned(spec: PlatformSpec, config: Record<string, unknown>) {
  const platform = { name: 'own', spec };
  const found = planConnection({ platform, config, serviceAccountName: 'bot', now: testNow });
  return 'plan' in found ? found.plan.identity?.audience : found.verdict.about;
}

const ofSettings = [{ audience: 'orElse(config.audience, "none")' }, { tokenUrl: 'config.url + "/token"' }];
const url = 'https://login.example.com';

it('takes an audience that define makes of a setting, if it is an address of the host that gets the token', () => {
  expect(planned(federated(ofSettings), { url, audience: `${url}/federation` })).toBe(`${url}/federation`);
});

it.each([
  ['of another host', 'https://victim.example.com'],
  ['that is no address', 'sts.amazonaws.com'],
  ['of a host that begins the same', 'https://login.example.com.evil.example'],
])('refuses an audience that define makes of a setting %s', (_name, audience) => {
  expect(planned(federated(ofSettings), { url, audience })).toMatch(
    /^spec\.config\.audience is no audience for this token: .* \(https:\/\/login\.example\.com\)/,
  );
});

/** As somebody spells it who wants a token that another one takes. */
it.each([
  'https://login.example.com@victim.example.com',
  'https://victim.example.com#@login.example.com',
  'https://victim.example.com?https://login.example.com',
  'https://victim.example.com/https://login.example.com',
  'https://victim.example.com\\@login.example.com',
  'http://login.example.com',
  'https://login.example.com:8443',
  'https://login.example.com.',
  'https://login.example.com%2evictim.example.com',
  'https://l\u043egin.example.com',
  'https://kubernetes.default.svc',
  'https://kubernetes.default.svc/',
  'HTTPS://Kubernetes.Default.SVC',
  ' https://kubernetes.default.svc ',
  '//login.example.com',
  'login.example.com',
  'api://login.example.com',
  'urn:login.example.com',
  'javascript://login.example.com',
  '*',
  ' ',
])('refuses the audience %j, which is none of the host', (audience) => {
  for (const direct of [false, true]) {
    const spec = federated(ofSettings);
    const methods = spec.methods.map((method) => ({
      ...method,
      serviceAccount: { audience: direct ? '{{config.audience}}' : '{{audience}}' },
    }));
    expect(planned({ ...spec, methods }, { url, audience })).toMatch(/^spec\.config\.audience/);
  }
});

it.each([[['https://login.example.com', 'https://victim.example.com']], [{ a: url }], [null], [7], [true]])(
  'refuses the audience %j, which is no text',
  (audience) => {
    expect(planned(federated(ofSettings), { url, audience })).toMatch(/^spec\.config\.audience/);
  },
);

it('refuses an audience of pieces whose sum is another host', () => {
  const spec = federated([
    { audience: '"https://" + orElse(config.audience, "a") + ".example.com"' },
    ...ofSettings.slice(1),
  ]);

  expect(planned(spec, { url, audience: 'victim.example/#' })).toMatch(/is no audience for this token/);
  expect(planned(spec, { url, audience: 'login' })).toBe(url);
});

it('follows a name of define through others', () => {
  const define = [{ wanted: 'config.audience' }, { audience: 'wanted + ""' }, ...ofSettings.slice(1)];

  expect(planned(federated(define), { url, audience: 'api://victim' })).toMatch(/is no audience/);
});

it('takes any audience where the Platform alone says who gets the token', () => {
  const define = [...ofSettings.slice(0, 1), { tokenUrl: '"https://sts.example.com/token"' }];
  const spec = federated(define, { hosts: ['sts.example.com', '{{config.url}}'] });

  expect(planned(spec, { url, audience: 'api://ours' })).toBe('api://ours');
});

it.each([
  ['a setting', '{{config.url}}', ['config.url']],
  ['a setting through define', '{{audience}}', ['config.audience']],
  ['a setting with a list of values', '{{config.cloud}}', []],
  ['what the job needs', '{{requires.path}}', ['requires.path']],
  ['nothing', 'api.example.com', []],
])('the author of a Connection chooses %s', (_name, template, choices) => {
  expect(choicesIn(template, { spec: federated(ofSettings) })).toEqual(choices);
});

it('tells a Platform whose hosts are settings from one that names them', () => {
  expect(choosesHosts(federated(ofSettings))).toBe(true);
  expect(choosesHosts(federated(ofSettings, { hosts: ['sts.example.com', '{{config.cloud}}.example.com'] }))).toBe(
    false,
  );
});
