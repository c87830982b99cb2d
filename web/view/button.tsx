import type { ComponentChildren, JSX } from 'preact'

interface ButtonProps extends Omit<JSX.IntrinsicElements['button'], 'ref'> {
  /** `go`: the one thing to do here; `quiet`: no frame; `link`: reads as a link. */
  look?: 'go' | 'quiet' | 'link'
  /** Looks and is announced as unavailable, yet takes focus and clicks, so that it can say why. */
  isHeldBack?: boolean
  children: ComponentChildren
}

export const Button = ({ look, isHeldBack, children, ...rest }: ButtonProps) => (
  <button type="button" {...rest} class={`action ${look ?? ''}`} aria-disabled={isHeldBack || undefined}>
    {children}
  </button>
)
