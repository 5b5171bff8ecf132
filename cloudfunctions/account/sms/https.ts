import { post } from '../../_platform/post';
import { needed, variable } from '../../_platform/variables';
import { PROVIDER_WITHIN_MS, type Provider } from './message';

/** A template's texts with what they name in braces filled in, however deep they lie: a value is never read as JSON. */
export function filledIn(template: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof template === 'string') return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.map((one) => filledIn(one, values));
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, filledIn(value, values)]));
}

/** Any provider that takes JSON: address, headers and body come from the environment. Done is any status of 200 to 299. */
export const byHttps: Provider = async ({ phone, code, minutes }) => {
  const values = { phone, code, minutes: String(minutes), secret: variable('SMS_SECRET') ?? '' };
  const read = (text: string): unknown => filledIn(JSON.parse(text), values);
  const headers = read(variable('SMS_HEADERS') ?? '{}') as Record<string, string>;
  const { status } = await post(
    needed('SMS_URL'),
    JSON.stringify(read(needed('SMS_BODY'))),
    { 'content-type': 'application/json; charset=utf-8', ...headers },
    PROVIDER_WITHIN_MS,
  );
  if (status < 200 || status > 299) throw new Error(`the SMS provider answered ${status}`);
};
