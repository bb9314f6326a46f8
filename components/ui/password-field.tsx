// A password input. In: value, change, which one is asked for. Out: a labelled field that password managers know.
import { TextField, type TextFieldProps } from './text-field.tsx';

export interface PasswordFieldProps extends Omit<TextFieldProps, 'label' | 'type'> {
  readonly label?: string;
  /** A new one is being chosen; otherwise the one in force is asked for. */
  readonly isNew?: boolean;
}

export function PasswordField(props: PasswordFieldProps) {
  const { label = 'Password', isNew = false, ...field } = props;
  return (
    <TextField
      label={label}
      type="password"
      autoComplete={isNew ? 'new-password' : 'current-password'}
      required
      {...field}
    />
  );
}
