import { connect } from 'node:net';

/** One answer as it came: status, headers in small letters, body. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * Sends bytes to a server as they are, and reads what comes until the connection ends.
 * The request must ask for that, or be one that is refused so.
 */
export function sendRaw(url: string, bytes: string | Buffer): Promise<RawAnswer[]> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A server that has said what it has to say may cut the rest.
    socket.on('error', (error) => (chunks.length > 0 ? resolve(readAnswers(Buffer.concat(chunks))) : reject(error)));
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(readAnswers(Buffer.concat(chunks))));
  });
}

function readAnswers(bytes: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) throw new Error(`no answer: ${rest.toString().slice(0, 200)}`);
    const [first = '', ...lines] = rest.toString('latin1', 0, end).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => {
        const at = line.indexOf(':');
        return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
      }),
    );
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
    const length = status === 100 || status === 204 || status === 304 ? 0 : Number(headers['content-length'] ?? 0);
    rest = rest.subarray(end + 4);
    if (status !== 100) answers.push({ status, headers, body: rest.toString('utf8', 0, length) });
    rest = rest.subarray(Math.min(length, rest.length));
  }
  return answers;
}
