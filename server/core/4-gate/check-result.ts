// How a check says what it found. In: value and threshold. Out: a CheckResult with distance and one plain sentence.
import type { Candidate, CheckResult } from '#lib/domain/verdict.ts';
import type { GateInput } from './gate-input.ts';

/** Every check has this shape: all of them run, none stops another. */
export type Check = (input: GateInput, candidate: Candidate | null) => CheckResult;

export interface CheckName {
  readonly id: string;
  readonly label: string;
  /** True only for physical reasons that also stop an exit. */
  readonly blocksExit?: boolean;
}

export interface NumberCheck extends CheckName {
  readonly unit: string;
  /** How a trader reads the value. */
  readonly show: (value: number) => string;
  /** Said when the value is not known. */
  readonly missing?: string;
}

export interface YesNoText {
  readonly pass: string;
  readonly fail: string;
  readonly missing?: string;
}

/** A plain condition; null = not known, which is not a pass. */
export function condition(name: CheckName, holds: boolean | null, text: YesNoText): CheckResult {
  const passed = holds === true;
  const { id, label } = name;
  const common = { id, label, unit: 'yes/no', threshold: 1, blocksExit: name.blocksExit ?? false };
  if (holds === null)
    return {
      ...common,
      outcome: 'missing',
      value: null,
      distance: null,
      text: text.missing ?? `${label}: not known`,
    };
  return {
    ...common,
    outcome: passed ? 'pass' : 'fail',
    value: passed ? 1 : 0,
    distance: passed ? 0 : -1,
    text: passed ? text.pass : text.fail,
  };
}

interface Judged {
  readonly value: number | null;
  readonly threshold: number;
  readonly passed: boolean;
  readonly distance: number;
  readonly text: string;
}

function numeric(check: NumberCheck, judged: Judged): CheckResult {
  const { id, label, unit } = check;
  const missing = judged.value === null || Number.isNaN(judged.value);
  const outcome = judged.passed ? 'pass' : 'fail';
  return {
    id,
    label,
    unit,
    threshold: judged.threshold,
    blocksExit: check.blocksExit ?? false,
    outcome: missing ? 'missing' : outcome,
    value: missing ? null : judged.value,
    distance: missing ? null : judged.distance,
    text: missing ? (check.missing ?? `${label} is not known`) : judged.text,
  };
}

/** Passes when value ≥ threshold. */
export function atLeast(check: NumberCheck, value: number | null, threshold: number): CheckResult {
  const known = value ?? 0;
  const passed = value !== null && value >= threshold;
  const { label, show } = check;
  const text = passed
    ? `${label} ${show(known)}, at least ${show(threshold)} needed`
    : `${label} ${show(known)} is below ${show(threshold)}: needs +${show(threshold - known)}`;
  return numeric(check, { value, threshold, passed, distance: known - threshold, text });
}

/** Passes when value ≤ threshold. */
export function atMost(check: NumberCheck, value: number | null, threshold: number): CheckResult {
  const known = value ?? 0;
  const passed = value !== null && value <= threshold;
  const { label, show } = check;
  const text = passed
    ? `${label} ${show(known)}, at most ${show(threshold)} allowed`
    : `${label} ${show(known)} is above ${show(threshold)} by ${show(known - threshold)}`;
  return numeric(check, { value, threshold, passed, distance: threshold - known, text });
}
