import { algorithms } from '../../drivers/sftp/algorithms.ts';

export const algorithmFields = {
  type: 'object',
  title: 'Algorithms',
  description:
    'Algorithms to offer, best first, by kind; of a kind that is not named, all are offered. Set it for old servers, or if a policy forbids some algorithms.',
  additionalProperties: false,
  properties: {
    kex: list('Key exchange', algorithms.kex),
    hostKey: list('Host key', algorithms.hostKey),
    cipher: list('Cipher', algorithms.cipher),
    mac: list('MAC', algorithms.mac),
  },
  examples: [{ kex: ['diffie-hellman-group14-sha1'] }],
};

function list(title: string, names: readonly string[]) {
  return {
    type: 'array',
    title,
    description: `${title} algorithms to offer, best first.`,
    minItems: 1,
    maxItems: 32,
    items: { type: 'string', enum: [...names] },
    examples: [[names[0]]],
  };
}
