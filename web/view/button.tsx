import type { ComponentChildren, JSX } from 'preact'

interface ButtonProps extends Omit<JSX.IntrinsicElements['button'], 'ref'> {
  /** `go`: the one thing to do here; `quiet`: no frame; `link`: reads as a link. */
  look?: 'go' | 'quiet' | 'link'
  /** Looks and is announced as unavailable while something is under way. */
  isHeldBack?: boolean
  /** Looks unavailable, and says why when it is pressed. */
  isUnready?: boolean
  children: ComponentChildren
}

export const Button = ({ look, isHeldBack, isUnready, children, ...rest }: ButtonProps) => (
  <button
    type="button"
    {...rest}
    class={`action ${look ?? ''} ${isUnready ? 'unready' : ''}`}
    aria-disabled={isHeldBack || undefined}
  >
    {children}
  </button>
)
