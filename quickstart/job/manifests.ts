import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import type { KubectlResult } from '../../dev/control-plane/kubectl.ts';

const folder = fileURLToPath(new URL('../../examples/job', import.meta.url));

/** Text for each `${NAME}` of the examples: the servers' ports are different ones every time. */
export type Values = Readonly<Record<string, string>>;

/** The files of examples/job with these values. */
export async function filesOf(values: Values): Promise<string[]> {
  const names = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).toSorted();
  const texts = names.map(async (name) => filled(`job/${name}`, await readFile(`${folder}/${name}`, 'utf8'), values));
  return Promise.all(texts);
}

interface Container {
  command: string[];
  args: string[];
}

/** The commands of the Job's Pod, in order. */
export async function jobOf(): Promise<{ wait: string[]; copy: string[] }> {
  const documents = parseAllDocuments(await readFile(`${folder}/job.yaml`, 'utf8')).map((one) => one.toJS() as object);
  const job = documents.find((one) => 'kind' in one && one.kind === 'Job') as {
    spec: { template: { spec: { initContainers: [Container]; containers: [Container] } } };
  };
  const { initContainers, containers } = job.spec.template.spec;
  const whole = ({ command, args }: Container): string[] => [...command, ...args];
  return { wait: whole(initContainers[0]), copy: whole(containers[0]) };
}

/** @returns what kubectl prints. @throws with what it says where it fails */
export function applied({ code, stdout, stderr }: KubectlResult): string {
  if (code !== 0) throw new Error(stderr.trim());
  return stdout.trim();
}

/** @param file - its name in examples */
function filled(file: string, text: string, values: Values): string {
  return text.replaceAll(/\$\{([A-Z0-9_]+)\}/g, (_match, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`examples/${file}: there is no \${${name}}; known are ${Object.keys(values).sort().join(', ')}`);
    return value;
  });
}
