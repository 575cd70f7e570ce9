/** Of all drivers that speak S3. */
const look =
  'If a bucket is set and its list names an object, request the first one without its content (`HEAD`). `read` is `Granted` if the bucket can be listed and that object, if there is one, can be read. It is `Denied` if the bucket can only be listed.';

/** Of both drivers of S3. */
const probe =
  'Only with `requires.proof: Probe`: look for one object `.connection-test-<uid>` under `requires.path` (`HEAD`), write it (with `If-None-Match: *`, so that nothing is overwritten, if the store supports that), read it, overwrite it and delete it. If the bucket keeps versions, the versions and markers of this one object are deleted too, if the key is allowed to (`s3:DeleteObjectVersion`, `s3:ListBucketVersions`). Otherwise they remain behind a delete marker until a lifecycle rule removes them.';

const probeOfFile = (more: string) =>
  `Only with \`requires.proof: Probe\`: create one file \`.connection-test-<uid>\` in \`requires.path\`${more}, read it, overwrite it and delete it. It is deleted even if a step fails. The next test deletes what an aborted test left.`;

/** What the code drivers do in a test, in order; the steps of other platforms say it themselves. */
const steps: Readonly<Record<string, readonly string[]>> = {
  ftp: [
    'Connect and wait for the greeting. With TLS, do the handshake first, or send `AUTH TLS`. **Nothing else is sent before the certificate is trusted.**',
    'Sign in with one attempt (`USER`, `PASS`): a wrong password is rejected once, never twice. If the server mentions TLS instead of requesting the password, the password is not sent.',
    'Change to the directory (`PWD`, `CWD`) and request its permissions (`MLST`, if `FEAT` lists it with permissions). This uses only the control connection and writes nothing. Without `MLST` the permissions are `NotTestable`.',
    'Only with `requires.proof: Probe`: delete an old file `.connection-test-<uid>` in `requires.path`, then write it (`STOR`), read it, overwrite it and delete it. Data connections are passive (`EPSV`, then `PASV`), go to the address of the control connection whatever the server names, and resume its TLS session.',
    'Sign out (`QUIT`).',
  ],
  sftp: [
    "Connect, and compare the server's host key with the trusted ones. **No credential is sent unless one matches.**",
    'Sign in over SSH with one attempt: a wrong password is rejected once, never twice. The server first lists the authentication methods that it accepts. A credential that it does not accept is not sent.',
    'Open the directory over SFTP for listing: that is `read`. It says little about writing, because SFTP does not report the user and groups of a session, and access control lists do not show in a mode. So `write`, `update` and `delete` are `NotTestable`, with two exceptions. All three are `Denied` on a file system that the server reports as mounted read-only. `write` and `delete` are `Denied` if OpenSSH shows a directory that no user is allowed to write to (no `w` in its mode) and the user is not `root`.',
    `${probeOfFile(' (never over another file)')} All this happens in the same session.`,
  ],
  'amazon-s3': [
    'Sign in at STS of the region. `access-key`: `GetCallerIdentity`, signed, which identifies the owner of the key and needs no permission. `assume-role`: `AssumeRole`, signed with the key; if it is refused, `GetCallerIdentity` identifies the owner of the key. `web-identity`: `AssumeRoleWithWebIdentity` with the token of the ServiceAccount, unsigned. The secret key itself is never sent.',
    'If a bucket is set, list it (one key at most), signed with the key, or with the temporary key of the role.',
    look,
    'Policies are not read, because the account that migrates is rarely allowed to read them and none of them is the whole truth. So `write`, `update` and `delete` are `NotTestable` without `Probe`.',
    probe,
  ],
  'local-filesystem': [
    'Do nothing unless the operator was started with [`--local-roots`](../operations.md#local-directories): the directory must be in one of those, before and after every symbolic link is followed. The operator does not access the disk outside of them.',
    "Ask the system what the operator's own user is allowed to do in the directory (`access(2)`): `read` is listing and entering it; `write`, `update` and `delete` are the permission to write to it. No file in it is opened.",
    'Only with `requires.proof: Probe`: create one file `.connection-test-<uid>` in `requires.path` (never over another file, never through a link), read it, overwrite it and delete it. The next test deletes what an aborted test left.',
    '**What this does not prove.** There is no account on another system, so no account is authenticated: `status.checks` has `Authenticated: NotTestable`, even if the state is Connected.',
  ],
  nfs: [
    'Connect from a source port below 1024 if the operator is allowed to, otherwise from any other port. Many servers accept no others: see [operations](../operations.md#nfs-and-source-ports).',
    'Version 4: look up each directory of the export and of the path from the root of all exports (4.0; if the server has only 4.1, in a session, which is ended afterwards). Version 3: ask rpcbind on the same server for the ports, mount the export (`MNT`), and look up each directory of the path.',
    'Ask what the claimed user and group IDs are allowed to do there (`ACCESS`). The response is advisory: it says what the server would allow now, for the directory and not for each file in it. `write` is adding entries, `update` changing them, `delete` removing them.',
    'Version 3: unmount (`UMNT`). Nothing is written, and no content is read.',
    '**What this does not prove.** AUTH_SYS has no credential: every client that can reach the server can claim any ID. No account is authenticated, so `status.checks` has `Authenticated: NotTestable`, even if the state is Connected. Kerberos is not supported.',
  ],
  'google-storage-xml': [
    'List the bucket (one key at most) with a request signed as for S3 (`storage.googleapis.com`, region `auto`). The secret itself is never sent.',
    'Send the same request **without** a signature. If it is not refused, the first response proved nothing about the key.',
    'List the buckets once, to identify the owner of the key and to tell a wrong key from a missing permission. Most keys are not allowed to; the access ID is then shown as the account.',
    look,
    'Only with `requires.proof: Probe`: look for one object `.connection-test-<uid>` under `requires.path`, write it, read it, overwrite it and delete it. If object versioning or soft delete of the bucket keeps it, lifecycle rules of the bucket remove it.',
  ],
  smb: [
    'Connect, negotiate a dialect of SMB 2 or 3, and sign in with NTLMv2: one attempt, one connection, from the workstation `CONNECTION-OP`. Every message is signed. A session that the server marks as a guest session counts as a rejected credential.',
    'Open the share, and list the folder (for a name that no file has, so that its size does not matter): that is `read`. Open the folder for adding files, which adds none: that is `write`. What the share denies to this user is `Denied` in every folder of it.',
    'Overwriting and deleting existing files is a permission of each file, which the folder does not report: `update` and `delete` are `NotTestable`, or `Denied` if the share denies them to every user. If the folder accepts files but cannot be listed, `write` is `NotTestable` too.',
    'A DFS referral to another server is not followed: the message says so.',
    `${probeOfFile('')} All this happens in the same session. Writing needs the permission to read too, because smbclient opens a file for both.`,
  ],
  s3: [
    'List the bucket (one key at most), or the buckets if none is set, with a signed request. The secret key itself is never sent.',
    'Send the same request **without** a signature. If it is not refused, the first response proved nothing about the key.',
    'If a bucket is set, list the buckets once, to identify the owner of the key and to tell a wrong key from a missing permission.',
    look,
    probe,
  ],
  'azure-storage': [
    'With an application of Microsoft Entra: request a token for `https://storage.azure.com/.default`, in the cloud of the account.',
    'With the account key: list what the account has (one entry at most), which is refused to everyone else, then the container, share or file system, if one is set. With a shared access signature: read the properties of the account (Blob Storage), or list what it is for. With an application: list the container, share or file system. `requires.path` is the folder in it that is listed, or begins with its name if no setting names it. A folder in Blob Storage is only a part of names, so it need not exist.',
    'If the response could have been sent to anyone, send the same request **without** the credential, which must be refused. A container that is open to anyone proves nothing.',
    'Find out permissions: an account key is allowed to do everything. A shared access signature says itself what it allows, and when it ends. For an application, `checkAccess` is requested for the directory of a file system; elsewhere its permissions are `NotTestable`.',
    'Only with `requires.proof: Probe`: write the file `.connection-test-<uid>` in `requires.path`, read it, overwrite it and delete it. In Blob Storage that is one request a step; in Azure Files and Data Lake Storage a file is created and then filled. If the account keeps versions or deleted files, it keeps this one too, for as long as its rules say.',
  ],
};

export function driverSteps(driver: string): readonly string[] {
  return steps[driver] ?? [`The driver ${driver} signs in and reads; it writes nothing.`];
}
