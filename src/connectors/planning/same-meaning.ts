/** Names that mean the same, at one tool or vendor and another. */
const groups: readonly (readonly string[])[] = [
  ['username', 'user', 'login', 'account', 'userid', 'email', 'upn', 'principal', 'samaccountname'],
  ['password', 'passwd', 'pwd', 'pass'],
  ['accesstoken', 'personalaccesstoken', 'apitoken', 'bearertoken', 'integrationtoken', 'token', 'pat'],
  [
    'passphrase',
    'keypass',
    'keypassword',
    'privatekeypass',
    'privatekeypassword',
    'privatekeypassphrase',
    'keypassphrase',
  ],
  ['clientid', 'appid', 'applicationid', 'consumerkey'],
  ['clientsecret', 'appsecret', 'consumersecret', 'secret'],
  ['refreshtoken', 'offlinetoken', 'rt'],
  ['sastoken', 'sas', 'sharedaccesssignature'],
  ['connectionstring', 'connstr', 'connstring', 'connection', 'conn'],
  ['certificate', 'cert', 'crt', 'certpem', 'tlscrt', 'x509', 'publiccert'],
  ['accesskeyid', 'accesskey', 'keyid'],
  ['secretaccesskey', 'secretkey'],
  [
    'privatekey',
    'signingkey',
    'sshkey',
    'key',
    'keypem',
    'privatepem',
    'pem',
    'rsakey',
    'idrsa',
    'ided25519',
    'idecdsa',
    'ppk',
  ],
  ['host', 'server', 'hostname', 'address', 'url', 'endpoint', 'baseurl', 'siteurl', 'resturl', 'graphqlurl'],
  ['share', 'export', 'bucket', 'container', 'filesystem', 'path'],
];

const bare = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/**
 * The only one of some names that means the same as a name.
 * @example sameMeaning('server', ['host', 'share']) // → 'host'
 */
export function sameMeaning(name: string, candidates: readonly string[]): string | undefined {
  const group = groups.find((words) => words.includes(bare(name)));
  const found = group ? candidates.filter((candidate) => group.includes(bare(candidate))) : [];
  return found.length === 1 ? found[0] : undefined;
}
