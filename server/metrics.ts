import { Counter, Gauge, Registry } from 'prom-client'
import type { GuardCode, TrailKind } from '../shared/api'
import type { CallStatus } from './missive/client'

export type WebhookResult = 'accepted' | 'repeated' | 'not_understood' | 'refused'

/** What is read when somebody asks. */
const HANDOFFS: ReadonlySet<TrailKind> = new Set([
  'routed',
  'handed',
  'taken',
  'queued',
  'escalated',
  'given_back',
  'corrected',
])

export interface Gauges {
  openLoad: () => Promise<{ teammate: string; load: number }[]>
  waiting: () => Promise<{ team: string; count: number }[]>
  /** Teams whose routing people paused; `all`: everybody's. */
  paused: () => Promise<string[]>
}

/** Prometheus' view of this process. Labels carry names of the rules document, else an e-mail address or an id. */
export const createMetrics = (gauges: Gauges) => {
  const registry = new Registry()
  const registers = [registry]
  const handoffs = new Counter({
    name: 'baton_handoffs_total',
    help: 'Changes of owner, by kind.',
    labelNames: ['kind'],
    registers,
  })
  // What has not happened yet is seen as that.
  for (const kind of HANDOFFS) handoffs.inc({ kind }, 0)
  const calls = new Counter({
    name: 'baton_missive_calls_total',
    help: 'Calls made to Missive, by the status of the answer.',
    labelNames: ['status'],
    registers,
  })
  const webhooks = new Counter({
    name: 'baton_webhooks_total',
    help: 'Webhooks that came in, by type and what became of them.',
    labelNames: ['type', 'result'],
    registers,
  })
  const repairs = new Counter({
    name: 'baton_repairs_total',
    help: 'Differences from Missive, and of counters from what they count, that were found and mended.',
    registers,
  })
  const guards = new Counter({
    name: 'baton_guards_total',
    help: 'Guards that made people choose otherwise, and guards that people went past.',
    labelNames: ['guard', 'answer'],
    registers,
  })
  const miscounts = new Counter({
    name: 'baton_recount_differences_total',
    help: 'Open loads that a recount found to be wrong, and mended.',
    registers,
  })
  new Gauge({
    name: 'baton_open_load',
    help: 'Open conversations that a teammate owns.',
    labelNames: ['teammate'],
    registers,
    async collect() {
      const loads = await gauges.openLoad()
      this.reset()
      for (const { teammate, load } of loads) this.set({ teammate }, load)
    },
  })
  new Gauge({
    name: 'baton_waiting',
    help: 'Conversations that wait for an owner.',
    labelNames: ['team'],
    registers,
    async collect() {
      const waiting = await gauges.waiting()
      this.reset()
      for (const { team, count } of waiting) this.set({ team }, count)
    },
  })
  new Gauge({
    name: 'baton_paused',
    help: '1 while people have paused routing of a team, or of all.',
    labelNames: ['team'],
    registers,
    async collect() {
      const teams = await gauges.paused()
      this.reset()
      for (const team of teams) this.set({ team }, 1)
    },
  })
  return {
    /** What is no handoff of ours, such as an owner set in Missive, is not counted. */
    handoff: (kind: TrailKind) => {
      if (HANDOFFS.has(kind)) handoffs.inc({ kind })
    },
    call: (status: CallStatus) => calls.inc({ status: String(status) }),
    webhook: (type: string, result: WebhookResult) => webhooks.inc({ type, result }),
    guard: (guard: GuardCode, answer: 'followed' | 'overridden') => guards.inc({ guard, answer }),
    repair: () => repairs.inc(),
    miscount: () => miscounts.inc(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

export type Metrics = ReturnType<typeof createMetrics>
