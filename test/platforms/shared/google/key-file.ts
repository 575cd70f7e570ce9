import { email, goodKey, tokenUrl } from './fake.ts';

export const keyParts = { clientEmail: email, privateKey: goodKey, privateKeyId: 'kid-1' };

/** The JSON key file of a service account as Google issues it. */
export const keyFile = (more: object = {}) => ({
  serviceAccountJson: JSON.stringify({
    type: 'service_account',
    project_id: 'project',
    private_key_id: 'kid-1',
    private_key: goodKey,
    client_email: email,
    client_id: '1',
    token_uri: tokenUrl,
    universe_domain: 'googleapis.com',
    ...more,
  }),
});
