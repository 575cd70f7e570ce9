import type { PlatformReply } from '../../../api/platform.gen.ts';

/** Names of CMIS 1.1, 2.2.1.4 and 5.2.9 (JSON: `exception`); AtomPub has the status alone. */
const commonReplies: PlatformReply[] = [
  {
    when: 'json.exception in ["invalidArgument", "notSupported"] || status in [400, 405]',
    outcome: 'InvalidConfiguration',
    causes: ['binding is not the one of url', 'url is not the address of a service document'],
  },
  { when: 'json.exception == "permissionDenied"', outcome: 'PermissionDenied' },
  { when: 'json.exception == "objectNotFound" || status == 404', outcome: 'TargetNotFound' },
  { when: 'status >= 500 && json.exception in ["runtime", "storage"]', outcome: 'ServiceUnavailable' },
];

export const serviceReplies: PlatformReply[] = [
  // unverified: that the exception unauthorized comes with status 401.
  { when: 'status == 401 && json.exception == "unauthorized"', outcome: 'CredentialsRejected' },
  {
    when: 'status == 401',
    outcome: 'AccessRefused',
    causes: ['the credential is wrong', 'a proxy in front of the repository refuses it'],
  },
  ...commonReplies,
  {
    // A sign-in page is for the engine to tell.
    when: 'status == 200 && headers["content-type"].contains("html") && !text.matches("(?i)type=[\\"\']?password|saml")',
    outcome: 'TargetNotFound',
    causes: ['url is not the address of a service document'],
  },
  {
    when: 'status == 200 && config.binding == "browser" && type(json) == map && has(config.repositoryId) && !(config.repositoryId in json)',
    outcome: 'TargetNotFound',
    causes: ['there is no repository of that repositoryId'],
  },
  {
    when: 'status == 200 && config.binding == "atompub" && has(config.repositoryId) && xml != null && !text.contains(">" + config.repositoryId + "<")',
    outcome: 'TargetNotFound',
    causes: ['there is no repository of that repositoryId'],
  },
];

export const objectReplies: PlatformReply[] = commonReplies;
