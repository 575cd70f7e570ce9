import { platformManifest as withPassword } from '../platform.ts';

/** The driver's platform: that of the benchmark with a Bearer token in place of a password. */
export const platformManifest = {
  ...withPassword,
  spec: {
    ...withPassword.spec,
    methods: [
      {
        name: 'token',
        title: 'Token',
        secret: { type: 'object', required: ['token'], properties: { token: { type: 'string' } } },
        credential: { bearer: '{{secret.token}}' },
      },
    ],
  },
};
