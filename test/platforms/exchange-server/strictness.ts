import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  [
    'no rights asked for',
    'ntlm',
    ({ test }) => {
      const { request } = test![0]!;
      request.xml = request.xml!.replace('folder:EffectiveRights', 'folder:DisplayName');
    },
  ],
  [
    'another media type than that of SOAP',
    'basic',
    ({ test }) => void delete test![0]!.request.headers!['Content-Type'],
  ],
];
