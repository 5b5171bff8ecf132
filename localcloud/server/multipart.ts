const CRLF2 = Buffer.from('\r\n\r\n');

/** The fields of a multipart form, by name. Throws an Error when the body is not one. */
export function readMultipart(contentType: string, body: Buffer): Map<string, Buffer> {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) throw new Error('the form has no boundary');
  const mark = Buffer.from(`--${boundary}`);
  const fields = new Map<string, Buffer>();
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    const next = body.indexOf(mark, start);
    if (next < 0) break;
    const part = body.subarray(start + 2, next - 2); // without the line ends around it
    const headEnd = part.indexOf(CRLF2);
    if (headEnd < 0) throw new Error('a part of the form has no head');
    const name = /name="([^"]*)"/.exec(part.subarray(0, headEnd).toString())?.[1];
    if (name !== undefined) fields.set(name, part.subarray(headEnd + CRLF2.length));
    at = next;
  }
  return fields;
}
