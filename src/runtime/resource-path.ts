/**
 * The resource that an API path is about, for metrics: `secrets`, `connections/status`, `namespaces`; `other` for
 * a path that is none. Names and namespaces are left out, so the number of different answers is small.
 */
export function resourceOf(path: string): string {
  const parts = path.split('?', 1)[0]!.split('/').filter(Boolean);
  const root = parts.findIndex((part) => part === 'api' || part === 'apis');
  if (root === -1) return 'other';
  const rest = parts.slice(root + (parts[root] === 'api' ? 2 : 3));
  // `namespaces/<ns>/pods…` is about pods, `namespaces/<ns>` and `namespaces/<ns>/status` about the namespace.
  const inNamespace = rest[0] === 'namespaces' && rest.length > 2 && !NAMESPACE_SUBRESOURCES.has(rest[2]!);
  const [resource, , subresource] = inNamespace ? rest.slice(2) : rest;
  if (resource === undefined) return 'other';
  return subresource === undefined ? resource : `${resource}/${subresource}`;
}

const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize']);
