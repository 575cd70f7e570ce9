import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { controlPlaneAssets } from '../../dev/control-plane/assets.ts';
import { joinCluster } from '../support/cluster/cluster.ts';
import { beforeTests } from '../support/cluster/suite.ts';
import { refusedManifests } from '../support/refused-manifests.ts';

const cluster = beforeTests(joinCluster);
const assets = beforeTests(() => controlPlaneAssets({ log: () => {} }));

// Without a parameter of its own it gets no callback in place of what a row does not have.
it.each(refusedManifests)('%s', (...[, text, said, atServer]) => {
  const env = { ...process.env, KUBECONFIG: process.env['TEST_KUBECONFIG'] };
  const args = ['create', '--dry-run=server', '--validate=strict', '--namespace', cluster.namespace, '-f', '-'];

  const { status, stderr } = spawnSync(assets.kubectl, args, { env, input: text, encoding: 'utf8' });

  expect({ refused: status !== 0, stderr }).toEqual({
    refused: atServer ? atServer === 'refused' : said.length > 0,
    stderr: expect.anything(),
  });
});
