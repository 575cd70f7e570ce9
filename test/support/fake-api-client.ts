import { afterEach, beforeEach } from '@jest/globals';

import { KubeClient, type RequestObservation } from '../../src/runtime/index.ts';
import { FakeApiServer } from './fake-api-server.ts';
import { FakeClock } from './fake-clock.ts';

/** New for each test of a file that calls `useFakeApi`. */
export let api: FakeApiServer;
export let clock: FakeClock;
export let client: KubeClient;
export let observed: RequestObservation[];

export const { signal } = new AbortController();

/** Gives each test an API server to play, and a client of it whose time is driven. */
export function useFakeApi(): void {
  beforeEach(async () => {
    api = await FakeApiServer.start();
    clock = new FakeClock();
    observed = [];
    const onRequest = (seen: RequestObservation): number => observed.push(seen);
    client = new KubeClient(api.kubeConfig(), { userAgent: 'connection-operator/1.2.3', clock, onRequest });
  });

  afterEach(() => api.stop());
}
