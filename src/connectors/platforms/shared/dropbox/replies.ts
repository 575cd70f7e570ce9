import type { PlatformRow } from '../../../../api/platform.gen.ts';

/** Names that the tables use: the tag of an error, and whether a request was refused in plain words. */
export const define: Record<string, string>[] = [
  { tag: 'json.error[".tag"]' },
  { summary: 'json.error_summary' },
  { plain: 'status == 400 && headers["content-type"].startsWith("text/plain")' },
];

/** The token endpoint tells in words what a refresh token is: dropbox/dropbox-sdk-dotnet issue 232. */
const refresh: PlatformRow[] = [
  {
    when: 'json.error == "invalid_grant" && json.error_description.contains("invalid or revoked")',
    outcome: 'CredentialsRevoked',
    causes: ['the app was disconnected from the account', 'the refresh token was issued to another app than `appKey`'],
  },
  {
    // boly38/node-mongotools issue 94
    when: 'json.error == "invalid_grant" && json.error_description.contains("malformed")',
    outcome: 'CredentialsRejected',
    causes: ['`refreshToken` is cut off, or is an authorization code or an access token instead of a refresh token'],
  },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['the refresh token is wrong or was revoked', 'the refresh token was issued to another app than `appKey`'],
  },
  {
    // dropbox/dropbox-sdk-python pull request 544; older replies have the text behind the code in `error`.
    when: 'json.error.startsWith("invalid_client")',
    outcome: 'CredentialsRejected',
    causes: ['`appKey` or `appSecret` is wrong, or `appSecret` is missing'],
  },
];

/** https://developers.dropbox.com/error-handling-guide, dropbox/dropbox-api-spec auth.stone and common.stone */
const api: PlatformRow[] = [
  {
    // dropbox/dropbox-sdk-python issue 100: the token is not of the form that Dropbox issues.
    when: 'plain && text.contains("access token is malformed")',
    outcome: 'CredentialsRejected',
    causes: ['the access token is cut off, or is not an access token of Dropbox'],
  },
  {
    // dropbox/dbxfs issue 63
    when: 'plain && text.contains("is for an entire Dropbox Business team")',
    outcome: 'InvalidConfiguration',
    causes: ['the token belongs to a whole team, which needs platform dropbox-business and a member in `teamMemberId`'],
  },
  {
    // dropbox/dropbox-sdk-dotnet issue 22
    when: 'plain && text.contains("is for a specific Dropbox user account")',
    outcome: 'InvalidConfiguration',
    causes: ['the token belongs to a single account, and not to a team app that an administrator authorized'],
  },
  // dropbox/dropbox-sdk-js issue 628: the app itself has not been given it.
  { when: 'plain && text.contains("does not have the required scope")', outcome: 'ScopeMissing' },
  {
    when: 'plain',
    outcome: 'InvalidConfiguration',
    causes: ['Dropbox does not accept the request', 'this kind of app is not allowed to use it'],
  },
  {
    when: 'status == 401 && tag == "invalid_access_token"',
    outcome: 'CredentialsRejected',
    causes: ['the token is wrong', 'the app was disconnected from the account'],
  },
  { when: 'status == 401 && !credential.fresh && tag == "expired_access_token"', outcome: 'CredentialsExpired' },
  { when: 'status == 401 && tag == "missing_scope"', outcome: 'ScopeMissing' },
  {
    when: 'status == 401 && tag == "user_suspended"',
    outcome: 'AccountLocked',
    causes: ['the account is suspended, which may be temporary'],
  },
  {
    when: 'status == 401 && tag == "invalid_select_user"',
    outcome: 'TargetNotFound',
    causes: ['the member in `teamMemberId` is no longer in the team'],
  },
  {
    when: 'status == 401 && tag == "invalid_select_admin"',
    outcome: 'PermissionDenied',
    causes: ['the member in `adminMemberId` is not an administrator'],
  },
  { when: 'status == 401 && tag == "route_access_denied"', outcome: 'PermissionDenied' },
  // The vendor may add tags at any time: one that nobody knows says nothing of the token.
  { when: 'status == 401', outcome: 'UnexpectedReply' },
  {
    when: 'status == 403 && tag in ["invalid_account_type", "paper_access_denied", "team_access_denied", "no_permission"]',
    outcome: 'PermissionDenied',
  },
  {
    // unverified: the status of an error of the header Dropbox-API-Path-Root, so its tags alone count.
    when: 'status >= 400 && tag == "invalid_root"',
    outcome: 'TargetNotFound',
    causes: ['the namespace in `pathRoot` is no longer the root of the account'],
  },
  {
    when: 'status >= 400 && tag == "no_permission"',
    outcome: 'PermissionDenied',
    causes: ['the account is not allowed to use the namespace in `pathRoot`'],
  },
  {
    when: 'status == 200 && json.disabled == true',
    outcome: 'CredentialsRevoked',
    causes: ['the account is disabled'],
  },
];

/** dropbox/dropbox-api-spec files.stone, LookupError */
const path: PlatformRow[] = [
  { when: 'status == 409 && summary.startsWith("path/not_found")', outcome: 'TargetNotFound' },
  { when: 'status == 409 && summary.startsWith("path/restricted_content")', outcome: 'PermissionDenied' },
  {
    when: 'status == 409 && summary.startsWith("path/malformed_path")',
    outcome: 'InvalidConfiguration',
    causes: ['`spec.requires.path` is not a path of Dropbox, such as /folder/file or id:…'],
  },
  { table: 'api' },
];

export const tables = { refresh, api, path };

/** dropbox/dropbox-api-spec team.stone, token/get_authenticated_admin; 409 is the status of every error of an endpoint's own. */
export const teamReplies: PlatformRow[] = [
  {
    when: 'status == 409 && tag == "mapping_not_found"',
    outcome: 'InteractionRequired',
    causes: ['the token is older than its link to an administrator, who must authorize the app again'],
  },
  {
    when: 'status == 409 && tag == "admin_not_active"',
    outcome: 'CredentialsRevoked',
    causes: ['the administrator who authorized the app has left, or is no longer an administrator'],
  },
  { table: 'api' },
];
