import { secret, text } from './field.ts';

const client = {
  clientId: text('Client ID', 'Developer console, Settings; of a service account: its credentials.', 'a1b2c3d4e5f6'),
  clientSecret: secret('Client secret', 'Same place.', 'your-client-secret'),
};
const refreshToken = secret('Refresh token', 'From the sign-in (scope offline_access).', 'your-refresh-token');
export const clientFields = {
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
} as const;

export const clientSecrets = { required: ['clientId', 'clientSecret'], properties: client };
export const refreshSecrets = {
  required: ['clientId', 'clientSecret', 'refreshToken'],
  properties: { ...client, refreshToken },
};
