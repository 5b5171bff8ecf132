/** The two messages by which wx.openapi travels, read and written by hand: six fields do not need a library. */

/** One parameter of an open interface: JSON text, or a file with its type. */
export interface Parameter {
  key: string;
  value: Buffer;
  contentType: string;
}

/** An answer: content and its type, or the platform's own error number. */
export interface OpenApiAnswer {
  content?: Buffer;
  contentType?: string;
  errorCode?: number;
}

const VARINT = 0;
const BYTES = 2;

/** Reads the fields of a message in order. Throws on anything malformed. */
function* fieldsOf(message: Buffer): Generator<{ number: number; bytes: Buffer }> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('the message ends too early');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Error('a number is too long');
  };
  while (at < message.length) {
    const tag = varint();
    const kind = tag & 7;
    if (kind === VARINT) varint();
    else if (kind === BYTES) {
      const length = varint();
      if (at + length > message.length) throw new Error('a field ends after its message');
      yield { number: tag >>> 3, bytes: message.subarray(at, at + length) };
      at += length;
    } else throw new Error(`wire type ${kind} is not used here`);
  }
}

/** The parameters of a request (CommApiData with openapi data). */
export function readParameters(message: Buffer): Parameter[] {
  const parameters: Parameter[] = [];
  for (const outer of fieldsOf(message)) {
    if (outer.number !== 2) continue;
    for (const pair of fieldsOf(outer.bytes)) {
      const parameter: Parameter = { key: '', value: Buffer.alloc(0), contentType: '' };
      for (const { number, bytes } of fieldsOf(pair.bytes)) {
        if (number === 1) parameter.key = bytes.toString();
        else if (number === 2) parameter.value = bytes;
        else if (number === 3) parameter.contentType = bytes.toString();
      }
      parameters.push(parameter);
    }
  }
  return parameters;
}

function varintBytes(value: number): Buffer {
  // A negative int32 is written as the 64-bit number it is short for.
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}

const tagged = (number: number, kind: number): Buffer => varintBytes((number << 3) | kind);

/** An answer as the SDK reads it (CommOpenApiResp). */
export function writeAnswer(answer: OpenApiAnswer): Buffer {
  const parts: Buffer[] = [];
  const bytes = (number: number, value: Buffer): void => {
    parts.push(tagged(number, BYTES), varintBytes(value.length), value);
  };
  if (answer.content) bytes(1, answer.content);
  if (answer.contentType) bytes(2, Buffer.from(answer.contentType));
  if (answer.errorCode) parts.push(tagged(3, VARINT), varintBytes(answer.errorCode));
  parts.push(tagged(4, VARINT), varintBytes(200));
  return Buffer.concat(parts);
}
