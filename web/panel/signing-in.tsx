import { computed } from '@preact/signals-core'
import type { Call } from '../api'
import type { PanelModel } from '../model/panel'
import { createSignIn } from '../model/sign-in'
import { tMore } from '../text/more'
import { SignIn } from '../view/sign-in'

/** The way into the panel, loaded only when it is needed: a session lasts a month. */
export const createSigningIn = ({ user, session }: PanelModel, call: Call) => {
  const model = createSignIn({
    call,
    claimed: computed(() => user.value && { teammateId: user.value.id }),
    purpose: 'panel',
    onSignedIn: session.signedIn,
  })
  return ({ hasExpired }: { hasExpired: boolean }) => {
    const words = tMore().signIn
    return (
      <SignIn model={model} who={user.value?.name ?? ''}>
        <h1>{hasExpired ? words.ended : words.title}</h1>
        <p>
          {words.as} <b dir="auto">{user.value?.name}</b>
        </p>
        {hasExpired && <p class="muted">{words.kept}</p>}
      </SignIn>
    )
  }
}
