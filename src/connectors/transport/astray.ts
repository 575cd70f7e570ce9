import { failure, type Failure } from '../failure.ts';

/**
 * A redirect that is not followed because it leads elsewhere. What is asked without TLS, anything on the way can answer:
 * the sign-in page of a network does so until somebody has signed in there.
 */
export function leadsAstray(from: URL, to: URL): Failure {
  const about = `${from.host} redirects to another host`;
  return from.protocol === 'http:' && from.hostname !== to.hostname
    ? failure('UnexpectedReply', { about: `${about}, as a network may do by itself` })
    : failure('EgressDenied', { about: from.hostname === to.hostname ? `${about} or scheme` : about });
}
