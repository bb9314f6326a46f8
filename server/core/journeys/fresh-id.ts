// Ids made by the core: a pure function of boot, event number and purpose, shaped as a UUID. Never the same twice.
import { sha256 } from '#lib/hash.ts';

/** UUID-shaped text (version 8: custom) from `boot`, the event's number and a purpose that is unique within the event. */
export function freshId(boot: string, eventSeq: number, purpose: string): string {
  const hex = sha256(`${boot}:${eventSeq}:${purpose}`);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
