/** Prints krew's manifest of `kubectl connection`, for the package that `npm pack dist/command` made and where it is published. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';

const [file, uri] = process.argv.slice(2);
if (file === undefined || uri === undefined)
  throw new Error('usage: node scripts/krew-manifest.ts PACKAGE.tgz ADDRESS');
const { version, description } = JSON.parse(await readFile('package.json', 'utf8')) as Record<string, string>;

console.log(
  stringify({
    apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
    kind: 'Plugin',
    metadata: { name: 'connection' },
    spec: {
      version: `v${version}`,
      homepage: new URL(uri).origin === 'https://github.com' ? uri.split('/').slice(0, 5).join('/') : uri,
      shortDescription: 'Test credentials of content platforms',
      description: `${description}\n`,
      caveats: 'It needs Node.js 24 or newer in PATH.\n',
      platforms: [
        {
          selector: { matchExpressions: [{ key: 'os', operator: 'In', values: ['darwin', 'linux'] }] },
          uri,
          sha256: createHash('sha256')
            .update(await readFile(file))
            .digest('hex'),
          files: [{ from: 'package/*', to: '.' }],
          bin: 'bin/connection.js',
        },
      ],
    },
  }),
);
