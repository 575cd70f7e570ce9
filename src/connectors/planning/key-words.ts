/** Words that names of keys are made of, here and at the vendors and tools that people copy them from. */
const words = new Set(
  [
    'access account address admin alias api apikey app application appid arn assertion auth authorization aws azure base bearer box bucket',
    'ca callback cert certificate client clientid clientsecret cloud code company conf config configuration connection consumer cookie credential credentials crt csr',
    'dav db default dev digest directory docker dockercfg dockerconfigjson domain drive dropbox dsn ed email endpoint enterprise env expires expiry export',
    'file files fingerprint form ftp ftps gcp gcs git github gitlab google grant group header hmac hook host hostkey hostname http https id identity ids index installation instance integration issuer',
    'json jwt key keyid keyfile keys ldap license login mail method name nfs ntlm oauth oauth2 oidc old new org organization organisation',
    'pass passphrase passwd password pat path pem personal pfx phrase pin pkcs platform pool port prefix private privatekey prod project proxy public publickey pw pwd',
    'realm redirect refresh region role root rsa s3 saml sas scope scopes secret secretkey secrets security server service session sftp share sharepoint shared sign signing site smb source ssh sso ssl storage string sub subject',
    'bot conn connstr ecdsa ed25519 gh offline ppk principal rt samaccountname sharedaccesssignature signature str upn',
    'alfresco asana atlassian bitbucket confluence documentum egnyte hubspot jira minio nextcloud notion nuxeo owncloud procore salesforce seafile servicenow sf slack wasabi zendesk',
    'target team tenant test tls token tokens type uri url user userid username users value vault version web webdav webhook workspace x509 your my the for of',
  ]
    .join(' ')
    .split(' '),
);

/**
 * Whether a key of a Secret is made of such words.
 * @example isName('AWS_ACCESS_KEY_ID') // → true
 * @example isName('hunter2') // → false
 */
export function isName(key: string): boolean {
  const parts = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (words.has(parts.join(''))) return true;
  return parts.every(
    (part) => part === '' || words.has(part) || words.has(part.replace(/\d{1,2}$/, '')) || /^\d$/.test(part),
  );
}
