/** Of all that speak S3. */
const look =
  'Where a bucket is named and its list names an object: ask for the first one without its content (`HEAD`). `read` is `Granted` where the bucket may be listed and that object, if there is one, may be read; it is `Denied` where it may be listed alone.';

/** Of both drivers of S3. */
const probe =
  'With `requires.proof: Probe`, and only then: one object `.connection-test-<uid>` under `requires.path` is looked for (`HEAD`), written (with `If-None-Match: *`, so that nothing is overwritten, where the store knows that), read, written over and deleted. In a bucket that keeps versions the versions and markers of this one object are deleted too where the key may do that (`s3:DeleteObjectVersion`, `s3:ListBucketVersions`); else they stay behind a delete marker, for a lifecycle rule to end.';

/** What the code drivers do in a test, in order; the declarative platforms say it themselves. */
const steps: Readonly<Record<string, readonly string[]>> = {
  ftp: [
    'Connect and wait for the greeting. With TLS: the handshake first, or `AUTH TLS`; **nothing is sent before the certificate is trusted**.',
    'Sign in with one attempt (`USER`, `PASS`): one rejected password, never two. Where the server speaks of TLS when it should ask for the password, the password is not sent.',
    'Go to the directory (`PWD`, `CWD`) and ask what may be done there (`MLST`, where `FEAT` says that it tells rights). Only the control connection is used and nothing is written; without `MLST` the rights stay `NotTestable`.',
    'With `requires.proof: Probe`, and only then: one file `.connection-test-<uid>` in `requires.path` is written (`STOR`, after what has this name was deleted), read, written over and deleted. Data connections are passive (`EPSV`, then `PASV`), go to the address of the control connection whatever the server names, and resume its TLS session.',
    'Sign off (`QUIT`).',
  ],
  sftp: [
    "Connect, and compare the server's host key with the trusted ones. **No credential is sent before one fits.**",
    'Sign in over SSH with one attempt: one rejected password, never two. The server first names the ways to sign in that it takes; a credential that it does not take is not sent.',
    'Open the directory by SFTP for listing: that is `read`. Looking proves little about writing, because SFTP does not tell as which user and groups a session runs, and lists of access (ACLs) do not show in a mode. So `write`, `update` and `delete` stay `NotTestable`, but for two cases. All three are `Denied` on a file system that the server says is mounted read-only. `write` and `delete` are `Denied` where OpenSSH shows a directory that nobody has the right to write to (no `w` in its mode) and the user is not `root`.',
    'With `requires.proof: Probe`, and only then, in the same session: one file `.connection-test-<uid>` is created in `requires.path` (never over another), read back, written over and deleted. It is deleted too where a step fails or time is over; what a killed test leaves is deleted by the next one.',
  ],
  'amazon-s3': [
    'Sign in at STS of the region. `access-key`: `GetCallerIdentity`, signed, which tells whose key it is and needs no right. `assume-role`: `AssumeRole`, signed with the key; where it is refused, `GetCallerIdentity` says whose key that was. `web-identity`: `AssumeRoleWithWebIdentity` with the token of the service account, unsigned. The secret key itself is never sent.',
    'Where a bucket is named: list it (one key at most), signed with the key, or with the temporary key of the role.',
    look,
    'Policies are not read: who may read them rarely is who migrates, and none of them tells the whole truth. So `write`, `update` and `delete` are `NotTestable` without `Probe`.',
    probe,
  ],
  'local-filesystem': [
    'Nothing, unless the operator was started with [`--local-roots`](../operations.md#local-directories): the directory must be in one of those, before and after every symbolic link is followed. Outside of them the disk is not even looked at.',
    "Ask the system what the operator's own user may do in the directory (`access(2)`): `read` is listing and entering it; `write`, `update` and `delete` are the right to write to it. No file in it is opened.",
    'With `requires.proof: Probe`, and only then: one file `.connection-test-<uid>` is created in `requires.path` (never over another, never through a link), read back, written over and deleted. What a killed test leaves is deleted by the next one.',
    '**What this does not prove.** There is no account on another system: nobody was authenticated, so `status.checks` has `Authenticated: NotTestable`, also when the state is Connected.',
  ],
  nfs: [
    'Connect from a source port below 1024 where the operator may, and from any other where it may not. Many servers take no others: see [operations](../operations.md#nfs-and-source-ports).',
    'Version 4: look up each directory of the export and of the path from the root of all exports (4.0; with a session where the server has 4.1 alone, which is ended). Version 3: ask rpcbind on the same server for the ports, mount the export (`MNT`), look up each directory of the path.',
    'Ask what the claimed user and group ids may do there (`ACCESS`). The answer is advisory: the server says what it would allow now, for the directory and not for each file in it. `write` is adding entries, `update` changing them, `delete` removing them.',
    'Version 3: `UMNT`. Nothing is written, and no content is read.',
    '**What this does not prove.** AUTH_SYS has no credential: whoever may reach the server can claim any id. Nobody was authenticated, so `status.checks` has `Authenticated: NotTestable`, also when the state is Connected. Kerberos is not supported.',
  ],
  'google-storage-xml': [
    'List the bucket (one key at most) with a request signed as for S3 (`storage.googleapis.com`, region `auto`). The secret itself is never sent.',
    'The same request **without** a signature: where that is answered as well, the good answer proved nothing about the key.',
    'List the buckets once, to learn whose key it is and to tell a wrong key from a missing right; most keys may not, and then the access ID stands for the account.',
    look,
    'With `requires.proof: Probe`, and only then: one object `.connection-test-<uid>` under `requires.path` is looked for, written, read, written over and deleted. What a bucket with object versioning or soft delete keeps of it, its lifecycle rules end.',
  ],
  smb: [
    "Connect, agree on a dialect of SMB 2 or 3, and sign in with NTLMv2: one attempt, one connection, from the workstation `CONNECTION-OP`. Every message is signed. Nobody is let in as a guest: a session that the server says is a guest's counts as a rejected credential.",
    'Open the share, and list the folder (for a name that no file has, so that its size does not matter): that is `read`. Open the folder for adding files, which adds none: that is `write`. What the share does not let this user do is `Denied` in every folder of it.',
    'Whether files that are there may be written over or deleted is a right to each of them, which the folder does not tell: `update` and `delete` are `NotTestable`, or `Denied` where the share lets nobody. Of a folder that takes files and is not listed, `write` is not told either.',
    'A share or folder that DFS refers to another server is not followed: the message says so.',
    'With `requires.proof: Probe`, and only then, in the same session: one file `.connection-test-<uid>` is created in `requires.path`, read back, written over and deleted. It is deleted too where a step fails; what a killed test leaves is deleted by the next one. Writing needs the right to read as well, because smbclient opens a file for both.',
  ],
  s3: [
    'List the bucket (one key at most), or the buckets where none is named, with a signed request. The secret key itself is never sent.',
    'The same request **without** a signature: where that is answered as well, the good answer proved nothing about the key.',
    'Where a bucket is named: list the buckets once, to learn whose key it is and to tell a wrong key from a missing right.',
    look,
    probe,
  ],
  'azure-storage': [
    'With an application of Microsoft Entra: ask for a token for `https://storage.azure.com/.default`, in the cloud of the account.',
    'With the account key: list what the account has (one entry at most), which nobody else is given; then the container, share or file system, where one is named. With a shared access signature: read the properties of the account (Blob Storage), or list what it is for. With an application: list the container, share or file system. `requires.path` is the folder in it that is listed, or begins with its name where no setting names it; a folder in Blob Storage is only a part of names, and nothing has to be there.',
    'Where anyone might be answered, the same request **without** the credential, which must be refused: else the good answer proved nothing. A container that is open to anyone proves nothing.',
    'Rights: an account key may do everything; a shared access signature says itself what it allows, and when it ends; an application is asked about in the directory of a file system (`checkAccess`), elsewhere its role is not told.',
    'With `requires.proof: Probe`, and only then, the file `.connection-test-<uid>` is written in `requires.path`, read, written again and deleted. In Blob Storage that is one request a step; in Azure Files and Data Lake Storage a file is made and then filled. Where the account keeps versions or deleted files, it keeps this one too for as long as its rules say.',
  ],
};

export function driverSteps(driver: string): readonly string[] {
  return steps[driver] ?? [`The driver ${driver} signs in and reads; it writes nothing.`];
}
