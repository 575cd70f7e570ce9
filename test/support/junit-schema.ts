import { XMLParser } from 'fast-xml-parser';

interface Element {
  required: readonly string[];
  optional: readonly string[];
  children: readonly string[];
}

/**
 * Elements and attributes of junit-10.xsd of the Jenkins xUnit plugin, which is what most consumers hold reports against.
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
const elements: Readonly<Record<string, Element>> = {
  testsuites: { required: [], optional: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { required: [], optional: ['type', 'message'], children: [] },
  error: { required: [], optional: ['type', 'message'], children: [] },
};

/** `SUREFIRE_TIME` of the schema. */
const time = /^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$/;

type Node = Record<string, unknown> & { ':@'?: Record<string, string> };

/** What the schema forbids in a report. */
export function junitFlaws(xml: string): string[] {
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' });
  const roots = (parser.parse(xml) as Node[]).filter((node) => nameOf(node) !== '?xml');
  const isOne = roots.length === 1 && ['testsuites', 'testsuite'].includes(nameOf(roots[0]!));
  return isOne ? flawsOf(roots[0]!) : ['the root is neither testsuites nor testsuite'];
}

function nameOf(node: Node): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}

function flawsOf(node: Node): string[] {
  const name = nameOf(node);
  const rule = elements[name];
  if (!rule) return [`${name} is no element of the schema`];
  const attributes = node[':@'] ?? {};
  const children = (node[name] as Node[]).filter((child) => nameOf(child) !== '#text');
  return [
    ...rule.required.filter((one) => attributes[one] === undefined).map((one) => `${name} lacks ${one}`),
    ...Object.keys(attributes)
      .filter((one) => ![...rule.required, ...rule.optional].includes(one))
      .map((one) => `${name} cannot have ${one}`),
    ...(time.test(attributes['time'] ?? '') ? [] : [`${name} has the time ${attributes['time']}`]),
    ...children.filter((one) => !rule.children.includes(nameOf(one))).map((one) => `${name} holds ${nameOf(one)}`),
    ...children.flatMap(flawsOf),
  ];
}
