import type { PlatformRow } from '../../../api/platform.gen.ts';

const noDocument = '`spec.config.url` is not the address of a service document';

/** Names of CMIS 1.1, 2.2.1.4 and 5.2.9 (JSON: `exception`); by the specification AtomPub has the status alone. */
export const commonReplies: PlatformRow[] = [
  {
    // A page with 400 that names no exception is of something in front.
    when: 'exception in ["invalidArgument", "notSupported"] || status == 405 || browser && status == 400',
    outcome: 'InvalidConfiguration',
    causes: ['`spec.config.binding` is not the binding of `spec.config.url`', noDocument],
  },
  { when: 'exception == "permissionDenied"', outcome: 'PermissionDenied' },
  { when: 'exception == "objectNotFound" || status == 404', outcome: 'TargetNotFound' },
  { when: 'status >= 500 && exception in ["runtime", "storage"]', outcome: 'ServiceUnavailable' },
];

/** CmisAtomPubServlet.java: permissionDenied is the page of the servlet container, under OpenCMIS's own name. */
const denied = '(exception == "permissionDenied" || status == 403 && headers.server.contains("OpenCMIS"))';

/** CMIS 1.1, 2.2.1.2.6: only documents have a content stream. */
export const document: PlatformRow[] = [
  {
    when: 'json.canGetContentStream == true || json.canSetContentStream == true',
    outcome: 'TargetNotFound',
    causes: ['`spec.requires.path` is a document, not a folder'],
  },
];

/**
 * Of somebody who was not accepted yet. FileShareUserManager.java of apache/chemistry-opencmis: permissionDenied is how a server
 * refuses a password as well.
 */
export const notYet: PlatformRow[] = [
  {
    when: `${denied} && message.matches("(?i)invalid user ?name or password")`,
    outcome: 'CredentialsRejected',
  },
  {
    when: denied,
    outcome: 'AccessRefused',
    causes: ['the credential is wrong', 'the account is not allowed to read the root folder'],
  },
  { table: 'common' },
];

export const serviceReplies: PlatformRow[] = [
  // unverified: that the exception unauthorized comes with status 401.
  { when: 'status == 401 && exception == "unauthorized"', outcome: 'CredentialsRejected' },
  {
    when: 'status == 401',
    outcome: 'AccessRefused',
    causes: ['the credential is wrong', 'a proxy in front of the repository refuses the credential'],
  },
  { table: 'notYet' },
  {
    when: 'status == 200 && wanted != "" && (browser ? type(json) == map : xml != null) && !has(listed)',
    outcome: 'TargetNotFound',
    causes: ['there is no repository with `spec.config.repositoryId`'],
  },
];
