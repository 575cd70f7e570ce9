import { secret, text } from '../field.ts';

const client = {
  clientId: text('Client ID', 'Client ID of the app, application link or service account.', 'a1b2c3d4e5f6'),
  clientSecret: secret('Client secret', 'Client secret of the same.', 'your-client-secret'),
};
const refreshToken = secret('Refresh token', 'Refresh token that the authorization issued.', 'your-refresh-token');
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
