import { s3Driver } from '../s3/index.ts';
import { placeOf } from '../s3/store.ts';

/**
 * The XML API of Google Cloud Storage, which takes HMAC keys and signatures as S3 does.
 * https://cloud.google.com/storage/docs/aws-simple-migration
 */
// unverified: that the signature names region auto
// unverified: that an unknown key is answered with InvalidSecurity or InvalidAccessKeyId, a wrong secret with SignatureDoesNotMatch
// unverified: whether the XML API knows a condition in a request with such a signature; none is sent
export const googleStorageXml = s3Driver({
  storeOf: ({ config, requires, hosts }) => ({
    origin: new URL('https://storage.googleapis.com'),
    region: 'auto',
    ...placeOf(config['bucket'] as string | undefined, requires.path),
    pathStyle: true,
    hosts,
    conditions: false,
    keyNames: { id: 'accessKey', secret: 'secret' },
  }),
  keyOf: ({ accessKey = '', secret = '' }) => ({ accessKeyId: accessKey, secretAccessKey: secret }),
});
