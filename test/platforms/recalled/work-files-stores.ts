import type { RecalledFact } from './fact.ts';

const idle = 'nothing in the code rests on it';
const atlassianCloud = ['jira-cloud', 'confluence-cloud'];

/** Salesforce to Procore, SFTP and WebDAV, S3-compatible stores and WorkDocs. */
export const work: readonly RecalledFact[] = [
  {
    platforms: ['salesforce'],
    fact: 'an assertion may live three minutes at most',
    unused: 'it is made for the 180 seconds that public clients use; the limit itself is not relied on',
  },
  {
    platforms: ['salesforce'],
    fact: 'administrators are told by a query of profile or permission sets',
    confirmedBy:
      'https://github.com/SalesforceLabs/OrgCheck, orgcheck-api-dataset-currentuserpermissions.js (UserPermissionAccess)',
  },
  {
    platforms: ['salesforce'],
    fact: 'queryable, createable, updateable and deletable of an object are for the running user',
    mark: 'queryable, createable, updateable and deletable of an object are what the running user may do',
  },
  {
    platforms: ['salesforce'],
    fact: 'UserRecordAccess tells the rights to a record',
    unused: 'it is not asked: rights are told per object',
  },
  {
    platforms: ['salesforce'],
    fact: 'invalid_grant covers passing causes too, such as login hours or login rate',
    unused: 'a text that is not known says nothing of the credential: UnexpectedReply',
  },
  {
    platforms: ['salesforce'],
    fact: 'passwords lock after ten tries',
    unused: 'a refused password is not repeated, whatever the number',
  },
  {
    platforms: ['servicenow'],
    fact: 'sys_user_has_role with role.name tells administrators',
    confirmedBy: 'https://hub.steampipe.io/plugins/turbot/servicenow/tables/servicenow_sys_user_has_role',
  },
  {
    platforms: ['servicenow'],
    fact: 'an administrator may read sys_user_has_role',
    mark: 'whether every administrator may read this table',
  },
  {
    platforms: ['servicenow'],
    fact: 'the page of a hibernating instance has status 200',
    unused: 'its text is matched whatever the status',
  },
  {
    platforms: ['servicenow'],
    fact: 'a wrong client is answered with invalid_client, status 401',
    mark: 'the code of a wrong client at this endpoint',
  },
  {
    platforms: ['servicenow'],
    fact: 'the one body of a 401 of the token endpoint has several causes',
    confirmedBy: 'https://support.servicenow.com/kb?id=kb_article_view&sysparm_article=KB0791140',
  },
  {
    platforms: ['servicenow'],
    fact: 'users are locked after 15 tries',
    unused: 'a refused password is not repeated, whatever the number',
  },
  {
    platforms: ['servicenow'],
    fact: 'refresh tokens do not rotate',
    unused: 'the opposite is taken for granted: whatever comes back is kept',
  },
  {
    platforms: ['slack'],
    fact: 'e-mail and administrator come from users.info (is_admin, scope users:read)',
    unused: 'it is not asked; neither is told',
  },
  { platforms: ['slack'], fact: 'token rotation cannot be switched off again', unused: idle },
  {
    platforms: atlassianCloud,
    fact: 'the API token of a service account is taken as a bearer token as well',
    unused: 'it is sent with its e-mail address only',
  },
  {
    platforms: atlassianCloud,
    fact: 'a wrong sub-domain is answered with 404',
    mark: 'a site that does not exist answers 404',
  },
  {
    platforms: atlassianCloud,
    fact: 'a refresh token may be used again for about ten minutes',
    unused: 'a refresh token is sent once',
  },
  {
    platforms: ['confluence-data-center'],
    fact: 'content tells the rights by expand=operations',
    mark: 'expand=operations at the Data Center',
  },
  { platforms: ['notion'], fact: 'about three requests a second', unused: idle },
  {
    platforms: ['github'],
    fact: 'fine-grained tokens list no scopes',
    mark: 'a fine-grained token is answered without the header X-OAuth-Scopes',
  },
  { platforms: ['github'], fact: '5,000 requests an hour', unused: 'the headers of the reply tell when to go on' },
  {
    platforms: ['gitlab'],
    fact: 'the list of users may be public',
    unused: 'it is not asked: the test is GET /user',
  },
  {
    platforms: ['zendesk'],
    fact: 'passwords lock, tokens do not',
    unused: 'there is no password here, and a refused token is not repeated either',
  },
  {
    platforms: ['hubspot'],
    fact: 'introspection has the names of the call before it (user, user_id)',
    mark: 'user_id and user, the names of the call before this one',
  },
  {
    platforms: ['hubspot'],
    fact: 'an access token that has ended is answered with EXPIRED_AUTHENTICATION',
    unused: 'a 401 is judged by its status',
  },
  {
    platforms: ['procore'],
    fact: 'a refresh token that was used or has ended is answered with 400 or 401',
    mark: 'the status of a refresh token that was used or has ended',
  },
  {
    platforms: ['procore'],
    fact: 'a missing Procore-Company-Id is answered with 400',
    mark: 'the status of a missing company',
  },
  {
    platforms: ['ftp', 'ftps'],
    fact: '530 or 421 with "too many" or "maximum" is a limit of connections',
    confirmedBy: 'vsftpd 3.0 and ProFTPD 1.3, test/servers',
  },
  {
    platforms: ['ftp', 'ftps'],
    fact: '550 on a path without words for either is a missing right as well as a missing directory',
    confirmedBy: 'vsftpd 3.0, test/servers/vsftpd.test.ts',
  },
  {
    platforms: ['ftps'],
    fact: '500, 502, 504 and 534 to AUTH TLS: the server has no TLS; 431: not at the moment',
    confirmedBy: 'https://www.rfc-editor.org/rfc/rfc2228#section-3',
  },
  {
    platforms: ['ftps'],
    fact: 'a client certificate is refused by an alert of TLS',
    confirmedBy: 'https://www.rfc-editor.org/rfc/rfc8446#section-6.2; vsftpd 3.0 and ProFTPD 1.3, test/servers',
  },
  {
    platforms: ['ftps'],
    fact: '522: the data connection does not resume the session of TLS',
    unused: 'looking opens no data connection, and one that a probe opens resumes it',
  },
  {
    platforms: ['sftp'],
    fact: 'a server that saw too many failures ends the connection',
    confirmedBy: 'OpenSSH 9.2p1 with MaxAuthTries=1: disconnect reason 2 after the first wrong password',
  },
  {
    platforms: ['sftp'],
    fact: 'a connection closed before the banner is a firewall or fail2ban (MaxStartups says so: OpenSSH 9.2p1)',
    mark: 'a connection closed before the banner is one of these',
  },
  {
    platforms: ['smb'],
    fact: 'ACCESS_DENIED in answer to SESSION_SETUP is a policy (NTLM off, signing, right to sign in)',
    mark: 'what a refusal of access in answer to a sign-in, not to a share, is about',
  },
  {
    platforms: ['smb'],
    fact: 'Windows servers answer as Samba does',
    mark: 'Windows servers answer as [MS-SMB2] says and Samba does; it was tried with Samba only',
  },
  {
    platforms: ['smb'],
    fact: 'NTLM_BLOCKED is the answer where NTLM is switched off',
    confirmedBy: 'a domain controller of Samba 4.17 with ntlm auth = disabled (test/servers/samba-ad)',
  },
  {
    platforms: ['s3-compatible'],
    fact: "the SDKs allow five minutes between the clocks before they believe a signature's refusal",
    mark: "the SDKs' limit of 5 minutes",
  },
  {
    platforms: ['s3-compatible'],
    fact: 'MinIO is in region us-east-1 unless set otherwise',
    confirmedBy: 'https://github.com/minio/minio/discussions/15997',
  },
  {
    platforms: ['s3-compatible', 'amazon-s3'],
    fact: 'SimulatePrincipalPolicy does not see every policy; the age of a key needs rights of IAM',
    unused: 'IAM is not asked: stores have none, and no policy tells the whole truth',
  },
  {
    platforms: ['amazon-s3'],
    fact: 'AssumeRole is refused with AccessDenied, also where there is no such role',
    mark: 'that AWS answers AccessDenied, and nothing else, where there is no role of the name',
  },
  {
    platforms: ['amazon-s3'],
    fact: 'a wrong session token is InvalidClientTokenId at STS',
    mark: 'that a session token of another key is answered with InvalidClientTokenId',
  },
  {
    platforms: ['amazon-s3'],
    fact: 'web identity takes the projected token of a service account, audience sts.amazonaws.com',
    confirmedBy: 'https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html',
  },
  {
    platforms: ['amazon-s3'],
    fact: 'regions of GovCloud are us-gov-*, on amazonaws.com',
    confirmedBy: 'https://github.com/aws/aws-sdk-js-v3, packages/util-endpoints, partitions.json',
  },
];
