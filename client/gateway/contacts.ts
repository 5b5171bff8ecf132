import Taro from '@tarojs/taro';

/** Whether this host lets somebody pick a number from the phone's contacts. */
export const hasContacts = process.env.TARO_ENV !== 'h5';

/** A mobile number out of the contacts; null where nothing was picked, or the host does not allow it. */
export async function pickContact(): Promise<string | null> {
  try {
    const { phoneNumber } = await Taro.chooseContact({});
    const digits = phoneNumber.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '');
    return digits === '' ? null : digits;
  } catch {
    return null;
  }
}
