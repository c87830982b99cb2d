import type { ComponentChildren } from 'preact'
import type { Page } from '../model/page'
import { Button } from './button'
import { Calm, Loading } from './calm'
import { Dock, OfflineStrip, ReloadStrip } from './dock'
import { SignIn } from './sign-in'

interface Props<T> {
  page: Page<T>
  title: string
  /** What stands where the reader may not see the page. */
  notAllowed: string
  children: (content: T) => ComponentChildren
}

const Content = <T,>({ page, notAllowed, children }: Omit<Props<T>, 'title'>) => {
  const content = page.content.value
  const problem = page.problem.value
  if (content) return <>{children(content)}</>
  if (problem?.code === 'not_allowed') return <Calm title={notAllowed}>{problem.message}</Calm>
  return problem ? <Calm title="Nothing to show">{problem.message}</Calm> : <Loading />
}

const Signed = <T,>({ page, title, notAllowed, children }: Props<T>) => {
  const { session } = page
  const state = session.state.value
  if (state.kind === 'checking')
    return state.isOffline ? <Calm>Baton cannot be reached right now. Trying again…</Calm> : <Loading />
  if (state.kind === 'signed out')
    return (
      <SignIn model={page.signIn} who={null}>
        <h1>{state.hasExpired ? 'Your session has ended' : 'Sign in to Baton'}</h1>
        <p class="muted">With the e-mail address that you use in Missive.</p>
      </SignIn>
    )
  return (
    <>
      <header class="line">
        <span class="grow">
          <b>Baton</b> <span class="muted">{title}</span>
        </span>
        <span class="muted cut" dir="auto">
          {state.me.teammate.name}
        </span>
        <Button look="link" onClick={session.signOut}>
          Sign out
        </Button>
      </header>
      <Content page={page} notAllowed={notAllowed}>
        {children}
      </Content>
    </>
  )
}

/** A page in a browser tab: the way in, who is signed in, what the page is about, and what stands in its way. */
export const TabPage = <T,>(props: Props<T>) => (
  <>
    <Signed {...props} />
    <Dock>
      {props.page.problem.value?.code === 'offline' && <OfflineStrip />}
      {props.page.isOutdated.value && <ReloadStrip reload={() => location.reload()} />}
    </Dock>
  </>
)
