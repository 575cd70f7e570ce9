import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['no SOAP action', 'forms', (_, { signIn }) => void delete signIn![0]!.request!.headers!['SOAPAction']],
  [
    'no kind of password',
    'adfs',
    (_, { signIn }) => {
      const { request } = signIn![0]!;
      request!.xml = request!.xml!.replace('#PasswordText', '');
    },
  ],
  [
    'an assertion that was written anew',
    'adfs',
    (_, { signIn }) => void (signIn![0]!.set!['token'] += '.replace("  NotBefore", " NotBefore")'),
  ],
  [
    'the time of the reply instead of that of the token',
    'adfs',
    (_, { signIn }) => void (signIn![0]!.set!['expires'] = 'text.innerXml("Expires")'),
  ],
  [
    'one of the two cookies',
    'adfs',
    (_, { signIn }) => void (signIn![1]!.set!['cookie'] = '"FedAuth=" + cookies.FedAuth'),
  ],
  ['forms taken', 'basic', ({ defaults }) => void delete defaults!.headers!['X-FORMS_BASED_AUTH_ACCEPTED']],
];
