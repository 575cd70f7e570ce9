/** What the code drivers do in a test, in order; the declarative platforms say it themselves. */
const steps: Readonly<Record<string, readonly string[]>> = {
  sftp: [
    "Connect, and compare the server's host key with the trusted ones. **No credential is sent before one fits.**",
    'Sign in over SSH with one attempt: one rejected password, never two.',
    'Open the directory for listing by SFTP. Nothing is written, so the rights to write, change and delete stay `NotTestable`.',
  ],
  s3: [
    'List the bucket (one key at most), or the buckets where none is named, with a signed request. The secret key itself is never sent.',
    'The same request **without** a signature: where that is answered as well, the good answer proved nothing about the key.',
    'Where a bucket is named: list the buckets once, to learn whose key it is and to tell a wrong key from a missing right.',
  ],
  'azure-storage': [
    'Ask for the service, container, share or file system with a signed request or token, for reading only.',
    'Where the resource could be public: the same request **without** the credential, which must be refused.',
  ],
};

export function driverSteps(driver: string): readonly string[] {
  return steps[driver] ?? [`The driver ${driver} signs in and reads; it writes nothing.`];
}
