import { getContainerRuntimeClient, ImageName } from 'testcontainers';
import type { ContainerRuntimeClient } from 'testcontainers';

export type Engine = { available: true; baseImage: string } | { available: false; why: string };

const BASE_IMAGE = 'debian:bookworm-slim';
const HOW = 'test/support/containers/start-engine.sh starts an engine on Debian, base-image.sh makes the image';

/**
 * Whether suites that start servers in containers can run: an engine answers (`DOCKER_HOST` is respected, then the
 * usual sockets) and the base image of all of them is there or can be pulled.
 */
export async function containerEngine(): Promise<Engine> {
  let client: ContainerRuntimeClient;
  try {
    client = await getContainerRuntimeClient();
  } catch {
    return { available: false, why: `no container engine answers (${HOW})` };
  }
  const image = ImageName.fromString(BASE_IMAGE);
  try {
    if (!(await client.image.exists(image))) await client.image.pull(image);
    const { RepoDigests } = await client.image.inspect(image);
    // An image without a digest was made here, so no registry is to be had, and the clean-up container is not either.
    if (!RepoDigests?.length) process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
    return { available: true, baseImage: BASE_IMAGE };
  } catch {
    return { available: false, why: `${BASE_IMAGE} is not there and cannot be pulled (${HOW})` };
  }
}
