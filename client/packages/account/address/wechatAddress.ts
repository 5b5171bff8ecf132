import Taro from '@tarojs/taro';
import type { Gained } from './filled';

/** A country code and blanks are left out; what is no mobile number then is none. */
function mobileOf(text: string): string {
  const digits = text.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? digits : '';
}

/**
 * One of the addresses that WeChat keeps for its user, as he picks it; `closed` where he picks none, `failed` where
 * WeChat gives none. Its region is held against the list when the address is saved.
 */
export async function chooseInWechat(): Promise<Gained | 'closed' | 'failed'> {
  try {
    const chosen = await Taro.chooseAddress();
    const names = [chosen.provinceName, chosen.cityName, chosen.countyName].filter(Boolean);
    return {
      name: chosen.userName.slice(0, 20),
      phone: mobileOf(chosen.telNumber),
      region: names.filter((name, at) => names.indexOf(name) === at).join(' '),
      regionCode: /^[1-9]\d{5}$/.test(chosen.nationalCode) ? chosen.nationalCode : '',
      detail: chosen.detailInfo.slice(0, 100),
    };
  } catch (error) {
    return /cancel/.test(String((error as { errMsg?: string }).errMsg)) ? 'closed' : 'failed';
  }
}
