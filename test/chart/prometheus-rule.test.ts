import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { startHelm, type Helm } from './support/helm.ts';

interface Group {
  name: string;
  rules: { alert: string; annotations: Record<string, string> }[];
}

let helm: Helm;

beforeAll(async () => {
  helm = await startHelm();
}, 600_000);

afterAll(() => helm?.end());

async function groups(...values: string[]): Promise<Group[]> {
  const on = values.map((value) => `metrics.prometheusRule.${value}`);
  const rule = (await helm.render(...on)).find(({ kind }) => kind === 'PrometheusRule');
  return (rule?.['spec'] as { groups: Group[] } | undefined)?.groups ?? [];
}

const file = (name: string) =>
  (parse(readFileSync(`charts/connection-operator/files/alerts/${name}.yaml`, 'utf8')) as { groups: Group[] }).groups;

it('installs the alerts as they are written', async () => {
  expect(await groups()).toEqual([]);
  expect(await groups('enabled=true')).toEqual(file('operator'));
  expect(await groups('enabled=true', 'perConnection=true')).toEqual([...file('operator'), ...file('connections')]);
});

it('links each to its page, which is there', async () => {
  const all = ['enabled=true', 'perConnection=true', 'runbooks=https://docs.example.com/runbooks/'];
  const rules = (await groups(...all)).flatMap((group) => group.rules);

  expect(rules.length).toBeGreaterThan(10);
  for (const { alert, annotations } of rules) {
    expect(annotations['runbook_url']).toBe(`https://docs.example.com/runbooks/${alert}.md`);
    expect(readFileSync(`docs/runbooks/${alert}.md`, 'utf8')).toContain(`# ${alert}\n`);
  }
});
