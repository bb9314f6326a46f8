// Our button over Base UI. In: intent, pending. Out: a real button whose look says what it will do and whether it waits.
'use client';
import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps } from 'react';

type ButtonIntent = 'quiet' | 'neutral' | 'go' | 'stop';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly intent?: ButtonIntent;
  /** Sent and not answered yet: amber, and says so to screen readers. */
  readonly isPending?: boolean;
  readonly className?: string;
}

const LOOK: Readonly<Record<ButtonIntent, string>> = {
  quiet: 'border-transparent text-ink-soft hover:bg-raised hover:text-ink',
  neutral: 'border-line-strong bg-raised text-ink hover:border-ink-faint',
  go: 'border-accent bg-accent text-ground hover:opacity-90',
  stop: 'border-severity-critical text-severity-critical hover:bg-severity-critical-ground hover:text-on-strong',
};

const PENDING = 'pending-pulse border-severity-warning bg-raised text-severity-warning';

export function Button(props: ButtonProps) {
  const { intent = 'neutral', isPending = false, className = '', disabled, ...rest } = props;
  return (
    <BaseButton
      {...rest}
      type={rest.type ?? 'button'}
      disabled={disabled === true || isPending}
      aria-busy={isPending}
      className={`control inline-flex h-6 items-center justify-center gap-1.5 rounded-sm border px-2 text-xs font-medium whitespace-nowrap disabled:opacity-45 aria-busy:opacity-100 pointer-coarse:h-11 pointer-coarse:px-3 ${isPending ? PENDING : LOOK[intent]} ${className}`}
    />
  );
}
