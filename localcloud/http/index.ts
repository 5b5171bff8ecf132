export { send, sendJson } from './answer';
export {
  checkJsonType,
  parseJsonObject,
  readBody,
  readJsonBody,
  readJsonObject,
  readMediaType,
  refuseEncoded,
} from './body';
export type { Target } from './caller';
export { HttpRefusal } from './refusal';
export { HttpServer } from './server';
