import { batch, computed, effect, signal } from '@preact/signals'
import type { Act, NewMail } from '../../host-acts'
import type { DeskView, ShownPerson } from '../../host-view'
import type { Notice } from '../../notices'
import { get, send } from './call'
import { remembered } from './remembered'

export interface Setup {
  /** Another one with each start of the server. */
  run: string
  organization: string
  people: ShownPerson[]
  teams: { id: string; name: string; members: string[]; observers: string[] }[]
  labels: { id: string; name: string }[]
}

const POLL_MS = 700
const NOTICE_MS = 9000

type WithoutConversation<T> = T extends { conversation: string } ? Omit<T, 'conversation'> : never
export type SelectionAct = WithoutConversation<Act>

/** What is written under a conversation. */
export type Writing = 'reply' | 'comment'

/** What the host page knows and does, for the person who looks. */
export const createDesk = (setup: Setup) => {
  const [firstPerson] = setup.people
  if (!firstPerson) throw new Error('Nobody works here')
  const viewerId = remembered<string>('viewer', firstPerson.id)
  if (!setup.people.some(({ id }) => id === viewerId.peek())) viewerId.value = firstPerson.id
  const theme = remembered<'light' | 'dark'>('theme', 'light')
  const panelWidth = signal(350)
  const isPanelOpen = signal(true)
  const mailbox = signal('inbox')
  const selection = signal<string[]>([])
  const view = signal<DeskView | null>(null)
  const toasts = signal<Notice[]>([])
  const problem = signal<string | null>(null)
  /** What is being written: a draft for each conversation survives a look at another. */
  const drafts = signal<Record<string, string>>({})
  const writing = signal<Writing>('reply')

  const viewer = computed(() => setup.people.find(({ id }) => id === viewerId.value) ?? firstPerson)
  const openId = computed(() => (selection.value.length === 1 ? (selection.value[0] ?? null) : null))
  const ownTeams = computed(() =>
    setup.teams.filter((team) => [...team.members, ...team.observers].includes(viewerId.value)),
  )

  const seen = new Map<string, number>()
  let asked = 0
  let shown = ''

  const showNotices = ({ notices, latestNotice }: DeskView) => {
    // What happened before this page looked as this person is history, not news.
    const isNews = seen.has(viewerId.peek())
    seen.set(viewerId.peek(), latestNotice)
    if (!isNews || notices.length === 0) return
    toasts.value = [...toasts.value, ...notices].slice(-4)
    for (const notice of notices) setTimeout(() => dismiss(notice), NOTICE_MS)
  }

  const dismiss = (notice: Notice) => {
    toasts.value = toasts.value.filter((toast) => toast !== notice)
  }

  const refresh = async () => {
    asked += 1
    const turn = asked
    const as = viewerId.peek()
    const notices = String(seen.get(as) ?? 0)
    const query = { as, mailbox: mailbox.peek(), conversation: openId.peek() ?? '', notices }
    const answer = await get<DeskView>('desk', query).catch(() => null)
    if (turn !== asked) return
    if (!answer) {
      problem.value = 'The small Missive does not answer. Is the server running?'
      return
    }
    showNotices(answer)
    const text = JSON.stringify(answer)
    if (text === shown) return
    shown = text
    batch(() => {
      view.value = answer
      problem.value = null
    })
  }

  const attempt = async (deed: () => Promise<unknown>): Promise<boolean> => {
    try {
      await deed()
      problem.value = null
      return true
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error)
      return false
    } finally {
      void refresh()
    }
  }

  const as = () => ({ as: viewerId.peek() })

  /** Does something to everything that is selected. */
  const act = (deed: SelectionAct) =>
    attempt(() => Promise.all(selection.peek().map((conversation) => send('act', as(), { ...deed, conversation }))))

  const select = (ids: string[]) =>
    batch(() => {
      writing.value = 'reply'
      selection.value = ids
    })

  const lookAs = (id: string) =>
    batch(() => {
      viewerId.value = id
      toasts.value = []
      view.value = null
      select([])
      mailbox.value = firstMailbox()
    })

  const firstMailbox = () => {
    const [team] = ownTeams.peek()
    return team ? `open:${team.id}` : 'inbox'
  }

  mailbox.value = firstMailbox()
  effect(() => {
    document.documentElement.dataset.theme = theme.value
  })
  effect(() => {
    void [viewerId.value, mailbox.value, openId.value]
    void refresh()
  })
  setInterval(() => {
    if (!document.hidden) void refresh()
  }, POLL_MS)

  return {
    setup,
    viewer,
    theme,
    panelWidth,
    isPanelOpen,
    mailbox,
    selection,
    openId,
    view,
    toasts,
    problem,
    drafts,
    writing,
    ownTeams,
    act,
    select,
    lookAs,
    dismiss,
    openMailbox: (id: string) =>
      batch(() => {
        mailbox.value = id
        select([])
      }),
    toggleSelected: (id: string) => {
      const isIn = selection.peek().includes(id)
      select(isIn ? selection.peek().filter((one) => one !== id) : [...selection.peek(), id])
    },
    newMail: (mail: NewMail) => attempt(() => send('mail', as(), mail)),
    letMailArrive: (isOn: boolean) => attempt(() => send('stream', as(), { isOn })),
    ask: <T>(what: string, query: Record<string, string> = {}) => get<T>(`js/${what}`, { ...as(), ...query }),
  }
}
export type Desk = ReturnType<typeof createDesk>
