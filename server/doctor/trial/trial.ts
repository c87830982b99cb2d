import { setTimeout as sleep } from 'node:timers/promises'
import type { TeammateId } from '../../../shared/ids'
import type { ConversationPayload } from '../../missive/payloads'
import { arrivedAbout, type Opened } from '../look/arrivals'
import {
  assignTo,
  type Change,
  type OwnConversation,
  type OwnConversationDeps,
  openOwnConversation,
  orEnd,
  TrialEnded,
} from './own-conversation'

/** What was seen in a conversation of the doctor's own; null: it was not. */
export interface Trial {
  /** Rules of the organization run for it. */
  isShared: boolean | null
  /** Who sees it besides the seat. */
  others: string[] | null
  /** Keys of a post that return its text. */
  keysOfText: string[] | null
  isClosedAfter: { close: boolean | null; reopenFalse: boolean | null; reopenTrue: boolean | null }
  removal: { kind: 'works' | 'ignored' } | { kind: 'refused'; reason: string } | null
  /** Webhooks that told of it, by type; null: nobody stored them. */
  webhooks: ReadonlyMap<string, number> | null
  /** Why it ended before its end. */
  trouble: string | null
}

export interface TrialDeps extends OwnConversationDeps {
  /** Null: Baton does not run, so no webhook is looked for. */
  database: Opened | null
  /** The latest delivery before it. */
  since: number
  patienceMs: number
}

type Step = (own: OwnConversation, trial: Trial, deps: TrialDeps) => Promise<void>

const LOOK_EVERY_MS = 200

const rowOf = ({ users }: ConversationPayload, id: TeammateId) => users?.find((user) => user.id === id)

const isAssigned = ({ assignees }: ConversationPayload, id: TeammateId): boolean =>
  assignees?.some((assignee) => assignee.id === id) ?? false

const othersIn = ({ users, team }: ConversationPayload, id: TeammateId): string[] => [
  ...(team ? [team.name ?? 'a team'] : []),
  ...(users ?? []).filter((user) => user.id !== id).map((user) => user.name || user.email || user.id),
]

const keysWith = (posts: readonly Record<string, unknown>[], marker: string): string[] => {
  const holds = (value: unknown) => JSON.stringify(value)?.includes(marker) ?? false
  return [...new Set(posts.flatMap((post) => Object.keys(post).filter((key) => holds(post[key]))))]
}

const lookAtIt: Step = async (own, trial, { seat }) => {
  const shown = await own.look()
  trial.isShared = shown.organization !== null && shown.organization !== undefined
  trial.others = othersIn(shown, seat.id)
  trial.keysOfText = keysWith(await own.posts(), own.marker)
}

const isClosed = async (own: OwnConversation, { seat }: TrialDeps): Promise<boolean | null> =>
  rowOf(await own.look(), seat.id)?.closed ?? null

/** Closes it, and finds out what leaves it closed. */
const tryClosing: Step = async (own, { isClosedAfter }, deps) => {
  await own.post({ close: true })
  isClosedAfter.close = await isClosed(own, deps)
  if (!isClosedAfter.close) throw new TrialEnded('Missive does not close the conversation, or does not show it.')
  await own.post({ reopen: false })
  isClosedAfter.reopenFalse = await isClosed(own, deps)
  if (isClosedAfter.reopenFalse === false) await own.post({ close: true, reopen: true })
}

/** The `reopen` that leaves it closed, as far as is known. */
const staysClosed = ({ isClosedAfter }: Trial): Change => ({ reopen: isClosedAfter.reopenFalse === false })

const awaitWebhooks: Step = async (own, trial, { database, patienceMs, since }) => {
  if (!database) return
  const until = performance.now() + patienceMs
  for (;;) {
    trial.webhooks = await arrivedAbout(database, own.id, since)
    const isComplete = (trial.webhooks.get('conversation_closed') ?? 0) >= own.closes()
    if (isComplete || performance.now() > until) return
    await sleep(LOOK_EVERY_MS)
  }
}

/** Only while it is closed, and Baton knows, so that nobody takes it for one that lost its owner. */
const tryRemoval: Step = async (own, trial, { seat }) => {
  const wasAssigned = isAssigned(await own.look(), seat.id)
  const answer = await own.tryPost({ remove_assignees: [seat.id], ...staysClosed(trial) })
  if (answer.kind === 'refused') trial.removal = { kind: 'refused', reason: answer.reason }
  else orEnd(answer)
  if (trial.removal || !wasAssigned) return
  trial.removal = { kind: isAssigned(await own.look(), seat.id) ? 'ignored' : 'works' }
  await own.post({ ...assignTo(seat), ...staysClosed(trial) })
}

const tryReopening: Step = async (own, trial, deps) => {
  await own.post({ reopen: true })
  trial.isClosedAfter.reopenTrue = await isClosed(own, deps)
  if (!trial.isClosedAfter.reopenTrue) await own.post({ close: true, ...staysClosed(trial) })
}

const STEPS: readonly Step[] = [lookAtIt, tryClosing, awaitWebhooks, tryRemoval, tryReopening]

const nothingSeen = (): Trial => ({
  isShared: null,
  others: null,
  keysOfText: null,
  isClosedAfter: { close: null, reopenFalse: null, reopenTrue: null },
  removal: null,
  webhooks: null,
  trouble: null,
})

/** Tries out what no source settles, in a conversation that is closed again at the end, and the seat's. */
export const runTrial = async (deps: TrialDeps): Promise<Trial> => {
  const trial = nothingSeen()
  let own: OwnConversation | null = null
  try {
    own = await openOwnConversation(deps)
    for (const step of STEPS) await step(own, trial, deps)
  } catch (error) {
    if (!(error instanceof TrialEnded)) throw error
    trial.trouble = error.message
    await own?.tryPost({ close: true })
  }
  return trial
}
