import type { FunctionComponent } from 'preact'
import type { ConversationModel } from '../model/conversation'
import type { PanelModel } from '../model/panel'
import { t } from '../text/language'
import { Button } from '../view/button'
import { Calm, Loading } from '../view/calm'
import { Conversation } from '../view/conversation'
import { Dock, OfflineStrip, ReloadStrip } from '../view/dock'
import { later } from '../view/later'

export interface AppProps {
  model: PanelModel
  /** What is loaded when it is needed. */
  parts: {
    SigningIn: FunctionComponent<{ hasExpired: boolean }>
    Work: FunctionComponent
    Several: FunctionComponent
    Why: FunctionComponent
    /** For managers. */
    Attention: FunctionComponent
  }
  isOutdated: boolean
  reload: () => void
}

export const Outcome = later(async () => (await import('../view/parts/outcome')).Outcome)
const NoteCard = later(async () => (await import('../view/parts/note-card')).NoteCard)
const Outside = later(async () => (await import('./outside')).Outside)

/** A session that ended in the middle of a note leaves the note where it is. */
const SignedOut = ({ model, parts: { SigningIn }, hasExpired }: AppProps & { hasExpired: boolean }) => {
  const open = model.conversation.value
  const view = open?.view.value
  return (
    <>
      <SigningIn hasExpired={hasExpired} />
      {open && view && open.note.isEdited.value && (
        <NoteCard note={open.note} now={model.now.value} urgency={view.urgency} />
      )}
    </>
  )
}

const SignedIn = ({ model, parts }: AppProps) => {
  const { Work, Several, Why } = parts
  const selected = model.selection.value
  const open = model.conversation.value
  if (model.page.value?.kind === 'why') return <Why />
  if (model.page.value || selected.length === 0) return <Work />
  if (selected.length > 1) return <Several />
  return open ? <Conversation key={selected[0]} model={open} panel={model} /> : <Loading />
}

const Foot = ({ model, name }: { model: PanelModel; name: string }) => (
  <footer class="line muted">
    <span class="grow cut" dir="auto">
      {name}
    </span>
    <Button look="link" onClick={model.session.signOut}>
      {t().signOut}
    </Button>
  </footer>
)

/** Once: an action that failed for that says it already. */
const saysOffline = (open: ConversationModel | null) =>
  open?.problem.value?.code === 'offline' && open.failure.value?.problem.code !== 'offline'

const Inside = (props: AppProps) => {
  const { model, isOutdated, reload } = props
  const { Attention } = props.parts
  const state = model.session.state.value
  const open = model.conversation.value
  return (
    <>
      {state.kind === 'checking' && (state.isOffline ? <Calm>{t().absent.offline}</Calm> : <Loading />)}
      {state.kind === 'signed out' && <SignedOut {...props} hasExpired={state.hasExpired} />}
      {state.kind === 'signed in' && (
        <>
          <SignedIn {...props} />
          {state.me.access !== 'member' && <Attention />}
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

export const App = (props: AppProps) => {
  const place = props.model.place.value
  if (place === 'arriving') return <Loading />
  return place === 'outside' ? <Outside address={location.href} /> : <Inside {...props} />
}
