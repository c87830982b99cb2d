import { computed, signal } from '@preact/signals-core'
import type { Acknowledgement, Several } from '../../shared/desk-bodies'
import type { Guard } from '../../shared/guard-api'
import type { ConversationId } from '../../shared/ids'
import { panelApi } from '../../shared/panel-api'
import { type DraftNote, type SeveralDone, type SeveralRow, severalApi } from '../../shared/several-api'
import type { Answer, Call, Problem } from '../api'
import { createTexts } from './texts'

/** So many go at once, so that progress shows. */
const AT_ONCE = 5

type Sent = Several['rows'][number]

/** What became of one, by the last that was tried with it. */
type Result = Pick<SeveralDone['rows'][number], 'conversationId' | 'handoffId' | 'undoUntil'> & {
  problem: Pick<Problem, 'code' | 'message'> | null
  isUndone?: boolean
}

/** What is written for all, unless a row says its own; null: it cannot be handed over. */
const noteOf = ({ note }: SeveralRow, own: string | undefined, shared: string): DraftNote | null =>
  note && { ...note, whatsNeeded: own ?? (shared.trim() || note.whatsNeeded) }

/** Whom it goes to stays who was seen there, so that no click hands it to another. */
const asSeen = (seen: SeveralRow | undefined, now: SeveralRow): SeveralRow =>
  seen?.to && seen.to.id !== now.to?.id ? { ...seen, owner: now.owner, isClosed: now.isClosed } : now

const toggled = (ids: ReadonlySet<ConversationId>, id: ConversationId): ReadonlySet<ConversationId> => {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

/** Several conversations to hand over, each with its own note; what fails stays, with the reason. */
export const createRows = (call: Call) => {
  const rows = signal<readonly SeveralRow[]>([])
  /** What is needed in single rows. */
  const own = signal<ReadonlyMap<ConversationId, string>>(new Map())
  /** For all rows that have no text of their own. */
  const shared = signal('')
  const left = signal<ReadonlySet<ConversationId>>(new Set())
  /** Closed ones that the person chose to open again. */
  const reopened = signal<ReadonlySet<ConversationId>>(new Set())
  const results = signal<ReadonlyMap<ConversationId, Result>>(new Map())
  const isBusy = signal(false)
  const problem = signal<Problem | null>(null)
  const reason = createTexts(['reason'])

  const noteFor = (row: SeveralRow) => noteOf(row, own.value.get(row.conversationId), shared.value)
  const isDone = (row: SeveralRow) => results.value.get(row.conversationId)?.handoffId != null
  /** What the row still lacks: a person, or text. */
  const lacksText = (row: SeveralRow) => {
    const note = noteFor(row)
    return !note || note.why.trim() === '' || note.whatsNeeded.trim() === ''
  }
  /** It was closed before, or meanwhile, and can be handed over only if it is opened again. */
  const isClosed = (row: SeveralRow) =>
    row.isClosed || results.value.get(row.conversationId)?.problem?.code === 'closed'
  const staysClosed = (row: SeveralRow) => isClosed(row) && !reopened.value.has(row.conversationId)
  const open = computed(() => rows.value.filter((row) => !isDone(row) && !left.value.has(row.conversationId)))
  /** Somebody to go to, and nothing in the way. */
  const possible = computed(() => open.value.filter((row) => row.to && !row.problem))
  const closed = computed(() => possible.value.filter(staysClosed))
  const free = computed(() => possible.value.filter((row) => !staysClosed(row)))
  const lacking = computed(() => free.value.filter(lacksText))
  const ready = computed(() => free.value.filter((row) => !lacksText(row)))
  const guards = computed(() => {
    const byCode = new Map<Guard['code'], { sentence: string; count: number }>()
    for (const { code, sentence } of ready.value.flatMap((row) => row.guards))
      byCode.set(code, { sentence: byCode.get(code)?.sentence ?? sentence, count: (byCode.get(code)?.count ?? 0) + 1 })
    return byCode
  })

  const sentRow = (row: SeveralRow): Sent | null => {
    const note = noteFor(row)
    if (!row.to || !note) return null
    const isOwn = note.whatsNeeded !== row.note?.whatsNeeded
    return {
      conversationId: row.conversationId,
      to: row.to.id,
      note,
      drafted: isOwn ? ['why', 'byWhen', 'context'] : ['why', 'whatsNeeded', 'byWhen', 'context'],
      reopen: isClosed(row),
    }
  }

  const sent = (): Sent[] => ready.peek().flatMap((row) => sentRow(row) ?? [])

  const learn = (done: readonly Result[]) => {
    const known = new Map(results.peek())
    for (const result of done) known.set(result.conversationId, result)
    results.value = known
  }

  const acknowledged = (): Acknowledgement[] =>
    [...guards.peek().keys()].map((code) => ({ code, reason: reason.values.peek().reason.trim() }))

  /** Whether every guard is answered; when not, the reason is pointed at. */
  const isAnswered = () => guards.peek().size === 0 || reason.isReady()

  const sendPart = async (part: Sent[], answered: Acknowledgement[]): Promise<boolean> => {
    const answer: Answer<SeveralDone> = await call(
      severalApi.handOffSeveral,
      {},
      { rows: part, acknowledged: answered },
    )
    if (answer.ok) learn(answer.value.rows)
    else problem.value = answer.problem
    return answer.ok
  }

  /** Those that can still be taken back. */
  const undoable = (now: Date) =>
    [...results.value.values()].flatMap((result) => {
      const { handoffId, undoUntil } = result
      return handoffId && undoUntil && undoUntil > now ? [{ result, handoffId, undoUntil }] : []
    })

  return {
    rows,
    own,
    shared,
    left,
    reopened,
    results,
    isBusy,
    problem,
    reason,
    open,
    closed,
    lacking,
    ready,
    guards,
    noteFor,
    isDone,
    isClosed,
    lacksText,
    acknowledged,
    isAnswered,
    undoable,
    sent,
    learn,
    /** What was handed over stays so; what failed is looked at anew. */
    show: (next: readonly SeveralRow[]) => {
      rows.value = next
      results.value = new Map([...results.peek()].filter(([, { handoffId }]) => handoffId))
      problem.value = null
    },
    /** The same rows a little later. */
    refresh: (next: readonly SeveralRow[]) => {
      const seen = new Map(rows.peek().map((row) => [row.conversationId, row]))
      rows.value = next.map((row) => asSeen(seen.get(row.conversationId), row))
    },
    keepOnly: (ids: readonly ConversationId[]) => {
      rows.value = rows.peek().filter(({ conversationId }) => ids.includes(conversationId))
    },
    write: (id: ConversationId, text: string) => {
      own.value = new Map(own.peek()).set(id, text)
    },
    toggle: (id: ConversationId) => {
      left.value = toggled(left.peek(), id)
    },
    toggleReopened: (id: ConversationId) => {
      reopened.value = toggled(reopened.peek(), id)
    },
    /** Hands over what is ready; what was handed over stays so, whatever becomes of the rest. */
    send: async (): Promise<void> => {
      if (isBusy.peek() || !isAnswered()) return
      const all = sent()
      const answered = acknowledged()
      isBusy.value = true
      problem.value = null
      for (let from = 0; from < all.length; from += AT_ONCE)
        if (!(await sendPart(all.slice(from, from + AT_ONCE), answered))) break
      isBusy.value = false
    },
    /** Takes back what still can be; what cannot stays handed over, and says why. */
    undo: async (now: Date): Promise<void> => {
      if (isBusy.peek()) return
      isBusy.value = true
      problem.value = null
      for (const { result, handoffId } of undoable(now)) {
        const answer = await call(panelApi.undo, { id: handoffId }, {})
        if (!answer.ok && answer.problem.code === 'offline') {
          problem.value = answer.problem
          break
        }
        const undone = { ...result, handoffId: null, undoUntil: null, problem: null, isUndone: true }
        learn([answer.ok ? undone : { ...result, problem: answer.problem }])
      }
      isBusy.value = false
    },
  }
}
export type Rows = ReturnType<typeof createRows>
