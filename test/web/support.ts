import { signal } from '@preact/signals-core'
import type { Answered } from '../../shared/endpoint'
import type { ConversationId, HandoffId, TeammateId } from '../../shared/ids'
import type { WholeView } from '../../shared/owner-api'
import type { Me, Person, TrailEntry } from '../../shared/panel-api'
import type { Answer, Call, Problem } from '../../web/api'
import type { Timers } from '../../web/timers'

export const START = new Date('2026-11-02T10:00:00Z')

/** A clock that moves when told, and does what is due on the way. */
export const createTimers = () => {
  let nowMs = +START
  let tasks: { atMs: number; act: () => void }[] = []
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  const timers: Timers = {
    now: () => new Date(nowMs),
    after: (ms, act) => {
      const task = { atMs: nowMs + ms, act }
      tasks.push(task)
      return () => {
        tasks = tasks.filter((other) => other !== task)
      }
    },
  }
  const passes = async (ms: number) => {
    const untilMs = nowMs + ms
    await settle()
    for (;;) {
      const next = tasks.toSorted((a, b) => a.atMs - b.atMs)[0]
      if (!next || next.atMs > untilMs) break
      tasks = tasks.filter((task) => task !== next)
      nowMs = Math.max(nowMs, next.atMs)
      next.act()
      await settle()
    }
    nowMs = untilMs
    await settle()
  }
  return { timers, passes, settle, pending: () => tasks.length }
}

export const ok = <T>(value: T): Answer<T> => ({ ok: true, value })

export const failed = (code: Problem['code'], message = `It is ${code}.`, missing: Problem['missing'] = []) => ({
  ok: false as const,
  problem: { code, message, missing, guards: [] },
})

interface Asked {
  path: string
  params: unknown
  body: unknown
}

type Respond = (asked: Asked) => Answer<unknown> | Promise<Answer<unknown>>

/** A server that answers as told, by path, and remembers what it was asked. */
export const createServer = (answers: Record<string, Respond>) => {
  const asked: Asked[] = []
  const call = (async (endpoint: Answered, params: unknown, body: unknown) => {
    const request = { path: endpoint.path, params, body }
    asked.push(request)
    const respond = answers[endpoint.path]
    if (!respond) throw new Error(`Nobody answers ${endpoint.path}`)
    return respond(request)
  }) as Call
  return {
    call,
    answers,
    asked,
    bodiesOf: (path: string) => asked.filter((one) => one.path === path).map(({ body }) => body),
  }
}

/** An answer that comes when the test says so. */
export const createLater = <T>() => {
  let comes: (value: T) => void = () => {}
  const answer = new Promise<T>((resolve) => {
    comes = resolve
  })
  return { answer, comes }
}

export const conversationId = (id: string) => id as ConversationId
export const teammateId = (id: string) => id as TeammateId

export const person = (id: string): Person => ({ id: teammateId(id), name: `${id} Example`, avatarUrl: null })

export const me = (id: string): Me => ({ teammate: person(id), access: 'member', teams: [] })

export const suggested = (id: string, why = `Because of ${id}.`) => ({
  teammateId: teammateId(id),
  name: `${id} Example`,
  code: 'eligible' as const,
  sentence: '1 of 12',
  openLoad: 1,
  conversations: 1,
  capacity: 12,
  until: null,
  why,
})

export const trailEntry = (changes: Partial<TrailEntry> = {}): TrailEntry => ({
  id: 'h1' as HandoffId,
  kind: 'handed',
  at: START,
  from: null,
  to: person('imani'),
  by: person('lukas'),
  why: 'She knows it.',
  delivery: null,
  ...changes,
})

/** An unowned conversation about a known topic, with Imani and Sofia to choose from. */
export const view = (changes: Partial<WholeView> = {}): WholeView => ({
  id: conversationId('c1'),
  subject: 'Charged twice',
  state: 'open',
  team: 'Billing',
  owners: [],
  waitingSince: START,
  urgency: 'normal',
  topic: null,
  language: null,
  dueAt: null,
  why: 'Nobody owns it.',
  next: [],
  running: [],
  whyId: 'c1',
  suggestions: {
    team: { label: 'Billing' },
    suggested: [suggested('imani'), suggested('sofia')],
    leftOut: [],
  },
  draft: { whatsNeeded: 'Refund it', byWhen: new Date('2026-11-02T12:00:00Z'), context: 'Order 4411' },
  trail: [],
  undo: null,
  rulesVersion: 1,
  mode: 'route',
  pause: null,
  twoOwners: null,
  noteWanted: false,
  removeInMissive: [],
  taking: null,
  giving: [],
  givenBy: null,
  suggestsEscalating: null,
  mayRelease: true,
  noOwnerReason: null,
  ...changes,
})

/** A host's store, in memory. */
export const createStore = (stored: Record<string, unknown> = {}) => ({
  stored,
  read: async (key: string) => stored[key] ?? null,
  write: (key: string, value: unknown) => {
    stored[key] = value
  },
})

export const visible = () => signal(true)
