import type { ConversationModel } from '../model/conversation'
import type { PanelModel } from '../model/panel'
import { Button } from '../view/button'
import { Calm, Loading } from '../view/calm'
import { Conversation } from '../view/conversation'
import { Dock, OfflineStrip, Outcome, ReloadStrip } from '../view/dock'
import { NoteCard } from '../view/note-card'
import type { SigningIn } from './signing-in'

interface Props {
  model: PanelModel
  /** Null: not loaded. */
  SigningIn: SigningIn | null
  isOutdated: boolean
  reload: () => void
}

/** A session that ended in the middle of a note leaves the note where it is. */
const SignedOut = ({ model, SigningIn, hasExpired }: Props & { hasExpired: boolean }) => {
  const open = model.conversation.value
  const view = open?.view.value
  return (
    <>
      {SigningIn ? <SigningIn hasExpired={hasExpired} /> : <Loading />}
      {open && view && open.note.isEdited.value && (
        <NoteCard note={open.note} now={model.now.value} urgency={view.urgency} />
      )}
    </>
  )
}

const SignedIn = ({ model }: { model: PanelModel }) => {
  const selected = model.selection.value
  const open = model.conversation.value
  if (selected.length === 0) return <Calm>Open a conversation to see who owns it and who could.</Calm>
  if (selected.length > 1)
    return (
      <Calm>
        {selected.length} conversations are selected. Baton hands over one at a time for now: open the one you mean.
      </Calm>
    )
  return open ? (
    <Conversation key={selected[0]} model={open} now={model.now.value} openWhy={model.openWhy} />
  ) : (
    <Loading />
  )
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

/** Once: an action that failed for that says it already. */
const saysOffline = (open: ConversationModel | null) =>
  open?.problem.value?.code === 'offline' && open.failure.value?.problem.code !== 'offline'

const Inside = (props: Props) => {
  const { model, isOutdated, reload } = props
  const state = model.session.state.value
  const open = model.conversation.value
  return (
    <>
      {state.kind === 'checking' &&
        (state.isOffline ? <Calm>Baton cannot be reached right now. Trying again…</Calm> : <Loading />)}
      {state.kind === 'signed out' && <SignedOut {...props} hasExpired={state.hasExpired} />}
      {state.kind === 'signed in' && (
        <>
          <SignedIn model={model} />
          <Foot model={model} name={state.me.teammate.name} />
        </>
      )}
      <Dock>
        {open && state.kind === 'signed in' && (
          <Outcome key={model.selection.value[0]} model={open} now={model.now.value} />
        )}
        {state.kind === 'signed in' && saysOffline(open) && <OfflineStrip />}
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
        Add this address as a custom integration in Missive, and it opens beside your conversations.
      </Calm>
    )
  return <Inside {...props} />
}
