/** The driver's platform, as any administrator could write it: a Bearer token, one request. */
export const platformManifest = {
  apiVersion: 'connection-operator.dev/v1alpha1',
  kind: 'Platform',
  metadata: { name: 'bench' },
  spec: {
    title: 'Bench',
    category: 'Business',
    config: { type: 'object', required: ['url'], properties: { url: { type: 'string', format: 'uri' } } },
    methods: [
      {
        name: 'token',
        title: 'Token',
        secret: { type: 'object', required: ['token'], properties: { token: { type: 'string' } } },
        credential: { bearer: '{{secret.token}}' },
      },
    ],
    hosts: ['{{config.url}}'],
    test: [{ request: { url: '{{config.url}}/me' }, facts: { account: { id: 'json.id', name: 'json.name' } } }],
  },
};
