import { describe, expect } from '@jest/globals';
import { rcloneLacks } from './rclone-s3/program.ts';
import { serveRclone } from './rclone-s3/serve.ts';
import { s3Suite } from './s3/suite.ts';

const title = 'rclone 1.76 serve s3';
const lacks = rcloneLacks();
if (lacks !== undefined) process.stderr.write(`!!! NOT TESTED: ${title}: ${lacks}\n`);

const other = {
  // It has no other error than the internal one for a folder that it serves without writing to it.
  'no write permission': {
    outcome: 'inconclusive',
    about: expect.stringContaining('responds 500 to writing a file'),
    fix: expect.stringContaining('has permission to write'),
  },
};

(lacks === undefined ? describe : describe.skip)(title, () => s3Suite(title, serveRclone, other));
