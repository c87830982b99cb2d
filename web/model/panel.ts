import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { ConversationId, TeammateId } from '../../shared/ids'
import type { Person } from '../../shared/panel-api'
import type { Call } from '../api'
import type { Host, HostUser } from '../host'
import type { Timers } from '../timers'
import { type ConversationModel, createConversation } from './conversation'
import { createKeptNotes } from './kept-notes'
import type { ServerClock } from './server-clock'
import type { SessionModel, TokenKeep } from './session'

/** Without an answer from Missive in this time the page says that it belongs inside Missive. */
const MISSIVE_ANSWERS_WITHIN_MS = 5_000
const SESSION_KEY = 'session'
/** Conversations whose state outlives a change of selection; what was written in older ones is in the store. */
const REMEMBERED = 20

/** The panel's token lives in Missive's store, for this person alone. */
export const keepInHost = (host: Pick<Host, 'read' | 'write'>): TokenKeep => ({
  read: async () => {
    const stored = await host.read(SESSION_KEY)
    return typeof stored === 'string' && stored !== '' ? stored : null
  },
  write: (token) => host.write(SESSION_KEY, token),
})

export interface PanelDeps {
  host: Host
  call: Call
  timers: Timers
  isVisible: ReadonlySignal<boolean>
  clock: ServerClock
  session: SessionModel
  /** Where Baton stands: `https://baton.example`. */
  origin: string
}

/** What is shown instead of the selection; it goes when the selection changes. */
export type OpenPage = { kind: 'why'; id: string } | { kind: 'work'; teammateId: TeammateId; name: string }

/** The sidebar page: where it stands, who is signed in, which conversation is open. */
export const createPanel = ({ host, call, timers, isVisible, clock, session, origin }: PanelDeps) => {
  const place = signal<'arriving' | 'inside' | 'outside'>('arriving')
  const user = signal<HostUser | null>(null)
  const selection = signal<readonly ConversationId[]>([])
  const conversation = signal<ConversationModel | null>(null)
  const page = signal<OpenPage | null>(null)
  let hasRead = false
  const notes = createKeptNotes({ timers, read: host.read, write: host.write })
  const models = new Map<ConversationId, ConversationModel>()

  const me = computed<Person | null>(() =>
    session.state.value.kind === 'signed in' ? session.state.value.me.teammate : null,
  )

  /** Missive's methods act on what is selected when it hears of them: nothing is sent once that is another one. */
  const inMissive = (id: ConversationId) => {
    const isOpen = () => selection.peek().length === 1 && selection.peek()[0] === id
    return {
      reply: (html: string) => {
        if (isOpen()) host.reply(html)
      },
      removeAssignees: (ids: readonly TeammateId[]) => {
        if (isOpen() && ids.length > 0) host.removeAssignees(ids)
      },
    }
  }

  const modelOf = (id: ConversationId): ConversationModel => {
    const deps = { call, timers, isVisible, now: clock.now, me, notes, inMissive }
    const model = models.get(id) ?? createConversation(deps, id)
    models.delete(id)
    models.set(id, model)
    for (const oldest of [...models.keys()].slice(0, -REMEMBERED)) models.delete(oldest)
    return model
  }

  const open = () => {
    const [id, ...more] = selection.peek()
    conversation.value = hasRead && id && more.length === 0 ? modelOf(id) : null
  }

  effect(() => (me.value ? conversation.value?.watch() : undefined))

  const arrive = async (): Promise<void> => {
    timers.after(MISSIVE_ANSWERS_WITHIN_MS, () => {
      if (place.peek() === 'arriving') place.value = 'outside'
    })
    user.value = await host.me()
    place.value = user.peek() ? 'inside' : 'outside'
  }

  return {
    place,
    user,
    selection,
    /** The one that is selected; null: none or several, or what was written before is not read yet. */
    conversation,
    session,
    now: clock.now,
    start: async () => {
      clock.start()
      host.onSelection((ids) => {
        // Missive may say the same selection twice.
        if (String(ids) === String(selection.peek())) return
        page.value = null
        selection.value = ids
        open()
      })
      await arrive()
      const claimed = user.peek()?.id
      if (!claimed) return
      await notes.load()
      hasRead = true
      open()
      await session.restore(claimed)
    },
    page,
    navigate: host.navigate,
    openWhy: (id: string) => {
      page.value = { kind: 'why', id }
    },
    /** In a tab of its own. */
    openWhyOutside: (id: string) => host.openUrl(`${origin}/why/${encodeURIComponent(id)}`),
    openLeftOut: () => host.openUrl(`${origin}/admin/#left-out`),
    /** Before the page is loaded anew. */
    save: notes.save,
  }
}
export type PanelModel = ReturnType<typeof createPanel>
