import { batch, computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { missingFields } from '../../shared/note'
import { panelApi as api, type ConversationView } from '../../shared/panel-api'
import type { Answer, Call, Problem } from '../api'
import type { Timers } from '../timers'
import type { KeptNotes } from './kept-notes'
import { createNote } from './note'
import { createPoll } from './poll'
import { createSuggestions } from './suggestions'

const REFRESH_MS = 2_000

/** What a person asked for; `name` as people read it. */
export type Wish = { kind: 'assign'; to: TeammateId; name: string } | { kind: 'take' } | { kind: 'undo' }

export interface ConversationDeps {
  call: Call
  timers: Timers
  isVisible: ReadonlySignal<boolean>
  now: ReadonlySignal<Date>
  /** Who is signed in; null: nobody. */
  meId: ReadonlySignal<TeammateId | null>
  notes: KeptNotes
}

/**
 * One conversation as the panel shows it, with its note. A late answer can only reach the model of the conversation that
 * it was asked for; within it, one that was asked for before an own change shows nothing.
 */
export const createConversation = (deps: ConversationDeps, id: ConversationId) => {
  const { call, timers, isVisible, now, meId, notes } = deps
  const view = signal<ConversationView | null>(null)
  const problem = signal<Problem | null>(null)
  const doing = signal<Wish | null>(null)
  const failure = signal<{ wish: Wish; problem: Problem } | null>(null)
  /** Brings the note back that was sent last. */
  let bringBack = () => {}
  /** Own changes so far: what was asked for before the latest one is stale whenever it comes. */
  let changes = 0

  const suggestions = createSuggestions(computed(() => view.value?.suggestions ?? null))
  const note = createNote({
    draft: computed(() => view.value?.draft ?? null),
    suggested: suggestions.suggested,
    edits: notes.of(id),
    keep: (edits) => notes.keep(id, edits),
  })

  const others = computed(() => view.value?.owners.filter((owner) => owner.id !== meId.value) ?? [])
  const isMine = computed(() => view.value?.owners.length === 1 && others.value.length === 0)

  const refresh = async (): Promise<boolean> => {
    const asked = changes
    const answer = await call(api.conversation, { id }, {})
    if (asked !== changes) return true
    problem.value = answer.ok ? null : answer.problem
    if (answer.ok) {
      view.value = answer.value
      if (answer.value.trail[0]?.kind === 'dropped') {
        bringBack()
        bringBack = () => {}
      }
    }
    // What cannot be seen any more must not be acted on; without a connection the last known stays.
    else if (answer.problem.code === 'not_found' || answer.problem.code === 'not_allowed') view.value = null
    return answer.ok
  }
  const poll = createPoll({ timers, isVisible, everyMs: REFRESH_MS, ask: refresh })

  const settle = (wish: Wish, answer: Answer<unknown>) => {
    doing.value = null
    if (answer.ok) {
      bringBack = note.clear()
      suggestions.release()
      return
    }
    // Signing in again says what is wrong, and mends it.
    if (answer.problem.code !== 'signed_out') failure.value = { wish, problem: answer.problem }
    const field = answer.problem.missing[0]
    if (field) note.ask(field)
  }

  const carryOut = async (wish: Wish, send: () => Promise<Answer<unknown>>): Promise<void> => {
    doing.value = wish
    failure.value = null
    const answer = await send()
    changes++
    batch(() => settle(wish, answer))
    void poll.soon()
  }

  /** Whether the note can go to this teammate; when not, the first empty field is pointed at. */
  const isReadyFor = (to: TeammateId): boolean => {
    const field = missingFields(note.noteFor(to))[0]
    note.choose(to)
    if (field) note.ask(field)
    return !field
  }

  const assign = async (to: TeammateId, name: string, reopen = false): Promise<void> => {
    if (doing.peek() || !isReadyFor(to)) return
    const body = { to, note: note.noteFor(to), drafted: note.drafted.peek(), acknowledged: [], reopen }
    await carryOut({ kind: 'assign', to, name }, () => call(api.handOff, { id }, body))
  }

  const take = async (reopen = false): Promise<void> => {
    const me = meId.peek()
    if (!me || doing.peek()) return
    const needsNote = others.peek().length > 0
    if (needsNote && !isReadyFor(me)) return
    const sendsNote = needsNote || (note.isEdited.peek() && missingFields(note.noteFor(me)).length === 0)
    if (sendsNote) note.choose(me)
    const written = sendsNote ? { note: note.noteFor(me), drafted: note.drafted.peek() } : { note: null, drafted: [] }
    await carryOut({ kind: 'take' }, () => call(api.take, { id }, { ...written, acknowledged: [], reopen }))
  }

  const undo = async (): Promise<void> => {
    const offered = view.peek()?.undo
    if (!offered || doing.peek()) return
    await carryOut({ kind: 'undo' }, () => call(api.undo, { id: offered.handoffId }, {}))
  }

  return {
    view,
    /** Why the latest answer is missing; what is shown is then the last one known. */
    problem,
    suggestions,
    note,
    others,
    isMine,
    doing,
    failure,
    /** The conversation was closed meanwhile: what was asked for can be had by reopening it. */
    offersReopen: computed(() => failure.value?.problem.code === 'closed'),
    /** Whole seconds in which the reader's latest handoff can be taken back; null: it cannot. */
    undoSeconds: computed(() => {
      const left = view.value?.undo ? Math.ceil((+view.value.undo.until - +now.value) / 1000) : 0
      return left > 0 ? left : null
    }),
    assign,
    take,
    undo,
    reopenAndRetry: async () => {
      const wish = failure.peek()?.wish
      if (wish?.kind === 'assign') await assign(wish.to, wish.name, true)
      if (wish?.kind === 'take') await take(true)
    },
    dismiss: () => {
      failure.value = null
    },
    /** Keeps the view current from now on; gives what ends that. */
    watch: () => {
      const stop = poll.start()
      return () => {
        stop()
        // A list that goes while it is pointed at never hears that the pointer has left.
        suggestions.release()
      }
    },
  }
}
export type ConversationModel = ReturnType<typeof createConversation>
