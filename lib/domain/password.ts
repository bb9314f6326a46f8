// The rule of a password and the words of a missing one: one wording for the gateway that refuses and the console that asks.

/** Shortest password that is taken, characters. */
export const MIN_PASSWORD_LENGTH = 15;

/** The rule, said before anybody types. */
export const PASSWORD_RULE = `At least ${MIN_PASSWORD_LENGTH} characters; any characters will do.`;

/** Why a step-up is refused while there is none, and where it is set. */
export const NO_PASSWORD = `no password is set: set one in the operator menu (at least ${MIN_PASSWORD_LENGTH} characters), then try again`;
