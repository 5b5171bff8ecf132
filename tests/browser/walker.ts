// What those who try a shop from nothing do on the screens: each step only when the ones before it went well.
import { openPhone, type Phone, settled } from './browser';
import { faultsInSight } from './measure';
import { codeIn, type ShopWorld } from './world';

export const see = ({ page }: Phone, words: string | RegExp) =>
  page.getByText(words).filter({ visible: true }).first().waitFor();
export const button = ({ page }: Phone, name: string | RegExp) =>
  page.getByRole('button', { name }).filter({ visible: true }).first();
export const exact = ({ page }: Phone, name: string) =>
  page.getByRole('button', { name, exact: true }).filter({ visible: true }).first();
export const link = ({ page }: Phone, name: string | RegExp) =>
  page.getByRole('link', { name }).filter({ visible: true }).first();
export const option = ({ page }: Phone, name: string) =>
  page.getByRole('radio', { name, exact: true }).filter({ visible: true }).first();
export const fill = async ({ page }: Phone, label: string, text: string) => {
  const field = page.getByLabel(label, { exact: true }).filter({ visible: true }).first();
  await field.locator('input, textarea').first().fill(text);
};
/** A day, or a time, on the wheels of the host's own picker: turned to it and confirmed. */
export async function choose({ page }: Phone, label: string, chosen: string): Promise<void> {
  const row = page.getByRole('button', { name: new RegExp(`^${label}，`) }).filter({ visible: true });
  const turn = (picker: Element, value: string) => Object.assign(picker, { value });
  await row.locator('xpath=ancestor::taro-picker-core').evaluate(turn, chosen);
  await row.click();
  await page.locator('.weui-picker__action', { hasText: '确定' }).filter({ visible: true }).click();
  await page.getByRole('button', { name: `${label}，${chosen}` }).waitFor();
  await page.locator('.weui-picker__overlay').filter({ visible: true }).waitFor({ state: 'hidden' });
}
/** The host's own box of two answers. */
export const confirm = ({ page }: Phone, words: string) =>
  page.locator('.sheet .btn', { hasText: words }).filter({ visible: true }).click();

let brokenAt: string | null = null;

/** One step of the story: not tried when an earlier one failed. */
export const step = (name: string, run: () => Promise<void>) =>
  test(name, async () => {
    if (brokenAt) throw new Error(`not reached, since this failed: ${brokenAt}`);
    brokenAt = name;
    await run();
    brokenAt = null;
  });

/** Takes pictures of a screen, light and dark, and holds both to the look. */
export async function keep(phone: Phone, name: string): Promise<void> {
  const { page } = phone;
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await settled(page);
    await phone.picture(`opening-${name}-${theme}`);
    expect({ name, theme, faults: await faultsInSight(page) }).toEqual({ name, theme, faults: [] });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** Signs in on a phone by its own screens, with the code from the inbox. */
export async function signIn(world: ShopWorld, phone: Phone, number: string): Promise<void> {
  await phone.open('/packages/account/signIn/index');
  await signInHere(world, phone, number);
}

/** The same where a page has led to it. */
export async function signInHere(world: ShopWorld, phone: Phone, number: string): Promise<void> {
  await fill(phone, '手机号', number);
  await button(phone, '发验证码').click();
  await see(phone, '验证码已发到');
  await fill(phone, '验证码', codeIn(world.cloud.inbox(number)[0]?.text));
  await phone.page.getByRole('checkbox', { name: '同意服务约定' }).click();
  await phone.page.getByRole('checkbox', { name: '同意隐私说明' }).click();
  await exact(phone, '登录').click();
  await phone.page.waitForFunction(() => !location.hash.includes('signIn'));
}

/** Buys one piece of a size of the goods on the home page, by a buyer whose address is known, up to the receipt. */
export async function buy(buyer: Phone, title: string, size: string): Promise<void> {
  await buyer.open('/pages/home/index');
  await link(buyer, title).click();
  await button(buyer, '立即购买').click();
  await buyer.page.locator('.sheet').getByRole('radio', { name: size }).filter({ visible: true }).click();
  await buyer.page.locator('.sheet .btn', { hasText: '立即购买' }).click();
  await see(buyer, '怎么付');
}

export async function pay(buyer: Phone): Promise<void> {
  await buyer.page.locator('.bar .btn', { hasText: '微信支付' }).filter({ visible: true }).click();
  await buyer.page.locator('.sheet .btn').getByText('付款', { exact: true }).click();
  await see(buyer, '付好了');
}

/** Somebody's phone as most have one. */
export const newPhone = (world: ShopWorld, theme: 'light' | 'dark' = 'light'): Promise<Phone> =>
  openPhone(world.url, { theme, scale: 1 });
