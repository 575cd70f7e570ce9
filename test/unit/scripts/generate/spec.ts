import type { PlatformMethod, PlatformSpec } from '../../../../src/connectors/platform.ts';

export const bearer: PlatformMethod = {
  name: 'bearer',
  title: 'Token',
  secret: { required: ['token'], properties: { token: { type: 'string' } } },
  credential: { bearer: '{{secret.token}}' },
};

/** A Platform with two clouds, for generators. */
export function platformSpec(changes: Partial<PlatformSpec> = {}): PlatformSpec {
  return {
    title: 'Files',
    category: 'FileSharing',
    config: {
      required: ['url'],
      properties: {
        url: { type: 'string' },
        tenant: { type: 'string' },
        api: { type: 'string', default: 'https://api.example.com' },
        cloud: { enum: ['commercial', 'gov'], default: 'commercial' },
        region: { enum: ['eu', 'us'] },
      },
    },
    hosts: ['{{host}}'],
    define: [
      { gov: 'config.cloud == "gov"' },
      { host: 'gov ? "gov.example.com" : "example.com"' },
      { tokenUrl: '"https://" + host + "/" + config.tenant + "/token"' },
      { base: 'config.url.trimSlash()' },
      { looks: 'has(requires.path) || has(config.tenant)' },
      { code: 'json.code' },
    ],
    methods: [bearer],
    test: [{ request: { url: 'https://{{host}}/me' }, facts: { account: { id: 'json.id' } } }],
    ...changes,
  };
}
