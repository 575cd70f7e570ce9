import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { fqdnsOf } from '../../../../scripts/generate/cilium-policy.ts';
import { platformSpec } from './spec.ts';

it.each([
  ['api.example.com', [{ matchName: 'api.example.com' }], []],
  ['api.example.com:8443', [{ matchName: 'api.example.com' }], []],
  ['*.example.com', [{ matchPattern: '*.example.com' }], []],
  ['{{config.tenant}}.example.com', [{ matchPattern: '*.example.com' }], []],
  ['{{host}}', [{ matchName: 'example.com' }, { matchName: 'gov.example.com' }], []],
  ['{{config.url}}', [], ['url']],
  ['{{config.url}}:{{config.port}}', [], ['url']],
  ['{{base}}', [], ['url']],
])('host %s', (host, fqdns, settings) => {
  expect(fqdnsOf(platformSpec({ hosts: [host] }))).toEqual({ fqdns, settings });
});

interface Rule {
  toFQDNs?: { matchName?: string; matchPattern?: string }[];
}

it('is a policy that lets no name out but those of platforms', () => {
  const { spec } = parse(readFileSync('examples/network/cilium.yaml', 'utf8')) as { spec: { egress: Rule[] } };
  const names = spec.egress.flatMap(({ toFQDNs = [] }) => toFQDNs.map((each) => each.matchName ?? each.matchPattern));

  expect(names).toContain('api.box.com');
  // At least a registered name: a pattern such as *.com would be the whole world.
  expect(names.filter((name) => !/^[a-z0-9.*-]*[a-z0-9-]+\.[a-z0-9-]+$/.test(name ?? ''))).toEqual([]);
});
