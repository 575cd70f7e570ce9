import type { RecalledFact } from './fact.ts';

const defaults = 'no row of its own: the rules for any platform (engine/defaults.ts) tell it by the status';
const signInPage =
  'no row of its own: sign-in pages and redirects to another host are told alike on any platform (engine/defaults.ts, transport/send.ts)';

export const ecm: readonly RecalledFact[] = [
  {
    platforms: ['opentext-content-server'],
    fact: 'GET /api/v1/auth names the caller in data.id and data.name',
    mark: 'id and name, the names of the two fields in the reply',
  },
  {
    platforms: ['opentext-content-server'],
    fact: 'which of v1 and v2 has the rights of a single node',
    mark: "that v2 holds the caller's rights for a single node",
  },
  {
    platforms: ['opentext-content-server'],
    fact: 'values of failureReason at OTDS, and the body of its 401',
    mark: 'the words of failureReason, and that a 401 has them as well',
  },
  {
    platforms: ['opentext-content-server'],
    fact: '500 "no permission" is a missing right',
    mark: 'a right that is missing as a 500',
  },
  {
    platforms: ['opentext-content-server'],
    fact: '403 is a missing right; 404 is a wrong CGI path',
    unused: defaults,
  },
  {
    platforms: ['opentext-content-server'],
    fact: 'whether /api/v1/serverinfo and /api/v1/ping are anonymous',
    unused: 'neither is called',
  },
  {
    platforms: ['documentum'],
    fact: 'GET /repositories is anonymous',
    mark: 'that the list of repositories needs no credential',
  },
  {
    platforms: ['documentum'],
    fact: 'a locked, inactive or unlicensed user may get E_BAD_CREDENTIALS_ERROR',
    mark: 'that an account which is locked, inactive or without licence gets the code of a wrong password',
  },
  {
    platforms: ['documentum'],
    fact: '403 is a missing right',
    mark: '403 for an account that is known',
  },
  {
    platforms: ['documentum'],
    fact: 'codes besides E_BAD_CREDENTIALS_ERROR',
    unused: 'none is asked for; a 401 without that code is an UnexpectedReply',
  },
  {
    platforms: ['filenet'],
    fact: 'meaning of the bits of accessAllowed',
    mark: 'the bits of accessAllowed',
  },
  {
    platforms: ['filenet'],
    fact: 'E_NOT_AUTHENTICATED, E_OBJECT_NOT_FOUND and E_ACCESS_DENIED in errors[]',
    mark: "the engine's codes for a missing object and a missing right, and that GraphQL passes any code on",
  },
  {
    platforms: ['filenet'],
    fact: '401 at the first call with Basic is a wrong password',
    mark: '401 for a credential that is refused. Of a stored token',
  },
  {
    platforms: ['filenet'],
    fact: 'status of a refusal for want of the XSRF header or cookie',
    mark: 'the status of a refusal for want of the XSRF header or cookie',
  },
  { platforms: ['filenet'], fact: '302 or 200 HTML is a sign-in page of Zen or single sign-on', unused: signInPage },
  { platforms: ['filenet'], fact: '/FileNet/Engine and /ping are anonymous', unused: 'neither is called' },
  { platforms: ['alfresco'], fact: '404 HTML is not Alfresco', unused: defaults },
  {
    platforms: ['nuxeo'],
    fact: '/api/v1/me has id, properties.email, isAdministrator and isAnonymous',
    confirmedBy: 'nuxeo/nuxeo NuxeoPrincipalJsonWriter.java',
  },
  {
    platforms: ['nuxeo'],
    fact: '403 is a missing right',
    mark: '403 for an account that is known and may not use the API',
  },
  { platforms: ['nuxeo'], fact: '404 is a missing document or address', unused: defaults },
  { platforms: ['nuxeo'], fact: '/runningstatus is anonymous', unused: 'it is not called' },
  {
    platforms: ['onbase'],
    fact: 'the access token is a JWT that can be read, with the claim username',
    mark: 'that the token can be read',
  },
  {
    platforms: ['onbase'],
    fact: 'invalid_client, invalid_grant, invalid_scope and unauthorized_client at the IdP',
    mark: "that OnBase's IdP has the codes of Hyland IAM",
  },
  {
    platforms: ['onbase'],
    fact: '404 is a wrong application name or letter case of the IdP',
    mark: 'the status of an IdP address that is wrong',
  },
  {
    platforms: ['onbase'],
    fact: '401 of the API server with a fresh token',
    mark: 'the status of an API server that does not take the token',
  },
  {
    platforms: ['onbase'],
    fact: '403 or 500 with a licence text is no free licence',
    mark: 'the statuses of an API server without a free licence',
  },
  {
    platforms: ['onbase'],
    fact: 'document-types lists those that the user may see',
    unused: 'it is not called, and no rights are told',
  },
  { platforms: ['m-files'], fact: '401 at the probe', mark: '401, which the vendor does not name' },
  { platforms: ['m-files'], fact: '404 is a wrong address', unused: defaults },
  {
    platforms: ['m-files'],
    fact: 'whether /server/status wants a login',
    unused: 'it is not called',
  },
  {
    platforms: ['laserfiche'],
    fact: 'repository IDs have the form r-…',
    mark: 'the form of a repository ID',
  },
  {
    platforms: ['laserfiche', 'laserfiche-server'],
    fact: 'statuses and titles of a token request that is refused',
    mark: 'the statuses and titles of a token request that is refused',
  },
  {
    platforms: ['laserfiche', 'laserfiche-server'],
    fact: '429 has Retry-After',
    unused: 'it is read on any platform where it comes, and not needed',
  },
  {
    platforms: ['imanage'],
    fact: 'address of the list of libraries',
    mark: 'the address of the list of libraries',
  },
  {
    platforms: ['imanage'],
    fact: 'errors of the token endpoint: invalid_client, invalid_grant, 401 and 400 without error',
    mark: 'every reply of the token endpoint',
  },
  {
    platforms: ['imanage'],
    fact: '401 of a token that ended by inactivity; 403 is a missing right',
    unused: 'each test makes its token; a 403 is told by the rules for any platform (engine/defaults.ts)',
  },
  { platforms: ['imanage'], fact: 'profiles have a field access', unused: 'no profile is read' },
  { platforms: ['netdocuments'], fact: 'the region ca and its host', mark: 'the host of ca' },
  {
    platforms: ['netdocuments'],
    fact: 'invalid_client and invalid_grant at the token endpoint',
    mark: 'the errors of RFC 6749, 5.2, at the token endpoint. That ids',
  },
  {
    platforms: ['netdocuments'],
    fact: 'GET /v1/User/info without an id is the current user',
    mark: 'that User/info tells who the caller is',
  },
  { platforms: ['netdocuments'], fact: '403 is a missing right', unused: defaults },
  {
    platforms: ['netdocuments'],
    fact: 'letters V, E, S and A of access lists',
    unused: 'no rights are told',
  },
  {
    platforms: ['webcenter-content'],
    fact: '401 is a wrong credential',
    mark: '401 for a credential that is refused; of a stored token',
  },
  {
    platforms: ['webcenter-content'],
    fact: 'Auth=Internet forces a login at GET_USER_INFO',
    mark: 'that Auth=Internet makes a server which serves guests ask for a login',
  },
  {
    platforms: ['webcenter-content'],
    fact: 'GET_USER_PERMISSIONS tells the rights per security group',
    mark: 'GET_USER_PERMISSIONS and its columns',
  },
  {
    platforms: ['webcenter-content'],
    fact: 'the role admin in the user attributes is an administrator',
    mark: 'that UserAttribInfo lists the role of an administrator',
  },
  {
    platforms: ['webcenter-content'],
    fact: 'idcplg takes a Bearer token of Oracle Access Manager (12.2.1.4 and later)',
    mark: 'that idcplg takes a token of Oracle Access Manager',
  },
  { platforms: ['webcenter-content'], fact: '302 or 200 HTML is a sign-in page', unused: signInPage },
  { platforms: ['webcenter-content'], fact: '404 is a wrong address', unused: defaults },
  {
    platforms: ['veeva-vault'],
    fact: 'hosts of vaultdev.com',
    mark: 'that vaults have hosts of vaultdev.com as well',
  },
  {
    platforms: ['veeva-vault'],
    fact: 'the security profile tells an administrator',
    mark: "the names of the administrators' security profiles",
  },
  {
    platforms: ['cmis'],
    fact: 'the exception unauthorized comes with status 401',
    mark: 'that the exception unauthorized comes with status 401',
  },
  {
    platforms: ['cmis'],
    fact: 'service documents, root folder, selectors and allowable actions of both bindings',
    confirmedBy: 'https://docs.oasis-open.org/cmis/CMIS/v1.1/CMIS-v1.1.html 3.6, 5.3.1',
  },
  {
    platforms: ['egnyte'],
    fact: 'the token reply has expires_in -1',
    unused: 'expires_in is not read',
  },
  {
    platforms: ['egnyte'],
    fact: 'user_type tells an administrator',
    mark: 'user_type, which not every reply has',
  },
  {
    platforms: ['egnyte'],
    fact: 'invalid_client and invalid_grant at the token endpoint',
    mark: 'the errors of the token endpoint (RFC 6749, 5.2, holds for it)',
  },
  {
    platforms: ['egnyte'],
    fact: 'invalid_grant has a text that names user name or password',
    mark: 'the text of invalid_grant for a wrong user name or password',
  },
  { platforms: ['egnyte'], fact: '404 is a domain that does not exist', unused: defaults },
  {
    platforms: ['egnyte'],
    fact: 'a redirect to the main site is a domain that does not exist',
    unused: 'redirects to another host are refused on any platform',
  },
  {
    platforms: ['sharefile'],
    fact: 'a user with two-factor sign-in needs an app-specific password',
    confirmedBy: 'https://docs.axonius.com/docs/citrix-sharefile',
  },
  {
    platforms: ['sharefile'],
    fact: 'the password grant fails for users of single sign-on and locked users',
    mark: 'that the password of a user of single sign-on or of a locked one is refused so',
  },
  {
    platforms: ['sharefile'],
    fact: 'the control plane sharefile.eu',
    confirmedBy: 'https://github.com/citrix/ShareFile-NET README (applicationControlPlane)',
  },
  {
    platforms: ['sharefile'],
    fact: 'IsAdministrator of the user tells an administrator',
    mark: 'IsAdministrator, which not every reply has',
  },
  {
    platforms: ['sharefile'],
    fact: 'invalid_client and invalid_grant at the token endpoint, of both grants',
    mark: 'the errors of the token endpoint (RFC 6749, 5.2, holds for it)',
  },
  {
    platforms: ['sharefile'],
    fact: 'whether refresh tokens rotate',
    unused: 'one that comes back is kept; without one the old is used on',
  },
  {
    platforms: ['syncplicity'],
    fact: 'invalid_client is a wrong key, secret or application token',
    mark: 'the name of the error for a wrong key, secret or application token',
  },
  {
    platforms: ['syncplicity'],
    fact: 'invalid_grant at the token endpoint',
    unused: 'not asked for: a refusal without invalid_client is AccessRefused, with every cause',
  },
  {
    platforms: ['syncplicity'],
    fact: '403 is a missing privilege',
    mark: 'the status for a user without the privilege',
  },
  { platforms: ['syncplicity'], fact: '401 of the API is a dead token', unused: defaults },
  {
    platforms: ['syncplicity'],
    fact: 'names of the fields of an account',
    mark: 'the names are those that users.svc takes',
  },
  { platforms: ['syncplicity'], fact: 'expires_in of the token reply', unused: 'expires_in is not read' },
  { platforms: ['syncplicity'], fact: 'Permission of the folder metadata', unused: 'no rights are told' },
  {
    platforms: ['nextcloud', 'owncloud'],
    fact: 'the token endpoint is below /index.php/apps/oauth2',
    confirmedBy: 'https://github.com/nextcloud/desktop test/testoauth.cpp',
  },
  {
    platforms: ['nextcloud'],
    fact: 'older servers answer statuscode 997 with status 200',
    unused: 'statuscode decides, whatever the status is',
  },
  {
    platforms: ['owncloud'],
    fact: 'fields of /cloud/user: id, display-name, email',
    confirmedBy: 'owncloud/core core/Controller/CloudController.php; nextcloud/desktop test/testoauth.cpp',
  },
  {
    platforms: ['owncloud'],
    fact: 'replies of OCS and DAV, and the permission letters, are those of Nextcloud',
    mark: 'the replies of OCS and DAV are those of Nextcloud',
  },
  {
    platforms: ['owncloud'],
    fact: 'brute-force protection is an optional app',
    mark: 'that it slows down after failed tries',
  },
  {
    platforms: ['owncloud'],
    fact: 'refresh tokens rotate, and the errors of the token endpoint',
    confirmedBy: 'https://github.com/owncloud/oauth2 lib/Controller/OAuthApiController.php',
  },
  {
    platforms: ['owncloud-infinite-scale'],
    fact: 'oc:permissions by PROPFIND, with the letters of Nextcloud',
    confirmedBy: 'https://github.com/owncloud/ocis docs/apis/http/webdav/_index.md',
  },
  {
    platforms: ['owncloud-infinite-scale'],
    fact: 'root.permissions of /graph/v1.0/me/drives',
    unused: 'it is not called',
  },
  {
    platforms: ['owncloud-infinite-scale'],
    fact: 'statuses of refusals',
    confirmedBy: 'https://github.com/owncloud/ocis services/graph/pkg/errorcode',
  },
  {
    platforms: ['owncloud-infinite-scale'],
    fact: 'errors of the OpenID provider, and that refresh tokens rotate',
    unused: 'the provider is any; OpenID Connect Discovery and RFC 6749, 5.2, hold for it',
  },
];
