import { computed } from '@preact/signals-core'
import type { Call } from '../api'
import type { PanelModel } from '../model/panel'
import { createSignIn } from '../model/sign-in'
import { SignIn } from '../view/sign-in'

/** The way into the panel, loaded only when it is needed: a session lasts a month. */
export const createSigningIn = ({ user, session }: PanelModel, call: Call) => {
  const model = createSignIn({
    call,
    claimed: computed(() => user.value && { teammateId: user.value.id }),
    purpose: 'panel',
    onSignedIn: session.signedIn,
  })
  return ({ hasExpired }: { hasExpired: boolean }) => (
    <SignIn model={model} who={user.value?.name ?? ''}>
      <h1>{hasExpired ? 'Your session has ended' : 'Sign in to Baton'}</h1>
      <p>
        Signing in as <b dir="auto">{user.value?.name}</b>
      </p>
      {hasExpired && <p class="muted">What you wrote is still here.</p>}
    </SignIn>
  )
}
export type SigningIn = ReturnType<typeof createSigningIn>
