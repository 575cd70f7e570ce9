import type { PlatformReply } from '../../../api/platform.gen.ts';

/** Alfresco/rest-api-explorer alfresco-auth.yaml, POST /tickets: a 403 is a login that failed. */
export const loginReplies: PlatformReply[] = [
  { when: 'status == 403', outcome: 'CredentialsRejected' },
  { when: 'status == 400', outcome: 'InvalidConfiguration', causes: ['Alfresco does not take the request'] },
  {
    when: 'status == 501',
    outcome: 'InteractionRequired',
    causes: ['the server takes single sign-on (SAML) only'],
  },
];

/** Alfresco/rest-api-explorer alfresco-auth.yaml, GET /tickets/-me-, with a ticket made a moment ago. */
export const ticketReplies: PlatformReply[] = [
  {
    when: 'status == 404',
    outcome: 'AccessRefused',
    causes: ['the account is locked', 'the account is disabled'],
  },
  { when: 'status == 400', outcome: 'InvalidConfiguration', causes: ['Alfresco does not see the ticket'] },
  // The login took the password, so a refusal of its ticket says nothing about it.
  { when: 'status == 401', outcome: 'UnexpectedReply' },
];

const grant = (words: string) => `json.error == "invalid_grant" && json.error_description.matches("(?i)${words}")`;

/**
 * Texts of Keycloak, which the Identity Service is: services/src/main/java/org/keycloak/authentication/authenticators/directgrant
 * in keycloak/keycloak. A locked account is answered as a wrong password is.
 */
export const tokenReplies: PlatformReply[] = [
  {
    when: 'json.error == "unauthorized_client" && json.error_description.contains("Invalid client credentials")',
    outcome: 'CredentialsRejected',
    causes: ['clientId or clientSecret is wrong'],
  },
  {
    when: grant('invalid user credentials'),
    outcome: 'CredentialsRejected',
    causes: ['the user name or the password is wrong', 'the account is held back after failed attempts'],
  },
  { when: grant('account disabled'), outcome: 'CredentialsRevoked' },
  {
    when: grant('not fully set up'),
    outcome: 'InteractionRequired',
    causes: ['the user has a required action to do, such as a new password'],
  },
];

/** Alfresco/rest-api-explorer alfresco-core.yaml, GET /people/-me- */
export const peopleReplies: PlatformReply[] = [
  {
    when: 'status == 200 && (json.entry.capabilities.isGuest == true || json.entry.id == "guest")',
    outcome: 'CredentialsRejected',
    causes: ['the account is the guest, who is anonymous'],
  },
  { when: 'status == 200 && json.entry.enabled == false', outcome: 'CredentialsRevoked' },
];
