import { canonicalQuery, signedHeaders } from '../../../../../src/connectors/drivers/s3/sign.ts';

const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const scope = { region: 'us-east-1', now: Date.UTC(2013, 4, 24) };

/** "GET Bucket (List Objects)" of docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
it("signs AWS's own example", () => {
  const url = new URL(`https://examplebucket.s3.amazonaws.com/?${canonicalQuery({ prefix: 'J', 'max-keys': '2' })}`);

  const { authorization } = signedHeaders(url, key, scope);

  expect(authorization).toContain('Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7');
});

it('signs the session token along', () => {
  const headers = signedHeaders(new URL('https://s3.example.com/'), { ...key, sessionToken: 'token' }, scope);

  expect(headers['authorization']).toContain('SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token');
});

it('encodes a query as strictly as it is signed', () => {
  expect(canonicalQuery({ prefix: "a b+c/(d)*'!~ü", 'list-type': '2' })).toBe(
    'list-type=2&prefix=a%20b%2Bc%2F%28d%29%2A%27%21~%C3%BC',
  );
});
