import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Addresses } from './addresses';
import type { Files } from './files';
import { give } from './http';

/** Endings of what is shown; a document is no picture. */
const PICTURE = /\.(?:png|jpe?g|webp)$/i;
/** A name made of its content: whatever lies there never changes. */
const BY_CONTENT = /\/[0-9a-f]{40,64}\.\w+$/;

/** What stands where no picture is: an empty frame on no ground, so that the ground behind it is seen. */
const PLACEHOLDER = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" fill="none" stroke="#8a8a80" stroke-width="2"><rect x="12" y="16" width="40" height="32" rx="4"/><path d="m16 44 12-12 8 8 6-6 8 8"/><circle cx="40" cy="26" r="3"/></svg>',
);

/**
 * Shows the picture of a file id to a browser: `encoded` is the id without `cloud://`. What is no picture of this
 * environment, or is not there, is answered with a placeholder, and with 404.
 */
export async function showPicture(
  files: Files,
  addresses: Addresses,
  request: IncomingMessage,
  response: ServerResponse,
  encoded: string,
): Promise<void> {
  const path = addresses.pathOf(`cloud://${decoded(encoded)}`);
  const isPicture = path !== null && PICTURE.test(path) && (request.method === 'GET' || request.method === 'HEAD');
  const cacheControl = BY_CONTENT.test(`/${path}`) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
  if (isPicture && (await give(files, request, response, path, cacheControl))) return;
  response.writeHead(404, {
    'content-type': 'image/svg+xml',
    'content-length': PLACEHOLDER.length,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  response.end(request.method === 'HEAD' ? undefined : PLACEHOLDER);
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return '';
  }
}
