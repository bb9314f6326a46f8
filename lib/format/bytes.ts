// Amounts of memory and disk as text. In: bytes. Out: MB or GB of a thousand each, as disks are sold.
import { formatFixed, MISSING } from './digits.ts';

/** 412_345_678 → "412 MB", 12_345_678_901 → "12.3 GB"; null → a dash. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return MISSING;
  return bytes < 999.5e6
    ? `${formatFixed(bytes / 1e6, 0)} MB`
    : `${formatFixed(bytes / 1e9, 1)} GB`;
}
