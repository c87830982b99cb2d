import type { ComponentChildren } from 'preact'
import type { SignInModel } from '../model/sign-in'
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
        E-mail
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
      Send me a code
    </Button>
  </form>
)

const CodeStep = ({ model, who }: Omit<SignInProps, 'children'>) => {
  return (
    <form noValidate onSubmit={onSubmit(model.signIn)}>
      <p role="status">
        {model.sentAgain.value ? 'A new code is on its way. ' : ''}
        Look in Missive: the code stands in your private conversation with Baton and holds for ten minutes.
      </p>
      <label class="field">
        Code
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
          Sign in
        </Button>
        <Button look="quiet" onClick={model.askForCode}>
          Send a new code
        </Button>
        {who === null && (
          <Button look="quiet" onClick={model.startOver}>
            Other address
          </Button>
        )}
      </div>
    </form>
  )
}

export const SignIn = ({ model, who, children }: SignInProps) => (
  <section class="card sign-in" aria-label="Signing in">
    {children}
    {model.step.value === 'ask' ? <AskStep model={model} who={who} /> : <CodeStep model={model} who={who} />}
  </section>
)
