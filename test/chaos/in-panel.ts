import { HOUR, MINUTE } from '../../server/clock'
import type { Caller } from '../support/desk'
import { company } from './company'
import type { Memory } from './memory'
import type { Doing, On } from './on'
import type { InPanel } from './plan'

/** A manager who has it open. */
export interface Panel {
  by: string
  call: Caller
}

/** What the customer wrote a moment before may be heard after it. */
const HEARD_MS = 2 * MINUTE
const NOTE = { why: 'They know the order', whatsNeeded: 'Answer', byWhen: null, context: '' }
const ESCALATION = { reason: 'angry', situation: 'They wait', tried: 'Nothing yet', need: 'A decision', byWhen: null }

type Asked = Parameters<Caller>
/** `unknown`: the server was killed, or its database failed. */
type Answer =
  | { kind: 'done'; body: { handoffId?: string; kind?: string } }
  | { kind: 'refused' | 'unknown'; body: null }

const routingTeams = [null, ...company.teams.map(({ name }) => name.toLowerCase())]

/** What managers do in the panel. `resumeAll`: nothing is held any more. */
export const createInPanel = (memory: Memory, clock: () => Date, panel: () => Panel) => {
  let latest: { id: string; handoffId: string; call: Caller } | null = null

  const ask = async (call: Caller, ...[name, params, body]: Asked): Promise<Answer> => {
    const send = (sent: unknown) => call(name, params, sent).catch(() => null)
    let answer = await send(body)
    if (answer?.body?.error?.code === 'guarded') {
      const reason = 'They asked for it'
      const guards: { code: string }[] = answer.body.error.guards
      answer = await send({ ...(body as object), acknowledged: guards.map(({ code }) => ({ code, reason })) })
    }
    if (!answer || answer.status >= 500) return { kind: 'unknown', body: null }
    return answer.status === 200 ? { kind: 'done', body: answer.body } : { kind: 'refused', body: null }
  }

  /** Changes who has it; `then`: what that means when it was done. */
  const move = async ({ id }: On, call: Caller, name: Asked[0], body: unknown, then: () => void): Promise<boolean> => {
    const answer = await ask(call, name, { id }, body)
    if (answer.kind === 'unknown') memory.forget(id)
    if (answer.kind !== 'done') return false
    then()
    latest = { id, handoffId: answer.body.handoffId ?? '', call }
    return true
  }

  const resume = async (team: string | null): Promise<boolean> => {
    memory.resumed(team)
    return (await ask(panel().call, 'resume', {}, { team })).kind === 'done'
  }

  const acts: Record<InPanel, Doing> = {
    'hand over': (on) => {
      const body = { to: on.other, note: NOTE, drafted: [], acknowledged: [], reopen: false }
      return move(on, panel().call, 'handOff', body, () => memory.chosen(on.id, on.other))
    },
    take: (on) => {
      const { by, call } = panel()
      const body = { note: NOTE, drafted: [], acknowledged: [], reopen: on.what % 2 === 0 }
      return move(on, call, 'take', body, () => memory.chosen(on.id, by))
    },
    'back to the queue': (on) => move(on, panel().call, 'queue', { why: 'Not for us' }, () => memory.forget(on.id)),
    'no owner': (on) =>
      move(on, panel().call, 'noOwner', { reason: 'only thanks' }, () => memory.needsNobody(on.id, HEARD_MS)),
    escalate: async (on) => {
      const { call } = panel()
      const seen = await call('escalation', { id: on.id }).catch(() => null)
      const to: string | null = seen?.body?.to?.id ?? null
      const kind = on.what % 2 ? 'decision' : 'handover'
      return await move(on, call, 'escalate', { ...ESCALATION, kind, to, acknowledged: [] }, () => {
        if (to && kind === 'handover') memory.chosen(on.id, to)
      })
    },
    undo: async () => {
      if (!latest) return false
      const { id, handoffId, call } = latest
      latest = null
      const answer = await ask(call, 'undo', { id: handoffId })
      if (answer.kind === 'refused') return false
      // Whose it was before, people may have chosen or not.
      memory.forget(id)
      return answer.kind === 'done'
    },
    'go away': async ({ other, what }) => {
      const from = what % 3 === 0 ? new Date(+clock() + 10 * MINUTE) : null
      const to = what % 2 ? new Date(+clock() + (1 + (what % 5)) * HOUR) : null
      const body = { teammateId: other, from, to, reason: '', rows: [], acknowledged: [], handsOver: what % 4 === 0 }
      const answer = await panel()
        .call('goAway', {}, body)
        .catch(() => null)
      const id: string | undefined = answer?.body?.absence?.id
      if (id) memory.isAway({ id, person: other, from: from ?? clock(), to })
      return id !== undefined
    },
    'come back': async ({ what }) => {
      const away = memory.absences.filter(({ to }) => !to || to > clock())
      const absence = away[what % Math.max(1, away.length)]
      if (!absence) return false
      const answer = await ask(panel().call, 'comeBack', { absenceId: absence.id })
      if (answer.kind !== 'refused') memory.isBack(absence.id)
      return answer.kind === 'done'
    },
    pause: async ({ what }) => {
      const team = routingTeams[what % routingTeams.length] ?? null
      const answer = await ask(panel().call, 'pause', {}, { team })
      if (answer.kind === 'done') memory.paused(team)
      return answer.kind === 'done'
    },
    resume: async ({ what }) => {
      const held = memory.pauses.filter(({ isOver }) => !isOver)
      const pause = held[what % Math.max(1, held.length)]
      return pause ? await resume(pause.team) : false
    },
  }
  return {
    acts,
    async resumeAll(): Promise<void> {
      for (const team of routingTeams) await resume(team)
    },
  }
}
