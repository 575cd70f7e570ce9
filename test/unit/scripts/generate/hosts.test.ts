import { expect, it } from '@jest/globals';
import { hostsSection } from '../../../../scripts/generate/platform/hosts.ts';
import { namesSection } from '../../../../scripts/generate/platform/names.ts';
import { platformSpec } from './spec.ts';

it.each([
  ['*.example.com', ['`*.example.com`']],
  ['{{host}}', ['`example.com`', '`gov.example.com`, if `cloud` is `gov`']],
  ['{{config.url}}', ['the host in `spec.config.url`']],
  ['{{config.tenant}}', ['the host in `spec.config.tenant`, if it is set']],
  ['{{config.api}}', ['the host in `spec.config.api`, by default `api.example.com`']],
  ['{{config.tenant}}.example.com', ['`{{config.tenant}}.example.com`']],
  ['{{base}}', ['`{{base}}`, which depends on `url`']],
])('lists host %s', (host, lines) => {
  const list = hostsSection(platformSpec({ hosts: [host] })).matchAll(/^- (.+)$/gm);

  expect([...list].map(([, line]) => line)).toEqual(lines);
});

it('says that a platform without hosts sends nothing', () => {
  expect(hostsSection(platformSpec({ hosts: [] }))).toBe('## Hosts\n\nThe operator sends nothing over the network.');
});

it.each([
  ['`host`', '`example.com`; `gov.example.com` if `cloud` is `gov`', 'input'],
  ['`gov`', '`config.cloud == "gov"`', 'input'],
  ['`code`', '`json.code`', 'response'],
])('explains name %s', (...cells) => {
  expect(namesSection(platformSpec())).toContain(`| ${cells.join(' | ')} |`);
});

it('has no section of names if there are none', () => {
  expect(namesSection(platformSpec({ define: [] }))).toBeUndefined();
});
