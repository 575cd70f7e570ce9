import { describe } from '@jest/globals';
import { javaServerLacks } from './java/built.ts';
import { serveS3Proxy } from './s3proxy/serve.ts';
import { s3Suite } from './s3/suite.ts';

const title = 'S3Proxy 2.6';
const lacks = javaServerLacks('s3proxy');
if (lacks !== undefined) process.stderr.write(`!!! NOT TESTED: ${title}: ${lacks}\n`);

(lacks === undefined ? describe : describe.skip)(title, () => s3Suite(title, serveS3Proxy));
