import type { PlatformRow } from '../../../api/platform.gen.ts';

/** Alfresco/rest-api-explorer alfresco-auth.yaml, POST /tickets: a 403 is a login that failed. */
export const loginReplies: PlatformRow[] = [
  { when: 'status == 403', outcome: 'CredentialsRejected' },
  {
    when: 'status == 400',
    outcome: 'InvalidConfiguration',
    causes: ['Alfresco does not understand the sign-in request'],
  },
  {
    when: 'status == 501',
    outcome: 'InteractionRequired',
    causes: ['the server accepts single sign-on (SAML) only'],
  },
];

/** Alfresco/rest-api-explorer alfresco-auth.yaml, GET /tickets/-me-, with a ticket made a moment ago. */
export const ticketReplies: PlatformRow[] = [
  {
    when: 'status == 404',
    outcome: 'AccessRefused',
    causes: ['the account is locked', 'the account is disabled'],
  },
  {
    when: 'status == 400',
    outcome: 'InvalidConfiguration',
    causes: ['the ticket does not reach Alfresco, for example because a proxy removes header Authorization'],
  },
  // The login took the password, so a refusal of its ticket says nothing about it.
  { when: 'status == 401', outcome: 'UnexpectedReply' },
];

/**
 * Texts of Keycloak, which the Identity Service is: services/src/main/java/org/keycloak/authentication/authenticators/directgrant
 * in keycloak/keycloak. A locked account is answered as a wrong password is.
 */
export const oidcReplies: PlatformRow[] = [
  {
    when: 'json.error == "unauthorized_client" && json.error_description.contains("Invalid client credentials")',
    outcome: 'CredentialsRejected',
    causes: ['`clientId` or `clientSecret` is wrong'],
  },
  {
    when: 'json.error == "invalid_grant" && json.error_description.matches("(?i)invalid user credentials")',
    outcome: 'CredentialsRejected',
    causes: ['the user name or the password is wrong', 'the account is temporarily locked after failed attempts'],
  },
  {
    when: 'json.error == "invalid_grant" && json.error_description.matches("(?i)account disabled")',
    outcome: 'CredentialsRevoked',
  },
  {
    when: 'json.error == "invalid_grant" && json.error_description.matches("(?i)not fully set up")',
    outcome: 'InteractionRequired',
    causes: ['the user has to complete a required action, such as a new password'],
  },
];

/** Alfresco/rest-api-explorer alfresco-core.yaml, GET /people/-me- */
export const peopleReplies: PlatformRow[] = [
  {
    when: 'status == 200 && (json.entry.capabilities.isGuest == true || json.entry.id == "guest")',
    outcome: 'CredentialsRejected',
    causes: ['the account is the guest, who is anonymous'],
  },
  { when: 'status == 200 && json.entry.enabled == false', outcome: 'CredentialsRevoked' },
];
