import { expect, it } from '@jest/globals';

import { resourceOf } from '../../../src/runtime/resource-path.ts';

it.each([
  ['/api/v1/secrets', 'secrets'],
  ['/api/v1/namespaces/a/secrets/b', 'secrets'],
  ['/api/v1/namespaces', 'namespaces'],
  ['/api/v1/namespaces/a', 'namespaces'],
  ['/api/v1/namespaces/a/finalize', 'namespaces/finalize'],
  ['/apis/example.dev/v1/widgets/x', 'widgets'],
  ['/apis/example.dev/v1/namespaces/a/widgets/x/status', 'widgets/status'],
  ['/apis/example.dev/v1/namespaces/a/widgets?limit=5', 'widgets'],
  ['/k8s/clusters/c1/api/v1/pods', 'pods'],
  ['/apis/example.dev/v1', 'other'],
  ['/version', 'other'],
])('resourceOf(%s) is %s', (path, resource) => {
  expect(resourceOf(path)).toBe(resource);
});
