import type { ComponentChildren } from 'preact'
import type { Texts } from '../../model/texts'
import { tMore } from '../../text/more'
import { Button } from '../button'
import { focusAtFirst } from '../focus'

interface FormProps {
  title: string
  /** What the button says that sends it; null: each of its buttons does. */
  send: string | null
  /** What the button says that closes it; left out: *Cancel*. */
  close?: string
  isBusy: boolean
  onSend: () => void
  onClose: () => void
  children: ComponentChildren
}

const showAtFirst = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' })

/** Something to fill in; Escape and Cancel close it, and what was written stays. */
export const Form = ({ title, send, close = tMore().cancel, isBusy, onSend, onClose, children }: FormProps) => (
  <form
    class="card form"
    ref={showAtFirst}
    aria-label={title}
    noValidate
    onSubmit={(event) => {
      event.preventDefault()
      if (!isBusy) onSend()
    }}
    onKeyDown={(event) => {
      if (event.key === 'Escape') onClose()
    }}
  >
    {/* Where nothing is to be written the title has the focus. */}
    <h2 ref={send === null ? focusAtFirst : undefined} tabIndex={-1}>
      {title}
    </h2>
    {children}
    <div class="line wraps">
      {send !== null && (
        <Button look="go" type="submit" isHeldBack={isBusy}>
          {send}
        </Button>
      )}
      <Button look="quiet" onClick={onClose}>
        {close}
      </Button>
    </div>
  </form>
)

interface TextBoxProps<Name extends string> {
  texts: Texts<Name>
  name: Name
  label: string
  placeholder?: string
  /** Has the focus when it appears. */
  isFirst?: boolean
}

const boxId = (name: string) => `text-${name}`

export const TextBox = <Name extends string>({ texts, name, label, placeholder, isFirst }: TextBoxProps<Name>) => {
  const id = boxId(name)
  const isAsked = texts.asked.value?.name === name
  const text = texts.values.value[name]
  return (
    <div class={isAsked ? 'wanting' : ''}>
      <label for={id}>{label}</label>
      <div class="grows boxed" data-text={text}>
        <textarea
          id={id}
          ref={isFirst ? focusAtFirst : undefined}
          rows={1}
          dir={text ? 'auto' : undefined}
          value={text}
          placeholder={placeholder}
          aria-invalid={isAsked}
          aria-describedby={isAsked ? `${id}-missing` : undefined}
          onInput={(event) => texts.write(name, event.currentTarget.value)}
        />
      </div>
      {isAsked && (
        <p class="problem" id={`${id}-missing`}>
          {tMore().writeFirst}
        </p>
      )}
    </div>
  )
}

/** Texts of whatever names. */
export interface Asking {
  asked: { peek: () => { name: string } | null }
}

/** After a click found a box empty. */
export const focusAsked = ({ asked }: Asking): void => {
  const name = asked.peek()?.name
  if (name !== undefined) document.getElementById(boxId(name))?.focus()
}
