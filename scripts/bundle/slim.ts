import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';

const clientNode = '@kubernetes/client-node';
const root = new URL('../../', import.meta.url);
const pathOf = (inside: string): string => fileURLToPath(new URL(`node_modules/${inside}`, root));

/**
 * What stands in for a package, whole or for one importer: the rest of it is code that the operator never calls, and loading
 * it is most of a start. What is left out fails with its name where it is called after all.
 */
const standIns = {
  /** The base class constructs these APIs and calls none of them: every request is made by the operator's own client. */
  'slim:client-node': `
    export { KubeConfig } from '${clientNode}';
    export class CoreV1Api {}
    export class ApiextensionsV1Api {}
    export class Watch { constructor() { throw new Error('Watch of client-node is not in the bundle'); } }
    export const loadYaml = () => { throw new Error('loadYaml of client-node is not in the bundle'); };`,
  'slim:gaxios': `
    export const instance = { request: () => Promise.reject(new Error('gaxios is not in the bundle')) };`,
  'slim:undici': `
    import Agent from '${pathOf('undici/lib/dispatcher/agent.js')}';
    import ProxyAgent from '${pathOf('undici/lib/dispatcher/proxy-agent.js')}';
    import Dispatcher from '${pathOf('undici/lib/dispatcher/dispatcher.js')}';
    import api from '${pathOf('undici/lib/api/index.js')}';
    Object.assign(Dispatcher.prototype, api);
    export { Agent, ProxyAgent };
    export const fetch = async (...args) => (await import('${pathOf('undici/lib/web/fetch/index.js')}')).default.fetch(...args);`,
  /** An import reads every export, and Node.js loads its own undici for `WebSocket`: 45 ms and 14 MiB of each start. */
  'slim:http': `
    const http = process.getBuiltinModule('node:http');
    export default http;
    export const { Agent, ClientRequest, IncomingMessage, METHODS, OutgoingMessage, STATUS_CODES, Server, ServerResponse,
      createServer, get, globalAgent, maxHeaderSize, request, validateHeaderName, validateHeaderValue } = http;`,
} as const;

type StandIn = keyof typeof standIns;

function standInFor(source: string, importer: string | undefined, kind: string): StandIn | undefined {
  if (source === 'undici') return 'slim:undici';
  // What is required is handed out as it is.
  if (/^(node:)?http$/.test(source) && kind === 'import-statement') return 'slim:http';
  if (!importer?.includes('@dot-i/k8s-operator')) return undefined;
  if (source === 'gaxios') return 'slim:gaxios';
  return source === clientNode ? 'slim:client-node' : undefined;
}

/** Leaves out what the operator never calls of client-node, undici and gaxios. */
export function slim(): Plugin {
  return {
    name: 'slim',
    async resolveId(source, importer, options) {
      const standIn = standInFor(source, importer, options.kind);
      if (standIn !== undefined) return standIn;
      if (source !== clientNode && !importer?.includes(`node_modules/${clientNode}`)) return null;
      const from = importer?.startsWith('slim:') ? fileURLToPath(new URL('package.json', root)) : importer;
      const resolved = await this.resolve(source, from, { ...options, skipSelf: true });
      // Its index names 700 generated modules, of which none does anything when it is loaded.
      return resolved && !resolved.external ? { ...resolved, moduleSideEffects: false } : resolved;
    },
    load: (id) => (Object.hasOwn(standIns, id) ? standIns[id as StandIn] : null),
  };
}

/**
 * A module with functions for a worker thread names itself (`import.meta.url`), which in a bundle would be the bundle. It
 * names a file of its own instead, which is built beside.
 */
export function besides(entries: Record<string, string>): Plugin {
  const names = new Map(Object.entries(entries).map(([name, path]) => [path, name]));
  return {
    name: 'besides',
    async load(id) {
      const name = names.get(id);
      if (name === undefined) return null;
      const code = await readFile(id, 'utf8');
      return {
        code: code.replaceAll('import.meta.url', `new URL('./${name}.js', import.meta.url).href`),
        moduleType: 'ts',
      };
    },
  };
}

/** ssh2 does without its native parts, which an install script builds: wherever the bundle is built, it has none. */
export function withoutNative(): Plugin {
  return {
    name: 'without-native',
    resolveId: (source) => (source.endsWith('.node') ? 'without-native' : null),
    load: (id) => (id === 'without-native' ? { code: "throw new Error('no native parts')", moduleType: 'js' } : null),
  };
}

/** What stands for a module that is built as a script of its own: `compiled.js` loads that, with what V8 has compiled of it. */
export function compiledScript([name, path]: readonly [string, string]): Plugin {
  const standIn = 'compiled:script';
  return {
    name: 'compiled-script',
    resolveId(source, importer) {
      if (source === './compiled.js') return { id: source, external: true };
      return importer && resolve(dirname(importer), source) === path ? standIn : null;
    },
    load: (id) =>
      id === standIn
        ? `import { load } from './compiled.js'; export const { ${name} } = load(import.meta.dirname + '/${name}.cjs');`
        : null,
  };
}
