import type { FakeReply } from './fake-platform.ts';

/** What a server that takes Basic says to strangers. */
export const basicOffered: FakeReply = { status: 401, headers: { 'www-authenticate': 'Basic realm="fake"' } };
