import type { ComponentChildren } from 'preact'
import type { SignInModel } from '../model/sign-in'
import { tMore } from '../text/more'
import { Button } from './button'
import { focusAtFirst } from './focus'

interface SignInProps {
  model: SignInModel
  /** Whom the panel signs in; null: the e-mail address is asked for. */
  who: string | null
  /** What stands above: why one signs in here. */
  children: ComponentChildren
}

/** Sends the form, by its button or the Enter key. */
const onSubmit = (act: () => void) => (event: Event) => {
  event.preventDefault()
  act()
}

const Problem = ({ model }: { model: SignInModel }) =>
  model.problem.value && (
    <p class="problem" role="alert">
      {model.problem.value.message}
    </p>
  )

const AskStep = ({ model, who }: Omit<SignInProps, 'children'>) => (
  <form noValidate onSubmit={onSubmit(model.askForCode)}>
    {who === null && (
      <label class="field">
        {tMore().signIn.email}
        <input
          type="email"
          autocomplete="email"
          value={model.email.value}
          onInput={(event) => {
            model.email.value = event.currentTarget.value
          }}
        />
      </label>
    )}
    <Problem model={model} />
    <Button look="go" type="submit" isHeldBack={model.isBusy.value}>
      {tMore().signIn.sendCode}
    </Button>
  </form>
)

const CodeStep = ({ model, who }: Omit<SignInProps, 'children'>) => {
  return (
    <form noValidate onSubmit={onSubmit(model.signIn)}>
      <p role="status">
        {model.sentAgain.value && tMore().signIn.sentAgain} {tMore().signIn.look}
      </p>
      <label class="field">
        {tMore().signIn.code}
        <input
          ref={focusAtFirst}
          class="code-input"
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={7}
          value={model.code.value}
          onInput={(event) => {
            model.code.value = event.currentTarget.value
          }}
        />
      </label>
      <Problem model={model} />
      <div class="line wraps">
        <Button look="go" type="submit" isHeldBack={model.isBusy.value}>
          {tMore().signIn.signIn}
        </Button>
        <Button look="quiet" onClick={model.askForCode}>
          {tMore().signIn.newCode}
        </Button>
        {who === null && (
          <Button look="quiet" onClick={model.startOver}>
            {tMore().signIn.otherAddress}
          </Button>
        )}
      </div>
    </form>
  )
}

export const SignIn = ({ model, who, children }: SignInProps) => (
  <section class="card sign-in" aria-label={tMore().signIn.region}>
    {children}
    {model.step.value === 'ask' ? <AskStep model={model} who={who} /> : <CodeStep model={model} who={who} />}
  </section>
)
