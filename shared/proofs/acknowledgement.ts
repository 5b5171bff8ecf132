import { canonical } from './canonical';

/** What an exchange signs of an acknowledgement: all of it but the signature. */
export function acknowledgementText(file: { readonly signature: string }): string {
  const { signature: _signature, ...rest } = file;
  return `acknowledgement\n${canonical(rest)}`;
}
