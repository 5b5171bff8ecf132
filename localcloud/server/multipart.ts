import { HttpRefusal, readMediaType } from '../http';

const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = '\r\n';
/** Far beyond what the SDK sends. */
const FIELDS_LIMIT = 100;

const malformed = (why: string): HttpRefusal => new HttpRefusal(400, 'call/malformed', `the form ${why}`);

/** The fields of a multipart form, by name. @throws HttpRefusal 400 when the body is not one. */
export function readMultipart(contentType: string, body: Buffer): Map<string, Buffer> {
  const boundary = readMediaType(contentType)?.parameters.get('boundary');
  if (!boundary || boundary.length > 70) throw malformed('has no boundary of at most 70 letters');
  const mark = `--${boundary}`;
  const fields = new Map<string, Buffer>();
  // What stands before the first mark means nothing; every other mark begins a line.
  let at = body.indexOf(mark);
  if (at < 0) throw malformed('does not hold its boundary');
  for (;;) {
    const start = at + Buffer.byteLength(mark);
    if (body.toString('latin1', start, start + 2) === '--') return fields;
    if (body.toString('latin1', start, start + 2) !== LINE_END)
      throw malformed('has a boundary that does not end its line');
    const next = body.indexOf(`${LINE_END}${mark}`, start);
    if (next < 0) throw malformed('does not end');
    const part = body.subarray(start + LINE_END.length, Math.max(next, start + LINE_END.length));
    const headEnd = part.indexOf(HEAD_END);
    if (headEnd < 0) throw malformed('has a part without a head');
    const name = /\bname="([^"]*)"/.exec(part.subarray(0, headEnd).toString())?.[1];
    if (name !== undefined && fields.has(name)) throw malformed(`names "${name.slice(0, 100)}" twice`);
    if (name !== undefined) fields.set(name, part.subarray(headEnd + HEAD_END.length));
    if (fields.size > FIELDS_LIMIT) throw malformed(`has more than ${FIELDS_LIMIT} fields`);
    at = next + LINE_END.length;
  }
}
