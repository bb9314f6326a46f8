// Nominal types: a Brand<number, 'Price'> is a number the compiler refuses to mix with another brand.
declare const brandName: unique symbol;

/** `Base` marked with `Name`; made only by the constructor beside each domain type. */
export type Brand<Base, Name extends string> = Base & { readonly [brandName]: Name };
