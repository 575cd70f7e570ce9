import type { PlatformMethod } from '../../../src/connectors/platform.ts';
import type { Mistake } from '../strictness.ts';

const claims = ({ signIn }: PlatformMethod) => signIn![0]!.sign!.claims;

export const mistakes: Mistake[] = [
  ['no scope', 'service-account', (_, method) => void delete claims(method)['scope']],
  ['no subject', 'service-account', (_, method) => void delete claims(method)['sub']],
];
