import { batch, computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Guard } from '../../shared/guard-api'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { ownerApi, type WholeView } from '../../shared/owner-api'
import type { Person } from '../../shared/panel-api'
import type { Answer, Call, Problem } from '../api'
import type { Timers } from '../timers'
import { asExpected, type Deed, type Going, objectionTo } from './deed'
import type { KeptNotes } from './kept-notes'
import { createNote } from './note'
import { createPoll } from './poll'
import { createSuggestions } from './suggestions'

const REFRESH_MS = 2_000

export interface ConversationDeps {
  call: Call
  timers: Timers
  isVisible: ReadonlySignal<boolean>
  now: ReadonlySignal<Date>
  /** Who is signed in; null: nobody. */
  me: ReadonlySignal<Person | null>
  notes: KeptNotes
  /** What only Missive can do, in the conversation that is open there. */
  inMissive: (id: ConversationId) => InMissive
}

export interface InMissive {
  reply: (html: string) => void
  removeAssignees: (ids: readonly TeammateId[]) => void
}

/** Forms that a person opens under a conversation, one at a time. */
export type FormName = 'escalate' | 'queue' | 'no owner' | 'ask' | 'give back' | 'preview' | 'matter'

const GOING: Going = { acknowledged: [], reopen: false }

/**
 * One conversation as the panel shows it, with its note. A late answer can only reach the model of the conversation that
 * it was asked for; within it, one that was asked for before an own change shows nothing.
 */
export const createConversation = (deps: ConversationDeps, id: ConversationId) => {
  const { call, timers, isVisible, now, me, notes } = deps
  const known = signal<WholeView | null>(null)
  const problem = signal<Problem | null>(null)
  const doing = signal<Deed | null>(null)
  /** Done as far as the reader is concerned, and not seen in an answer yet. */
  const expected = signal<Deed | null>(null)
  const failure = signal<{ deed: Deed; going: Going; problem: Problem } | null>(null)
  /** What stands against something that the reader asked for; it waits for their answer. */
  const guarded = signal<{ deed: Deed; going: Going; guards: readonly Guard[] } | null>(null)
  const form = signal<FormName | null>(null)
  const showsEarlier = signal(false)
  /** Who got it from somebody else while the reader wrote; their note waits. */
  const overtakenBy = signal<Person | null>(null)
  /** Brings the note back that was sent last. */
  let bringBack = () => {}
  /** Own changes so far: what was asked for before the latest one is stale whenever it comes. */
  let changes = 0
  /** Of them, how many are finished in Missive too. */
  let finished = 0
  const inMissive = deps.inMissive(id)

  const view = computed(() => asExpected(known.value, expected.value, me.value, now.peek()))
  const suggestions = createSuggestions(computed(() => known.value?.suggestions ?? null))
  const note = createNote({
    draft: computed(() => known.value?.draft ?? null),
    suggested: suggestions.suggested,
    edits: notes.of(id),
    keep: (edits) => notes.keep(id, edits),
  })

  const meId = () => me.value?.id
  const others = computed(() => view.value?.owners.filter((owner) => owner.id !== meId()) ?? [])
  const isMine = computed(() => view.value?.owners.length === 1 && others.value.length === 0)

  const noticeOvertaking = (before: WholeView | null, after: WholeView) => {
    const [owner] = after.owners
    if (!before || !owner || owner.id === me.peek()?.id) return
    if (before.owners[0]?.id !== owner.id && note.isEdited.peek()) overtakenBy.value = owner
  }

  /** Whom Missive's API left, the panel of who acted takes off, once. */
  const finishRemoving = ({ removeInMissive, trail: [latest] }: WholeView) => {
    if (removeInMissive.length === 0 || changes === finished || latest?.by?.id !== me.peek()?.id) return
    finished = changes
    inMissive.removeAssignees(removeInMissive)
  }

  const show = (answer: WholeView) => {
    if (expected.peek()) expected.value = null
    else noticeOvertaking(known.peek(), answer)
    known.value = answer
    finishRemoving(answer)
    if (answer.trail[0]?.kind !== 'dropped') return
    bringBack()
    bringBack = () => {}
  }

  const refresh = async (): Promise<boolean> => {
    const asked = changes
    const answer = await call(ownerApi.conversation, { id }, {})
    if (asked !== changes || doing.peek()) return true
    batch(() => {
      problem.value = answer.ok ? null : answer.problem
      if (answer.ok) show(answer.value)
      // What cannot be seen any more must not be acted on; without a connection the last known stays.
      else if (answer.problem.code === 'not_found' || answer.problem.code === 'not_allowed') known.value = null
    })
    return answer.ok
  }
  const poll = createPoll({ timers, isVisible, everyMs: REFRESH_MS, ask: refresh })

  const settle = (deed: Deed, going: Going, answer: Answer<unknown>) => {
    doing.value = null
    if (answer.ok) {
      if (deed.sendsNote) bringBack = note.clear()
      if (deed.sendsNote) overtakenBy.value = null
      form.value = null
      suggestions.release()
      return
    }
    expected.value = null
    fail(deed, going, answer.problem)
  }

  const fail = (deed: Deed, going: Going, problem: Problem) => {
    if (problem.guards.length > 0) guarded.value = { deed, going, guards: problem.guards }
    // Signing in again says what is wrong, and mends it.
    else if (problem.code !== 'signed_out') failure.value = { deed, going, problem }
    const field = problem.missing[0]
    if (field) note.ask(field)
  }

  /** What would be refused is said before it is sent. */
  const isRefused = (deed: Deed, going: Going): boolean => {
    const { refused, guards } = objectionTo(known.peek(), deed, going)
    const isObjectedTo = refused !== null || guards.length > 0
    if (isObjectedTo)
      fail(deed, going, {
        code: 'no_authority',
        message: refused ?? '',
        missing: [],
        guards: refused ? [] : [...guards],
      })
    return isObjectedTo
  }

  /** Shows it as done at once; an answer that refuses it takes that back, and says why. */
  const carryOut = async (deed: Deed, going: Going = GOING): Promise<void> => {
    if (doing.peek() || isRefused(deed, going)) return
    batch(() => {
      guarded.value = null
      doing.value = deed
      expected.value = deed
      failure.value = null
    })
    const answer = await deed.send(going)
    changes++
    batch(() => settle(deed, going, answer))
    void poll.soon()
  }

  return {
    id,
    view,
    /** Why the latest answer is missing; what is shown is then the last one known. */
    problem,
    suggestions,
    note,
    others,
    isMine,
    doing,
    failure,
    guarded,
    form,
    open: (name: FormName | null) => {
      form.value = name
    },
    showsEarlier,
    overtakenBy,
    /** Whole seconds in which the reader's latest handoff can be taken back; null: it cannot. */
    undoSeconds: computed(() => {
      const left = view.value?.undo ? Math.ceil((+view.value.undo.until - +now.value) / 1000) : 0
      return left > 0 ? left : null
    }),
    carryOut,
    call,
    me,
    inMissive,
    /** Once more, with what the person has accepted meanwhile. */
    retry: async ({ acknowledged = [], reopen = false }: Partial<Going>) => {
      const stopped = guarded.peek() ?? failure.peek()
      if (!stopped) return
      const { deed, going } = stopped
      await carryOut(deed, {
        acknowledged: [...going.acknowledged, ...acknowledged],
        reopen: going.reopen || reopen,
      })
    },
    dismiss: () => {
      failure.value = null
      guarded.value = null
    },
    soon: () => void poll.soon(),
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
