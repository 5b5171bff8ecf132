/** The document that says how home is arranged. */
export const STOREFRONT_ID = 'storefront';
