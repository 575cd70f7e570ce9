import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['another signature', 'certificate', (_, { signIn }) => void (signIn![0]!.sign!.algorithm = 'RS256')],
  ['no thumbprint', 'certificate', (_, { signIn }) => void delete signIn![0]!.sign!.certificate],
  [
    'an assertion that lives too long',
    'certificate',
    (_, { signIn }) => void (signIn![0]!.sign!.lifetimeSeconds = 900),
  ],
  ['another subject', 'certificate', (_, { signIn }) => void delete signIn![0]!.sign!.claims['sub']],
  [
    'no kind of assertion',
    'workload-identity',
    (_, { signIn }) => {
      const { oauth2 } = signIn![0]!;
      oauth2!.form = { client_assertion: oauth2!.clientAssertion! };
      delete oauth2!.clientAssertion;
    },
  ],
];
