import { Input as HostInput, Textarea as HostTextarea, type InputProps, type TextareaProps } from '@tarojs/components';

const SPOKEN = ['aria-label', 'aria-invalid'] as const;

/**
 * In a browser the field itself lies within the host's element: it is what is focused, so its name and its fault belong
 * there.
 */
function spoken(props: object): { readonly nativeProps?: Record<string, unknown> } {
  if (process.env.TARO_ENV !== 'h5') return {};
  const given = props as Record<string, unknown>;
  return {
    nativeProps: Object.fromEntries(SPOKEN.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]))),
  };
}

/** A field of one line. It always has a name: `aria-label`. */
export const Input = (props: InputProps & { readonly 'aria-label': string }) => (
  <HostInput {...props} {...spoken(props)} />
);

/** A field of several lines. It always has a name: `aria-label`. */
export const Textarea = (props: TextareaProps & { readonly 'aria-label': string }) => (
  <HostTextarea {...props} {...spoken(props)} />
);
