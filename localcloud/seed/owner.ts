/** The first administrator's phone: the functions make it one at its first sign-in, as a deployment sets its own. */
export const OWNER_PHONE = '13800000001';

/** Variables that the functions of the demo are given. */
export const demoVariables = {
  OWNER_PHONES: OWNER_PHONE,
  SHIPPING_UPLOAD: 'auto',
  // Of the demo alone: whoever reads this can sign in its name.
  CERTIFICATE_KEY: 'de30'.repeat(16),
} as const;

/** The payment password of those in the demo who have one, as README and the demo bar say. */
export const DEMO_PAY_PASSWORD = '246810';
