// node test/servers/java/cli.ts
// Builds the servers that are written in Java, for the suites that are skipped without them. Needs Maven and a JDK.
import { fetchKeycloak } from '../keycloak/program.ts';
import { buildJavaServer, javaServers } from './built.ts';

for (const name of javaServers) console.log(await buildJavaServer(name));
console.log(await fetchKeycloak());
