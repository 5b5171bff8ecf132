import { DataFolderError } from '../../localcloud/engine';
import { SchemaFileError } from '../../localcloud/schemaFile';

/** Reads a port as it is written on a command line, 0 for any free one. @throws Error that says what a port is. */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Error(`'${text}' is not a port: a whole number from 0 to 65535 is wanted`);
  return port;
}

/** Why a local cloud did not start, and what to do, without a trace; `command` is what was typed. */
export function explainStart(error: unknown, port: number, command: string): string {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Choose another: ${command} -- --port ${elsewhere(port)}`;
  if (code === 'EACCES' && syscall === 'listen')
    return `Port ${port} may not be used by this user. Choose one above 1023: ${command} -- --port ${elsewhere(port)}`;
  if (error instanceof DataFolderError || error instanceof SchemaFileError) return message;
  return `The local cloud did not start: ${message}`;
}

const elsewhere = (port: number): number => (port < 1024 || port >= 65_000 ? 4600 : port + 100);
