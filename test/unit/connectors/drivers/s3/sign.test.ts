import {
  canonicalPath,
  canonicalQuery,
  signedHeaders,
  type Scope,
} from '../../../../../src/connectors/drivers/s3/sign.ts';

const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const scope: Scope = { region: 'us-east-1', service: 's3', now: Date.UTC(2013, 4, 24) };

/** "GET Bucket (List Objects)" of docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
it("signs AWS's own example", () => {
  const url = new URL(`https://examplebucket.s3.amazonaws.com/?${canonicalQuery({ prefix: 'J', 'max-keys': '2' })}`);

  const { authorization } = signedHeaders({ method: 'GET', url }, key, scope);

  expect(authorization).toContain('Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7');
});

it('signs the session token along', () => {
  const headers = signedHeaders(
    { method: 'GET', url: new URL('https://s3.example.com/') },
    { ...key, sessionToken: 'token' },
    scope,
  );

  expect(headers['authorization']).toContain('SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token');
});

it('encodes a query as strictly as it is signed', () => {
  expect(canonicalQuery({ prefix: "a b+c/(d)*'!~ü", 'list-type': '2' })).toBe(
    'list-type=2&prefix=a%20b%2Bc%2F%28d%29%2A%27%21~%C3%BC',
  );
});

/** "PUT Object" of the same page. */
it('signs the body and the headers of a PUT', () => {
  const url = new URL(`https://examplebucket.s3.amazonaws.com/${canonicalPath('test$file.text')}`);
  const headers = { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' };

  const { authorization } = signedHeaders({ method: 'PUT', url, headers, body: 'Welcome to Amazon S3.' }, key, scope);

  expect(authorization).toContain('Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd');
});

it('encodes a path as strictly as it is signed, and keeps its slashes', () => {
  expect(canonicalPath("/a b+c/(d)*'/ü")).toBe('/a%20b%2Bc/%28d%29%2A%27/%C3%BC');
});
