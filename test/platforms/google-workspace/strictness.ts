import type { PlatformMethod } from '../../../src/connectors/platform.ts';
import type { Mistake } from '../strictness.ts';

const claims = ({ signIn }: PlatformMethod) => signIn![0]!.sign!.claims;

/** Changes the claim set that Google is asked to sign. */
function inPayload(what: string, was: string | RegExp, is: string): Mistake {
  return [
    what,
    'workload-identity',
    (_, { signIn }) => {
      const { json } = signIn![1]!.request!;
      json!['payload'] = String(json!['payload']).replace(was, is);
    },
  ];
}

export const mistakes: Mistake[] = [
  ['no scope', 'service-account', (_, method) => void delete claims(method)['scope']],
  ['no subject', 'service-account', (_, method) => void delete claims(method)['sub']],
  inPayload('no subject in what is signed', /"sub":[^,]+,/, ''),
  inPayload('no scope in what is signed', /"scope":[^,]+,/, ''),
  inPayload('another issuer', '{{config.serviceAccountEmail|json}}', '{{config.subject|json}}'),
  inPayload('another audience', 'oauth2.googleapis.com', 'www.googleapis.com'),
  inPayload('a signature for ever', '{{token.end}}', '99999999999'),
  inPayload('a time as text', '{{token.now}}', '"{{token.now}}"'),
  inPayload('an end without a time', ',"exp":{{token.end}}', ''),
  [
    'a claim set that is no text',
    'workload-identity',
    (_, { signIn }) => void (signIn![1]!.request!.json!['payload'] = { sub: '{{config.subject}}' }),
  ],
];
