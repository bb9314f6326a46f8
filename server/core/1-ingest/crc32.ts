// CRC-32 (IEEE 802.3, reflected) over decimal digits: a level's digits become one register, registers join into a checksum.

// The register update is linear over GF(2): R(s, bytes) = R(s, zeros) xor R(0, bytes). So each level's digits are
// reduced once, when the level is set, and a whole book is joined with four table look-ups a level, without any text.

const POLYNOMIAL = 0xedb88320;
const ZERO_DIGIT = 0x30;
/** 2^53 has 16 digits. */
const MAX_DIGITS = 16;
/** A token is a price followed by a size. */
const MAX_TOKEN_LENGTH = 2 * MAX_DIGITS;
/** The register before the first byte, and the final xor. */
export const CRC_SEED = -1;

const BYTE_TABLE = buildByteTable();
const ADVANCE_TABLE = buildAdvanceTable();
const DIGIT_TABLE = buildDigitTable();
const POWERS_OF_TEN = Float64Array.from({ length: MAX_DIGITS }, (_, power) => 10 ** power);

function buildByteTable(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let register = byte;
    for (let bit = 0; bit < 8; bit += 1)
      register = register & 1 ? (register >>> 1) ^ POLYNOMIAL : register >>> 1;
    return register;
  });
}

function feedByte(register: number, byte: number): number {
  return (BYTE_TABLE[(register ^ byte) & 0xff] ?? 0) ^ (register >>> 8);
}

/** [length][lane][byte] → register of `byte` in that lane after `length` zero bytes. */
function buildAdvanceTable(): Int32Array {
  const table = new Int32Array((MAX_TOKEN_LENGTH + 1) * 1024);
  for (let lane = 0; lane < 4; lane += 1) {
    for (let byte = 0; byte < 256; byte += 1) {
      let register = byte << (8 * lane);
      for (let length = 0; length <= MAX_TOKEN_LENGTH; length += 1) {
        table[(length << 10) | (lane << 8) | byte] = register;
        register = feedByte(register, 0);
      }
    }
  }
  return table;
}

/** [bytes that follow][digit] → register of that ASCII digit followed by so many zero bytes. */
function buildDigitTable(): Int32Array {
  const table = new Int32Array(MAX_TOKEN_LENGTH * 10);
  for (let digit = 0; digit < 10; digit += 1) {
    let register = feedByte(0, ZERO_DIGIT + digit);
    for (let after = 0; after < MAX_TOKEN_LENGTH; after += 1) {
      table[after * 10 + digit] = register;
      register = feedByte(register, 0);
    }
  }
  return table;
}

/** How many decimal digits a non-negative safe integer has; 0 has none (a stripped token is empty, kraken-api §3). */
export function digitCount(value: number): number {
  let count = 0;
  while (count < MAX_DIGITS && value >= (POWERS_OF_TEN[count] ?? 0)) count += 1;
  return value === 0 ? 0 : count;
}

/** The register of the digits of a non-negative safe integer when `bytesAfter` more bytes follow them. */
export function digitsRegister(value: number, bytesAfter: number): number {
  let register = 0;
  let rest = value;
  for (let after = bytesAfter; rest > 0; after += 1) {
    const quotient = Math.floor(rest / 10);
    register ^= DIGIT_TABLE[after * 10 + (rest - quotient * 10)] ?? 0;
    rest = quotient;
  }
  return register;
}

/** Appends a token (its register and its length in bytes, at most 32) to the bytes already in `register`. */
export function joinToken(register: number, token: number, length: number): number {
  const at = length << 10;
  return (
    token ^
    (ADVANCE_TABLE[at | (register & 0xff)] ?? 0) ^
    (ADVANCE_TABLE[at | 0x100 | ((register >>> 8) & 0xff)] ?? 0) ^
    (ADVANCE_TABLE[at | 0x200 | ((register >>> 16) & 0xff)] ?? 0) ^
    (ADVANCE_TABLE[at | 0x300 | (register >>> 24)] ?? 0)
  );
}

/** The finished checksum, as the unsigned 32-bit number the venue sends. */
export function finishCrc(register: number): number {
  return (register ^ CRC_SEED) >>> 0;
}
