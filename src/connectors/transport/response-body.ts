import type { IncomingMessage } from 'node:http';
import { pipeline, Readable, type Duplex } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { floodError } from './interim.ts';

export interface Body {
  whole: Promise<Buffer>;
  /** Nobody waits for the rest. */
  fail: (reason: unknown) => void;
}

export interface Packed {
  /** How it is packed, as the response says, in lower case. */
  coding: string | undefined;
  /** More than this, unpacked, is not read. */
  size: number;
}

/** As curl does: what was cut off is read as far as it goes. */
const lenient = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

/** Begins at once to read the body of a response, and unpacks it. */
export function bodyOf(response: IncomingMessage, { coding, size }: Packed): Body {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  const failed = (stream: Readable): void => {
    stream.once('error', reject);
    stream.once('close', () => {
      if (!stream.readableEnded) reject(cutOff());
    });
  };
  const read = (stream: Readable): void => {
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= size) chunks.push(chunk);
      else stream.destroy(floodError('ERR_TOO_LONG'));
    });
    stream.once('end', () => resolve(Buffer.concat(chunks)));
    if (stream !== response) failed(stream);
  };
  failed(response);
  unpacked(response, coding, read);
  return { whole: promise, fail: reject };
}

/** @param read - reads what has the body, unpacked */
function unpacked(response: IncomingMessage, coding: string | undefined, read: (stream: Readable) => void): void {
  if (coding === 'gzip' || coding === 'x-gzip') read(through(response, createGunzip(lenient)));
  else if (coding === 'br') read(through(response, createBrotliDecompress()));
  else if (coding === 'deflate' || coding === 'x-deflate') inflated(response, read);
  else read(response);
}

/** Some servers leave the header of zlib out, which the first byte tells. */
function inflated(response: IncomingMessage, read: (stream: Readable) => void): void {
  let isBegun = false;
  response.once('data', (first: Buffer) => {
    isBegun = true;
    const inflate = ((first[0] ?? 0) & 0x0f) === 0x08 ? createInflate() : createInflateRaw();
    inflate.write(first);
    read(through(response, inflate));
  });
  response.once('end', () => {
    if (!isBegun) read(Readable.from([]));
  });
}

function through(response: IncomingMessage, unpack: Duplex): Readable {
  // What goes wrong is an error of the stream that is read, too.
  return pipeline(response, unpack, () => {});
}

function cutOff(): Error {
  return Object.assign(new Error('the body ends before its end'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
}
