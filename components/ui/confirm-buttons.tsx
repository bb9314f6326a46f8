// The foot of a dialog that asks: Cancel first, where focus starts, then what it asks for. Neither can be pressed while the answer is out.
import { Button, type ButtonProps } from './button.tsx';

export interface ConfirmButtonsProps extends Pick<ButtonProps, 'type' | 'intent' | 'onClick'> {
  readonly 'data-testid': string;
  readonly isPending: boolean;
  readonly isBlocked?: boolean;
  readonly onCancel: () => void;
  /** What the second button says. */
  readonly children: string;
}

export function ConfirmButtons(props: ConfirmButtonsProps) {
  const { isPending, isBlocked = false, onCancel, children, ...confirm } = props;
  return (
    <div className="flex justify-end gap-2">
      <Button data-cancel="" className="h-8" disabled={isPending} onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" {...confirm} className="h-8" disabled={isBlocked} isPending={isPending}>
        {children}
      </Button>
    </div>
  );
}
