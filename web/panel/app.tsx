import type { ConversationModel } from '../model/conversation'
import type { PanelModel } from '../model/panel'
import { Button } from '../view/button'
import { Calm, Loading } from '../view/calm'
import { Conversation } from '../view/conversation'
import { Dock, OfflineStrip, Outcome, ReloadStrip } from '../view/dock'
import { NoteCard } from '../view/note-card'
import { SignIn } from '../view/sign-in'

interface Props {
  model: PanelModel
  isOutdated: boolean
  reload: () => void
}

const SignInHere = ({ model, hasExpired }: { model: PanelModel; hasExpired: boolean }) => (
  <SignIn model={model.signIn} who={model.user.value?.name ?? ''}>
    <h1>{hasExpired ? 'Your session has ended' : 'Sign in to Baton'}</h1>
    <p>
      Signing in as <b dir="auto">{model.user.value?.name}</b>
    </p>
    {hasExpired && <p class="muted">What you wrote is still here.</p>}
  </SignIn>
)

/** A session that ended in the middle of a note leaves the note where it is. */
const SignedOut = ({ model, hasExpired }: { model: PanelModel; hasExpired: boolean }) => {
  const open = model.conversation.value
  const view = open?.view.value
  return (
    <>
      <SignInHere model={model} hasExpired={hasExpired} />
      {open && view && open.note.isEdited.value && <NoteCard note={open.note} now={model.now.value} urgency={view.urgency} />}
    </>
  )
}

const SignedIn = ({ model }: { model: PanelModel }) => {
  const selected = model.selection.value
  const open = model.conversation.value
  if (selected.length === 0) return <Calm>Open a conversation to see who owns it and who could.</Calm>
  if (selected.length > 1) return <Calm>{selected.length} conversations are selected. Baton hands over one at a time for now: open the one you mean.</Calm>
  return open ? <Conversation key={selected[0]} model={open} now={model.now.value} openWhy={model.openWhy} /> : <Loading />
}

const Foot = ({ model, name }: { model: PanelModel; name: string }) => (
  <footer class="line muted">
    <span class="grow cut" dir="auto">
      {name}
    </span>
    <Button look="link" onClick={model.session.signOut}>
      Sign out
    </Button>
  </footer>
)

const isOffline = (open: ConversationModel | null) => open?.problem.value?.code === 'offline'

const Inside = ({ model, isOutdated, reload }: Props) => {
  const state = model.session.state.value
  const open = model.conversation.value
  return (
    <>
      {state.kind === 'checking' && (state.isOffline ? <Calm>Baton cannot be reached right now. Trying again…</Calm> : <Loading />)}
      {state.kind === 'signed out' && <SignedOut model={model} hasExpired={state.hasExpired} />}
      {state.kind === 'signed in' && (
        <>
          <SignedIn model={model} />
          <Foot model={model} name={state.me.teammate.name} />
        </>
      )}
      <Dock>
        {open && state.kind === 'signed in' && <Outcome key={model.selection.value[0]} model={open} now={model.now.value} />}
        {state.kind === 'signed in' && isOffline(open) && <OfflineStrip />}
        {isOutdated && <ReloadStrip reload={reload} />}
      </Dock>
    </>
  )
}

export const App = (props: Props) => {
  const place = props.model.place.value
  if (place === 'arriving') return <Loading />
  if (place === 'outside')
    return (
      <Calm title="This is Baton's panel for Missive">
        It gives each conversation one owner. Add this address as a custom integration in Missive, and it opens beside your conversations.
      </Calm>
    )
  return <Inside {...props} />
}
