import { screenText } from '../../_actions/screening';

/** What a text of a sheet may not say: the phrase where one is named, else all of it; null where nothing is wrong. */
export async function unwelcomeIn(text: string): Promise<string | null> {
  const screened = await screenText([text], 'byShop');
  if (screened.ok) return null;
  const { phrase } = screened.refusal.figures as { readonly phrase?: string };
  return phrase ?? text;
}
