import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Kubectl } from '../dev/control-plane/kubectl.ts';

const folder = fileURLToPath(new URL('../examples/quickstart', import.meta.url));

/** Text for each `${NAME}` of the examples: the servers' ports are different ones every time. */
export type Values = Readonly<Record<string, string>>;

/** Applies examples/quickstart/*.yaml. @throws Error naming the file and what is wrong with it. */
export async function applyExamples(kubectl: Kubectl, values: Values): Promise<void> {
  const names = (await readdir(folder)).flatMap((file) =>
    file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [],
  );
  const texts = await Promise.all(
    names
      .sort()
      .map(async (name) => filled(`quickstart/${name}.yaml`, await readFile(`${folder}/${name}.yaml`, 'utf8'), values)),
  );
  const { code, stderr } = await kubectl(['apply', '--server-side', '-f', '-'], { input: texts.join('\n---\n') });
  if (code !== 0) throw new Error(`kubectl apply -f examples/quickstart: ${stderr.trim()}`);
}

/** @param file - its name in examples */
export function filled(file: string, text: string, values: Values): string {
  return text.replaceAll(/\$\{([A-Z0-9_]+)\}/g, (_match, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`examples/${file}: there is no \${${name}}; known are ${Object.keys(values).sort().join(', ')}`);
    return value;
  });
}
