import type { ComponentChildren } from 'preact'
import type { Shown, Tab } from '../model/page'
import { Button } from './button'
import { Calm, Loading } from './calm'
import { Dock, OfflineStrip, ReloadStrip } from './dock'
import { SignIn } from './sign-in'

interface ContentProps<T> {
  of: Shown<T>
  /** What stands where the reader may not see it. */
  notAllowed: string
  children: (content: T) => ComponentChildren
}

/** What the server answered, or what stands in its way. */
export const Content = <T,>({ of, notAllowed, children }: ContentProps<T>) => {
  const content = of.content.value
  const problem = of.problem.value
  if (content) return <>{children(content)}</>
  if (problem?.code === 'not_allowed') return <Calm title={notAllowed}>{problem.message}</Calm>
  return problem ? <Calm title="Nothing to show">{problem.message}</Calm> : <Loading />
}

interface Props {
  tab: Tab
  title: string
  /** Where else on this page one can go. */
  places?: ComponentChildren
  /** The part that is looked at could not be asked for. */
  isOffline: boolean
  children: ComponentChildren
}

const Signed = ({ tab, title, places, children }: Props) => {
  const { session } = tab
  const state = session.state.value
  if (state.kind === 'checking')
    return state.isOffline ? <Calm>Baton cannot be reached right now. Trying again…</Calm> : <Loading />
  if (state.kind === 'signed out')
    return (
      <SignIn model={tab.signIn} who={null}>
        <h1>{state.hasExpired ? 'Your session has ended' : 'Sign in to Baton'}</h1>
        <p class="muted">With the e-mail address that you use in Missive.</p>
      </SignIn>
    )
  return (
    <>
      <header class="line">
        <span>
          <b>Baton</b> <span class="muted">{title}</span>
        </span>
        <div class="grow">{places}</div>
        <span class="muted cut" dir="auto">
          {state.me.teammate.name}
        </span>
        <Button look="link" onClick={session.signOut}>
          Sign out
        </Button>
      </header>
      {children}
    </>
  )
}

/** A page in a browser tab: the way in, who is signed in, what the page is about, and what stands in its way. */
export const TabPage = (props: Props) => (
  <>
    <Signed {...props} />
    <Dock>
      {props.isOffline && <OfflineStrip />}
      {props.tab.isOutdated.value && <ReloadStrip reload={() => location.reload()} />}
    </Dock>
  </>
)
