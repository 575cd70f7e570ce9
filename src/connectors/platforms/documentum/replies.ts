import type { PlatformRow } from '../../../api/platform.gen.ts';

export const headers = { Accept: 'application/vnd.emc.documentum+json' };

/** Errors are {status, code, message, details, id}: documentum-rest-client-java, and public clients of the REST services. */
export const restReplies: PlatformRow[] = [
  {
    // From 24.4 on OTDS holds the licences: an account without one cannot log in, with the right password too.
    when: 'status >= 400 && status <= 500 && text.contains("DM_LICENSE_E_")',
    outcome: 'PermissionDenied',
    causes: ['the account has no license in OpenText Directory Services'],
  },
  {
    // unverified: that an account which is locked, inactive or without licence gets the code of a wrong password.
    when: 'status == 401 && json.code == "E_BAD_CREDENTIALS_ERROR"',
    outcome: 'CredentialsRejected',
    causes: [
      'the user name or the password is wrong',
      'the account is locked or inactive',
      'the account has no license (24.4 and later)',
    ],
  },
  // The bridge to OTDS, a licence, or a proxy in front: no word on the password.
  { when: 'status == 401', outcome: 'UnexpectedReply' },
  // unverified: 403 for an account that is known.
  { when: 'status == 403 && filled(json.code)', outcome: 'PermissionDenied' },
  {
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: [
      'the repository in `spec.config.repository` does not exist',
      '`spec.config.restUrl` is not the root of the REST services',
    ],
    // unverified: that the list of repositories needs no credential. None is sent.
    then: {
      request: { url: '{{config.restUrl}}/repositories', headers },
      replies: [
        {
          when: 'status == 200 && json.entries.exists(e, e.title == config.repository)',
          outcome: 'TargetNotFound',
          causes: ['the server has the repository, but not its current user at the usual address'],
        },
        {
          when: 'status == 200 && type(json.entries) == list',
          outcome: 'TargetNotFound',
          causes: ['the repository in `spec.config.repository` does not exist'],
        },
      ],
    },
  },
];
