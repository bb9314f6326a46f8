// What is missing in a release form. In: reason, password. Out: a sentence that names each empty field; null when none is.

/** Both fields are needed; spaces are no reason. */
export function releaseProblem(reason: string, password: string): string | null {
  const missing = [
    ...(reason.trim() === '' ? ['Reason: say why it is safe to go on.'] : []),
    ...(password === '' ? ['Password: type your password.'] : []),
  ];
  return missing.length === 0 ? null : missing.join(' ');
}
