import { signal } from '@preact/signals-core'
import {
  actApi,
  type EscalationPreview,
  type EscalationReason,
  type NoOwnerReason,
  type NotePreview,
} from '../../shared/act-api'
import { guardApi } from '../../shared/guard-api'
import type { TeammateId } from '../../shared/ids'
import type { Person } from '../../shared/panel-api'
import { tMore } from '../text/more'
import type { ConversationModel } from './conversation'
import type { Deed } from './deed'
import { handOverOf } from './hand-over'
import { createTexts } from './texts'

export type EscalationKind = 'decision' | 'handover'

/** Whom a question goes to, by name. */
export type Asked = Pick<Person, 'id' | 'name'>

/** What a person can do with a conversation beside handing it over and taking it. What they write stays while it is open. */
const createActs = (model: ConversationModel) => {
  const { call, id, me, carryOut } = model
  const escalation = {
    kind: signal<EscalationKind>('decision'),
    reason: signal<EscalationReason | null>(null),
    texts: createTexts(['situation', 'tried', 'need']),
    isReasonAsked: signal(false),
    preview: signal<EscalationPreview | null>(null),
    /** Why it is not known whom it goes to. */
    problem: signal<string | null>(null),
  }
  const why = createTexts(['why'])
  const question = createTexts(['question'])
  const askedOf = signal<Asked | null>(null)
  const preview = signal<{ text: NotePreview | null; problem: string | null }>({ text: null, problem: null })
  const guardReason = createTexts(['reason'])

  const act = (doing: string, send: Deed['send'], becomes?: Deed['becomes']) =>
    carryOut({ kind: 'act', doing, sendsNote: false, send, ...(becomes ? { becomes } : {}) })

  /** What was written goes once it has arrived. */
  const clearing =
    (texts: { clear: () => void }, send: Deed['send']): Deed['send'] =>
    async (going) => {
      const answer = await send(going)
      if (answer.ok) texts.clear()
      return answer
    }

  const lookWhom = async () => {
    const answer = await call(actApi.escalation, { id }, {})
    escalation.problem.value = answer.ok ? null : answer.problem.message
    if (answer.ok) escalation.preview.value = answer.value
  }

  const escalate = async () => {
    const reason = escalation.reason.peek()
    const preview = escalation.preview.peek()
    escalation.isReasonAsked.value = reason === null
    if (!escalation.texts.isReady() || reason === null || !preview) return
    const body = {
      kind: preview.to ? escalation.kind.peek() : ('decision' as const),
      to: preview.to?.id ?? null,
      reason,
      ...escalation.texts.values.peek(),
      byWhen: model.note.shown.peek().byWhen,
    }
    const { to } = preview
    await carryOut({
      kind: 'act',
      doing: tMore().escalate.doing,
      sendsNote: false,
      send: clearing(escalation.texts, ({ acknowledged }) => call(actApi.escalate, { id }, { ...body, acknowledged })),
      ...(body.kind === 'handover' && to ? { to: to.id, becomes: { owner: to, kind: 'escalated' } } : {}),
    })
    if (model.failure.peek()?.problem.code === 'changed_meanwhile') await lookWhom()
  }

  const heed = () => {
    const stopped = model.guarded.peek()
    if (!stopped) return
    const { deed, guards } = stopped
    const to = deed.kind === 'take' ? null : (deed.to ?? null)
    void call(guardApi.heed, { id }, { to, codes: guards.map(({ code }) => code) })
    guardReason.clear()
    model.dismiss()
  }

  const openQuestion = (to: Asked) => {
    askedOf.value = to
    model.open('ask')
  }

  return {
    escalation,
    preview,
    openPreview: async () => {
      const to = model.note.recipient.peek() ?? me.peek()?.id
      if (!to) return
      preview.value = { text: null, problem: null }
      model.open('preview')
      const written = { note: model.note.noteFor(to), drafted: model.note.drafted.peek() }
      const isMe = to === me.peek()?.id
      const body = isMe ? { kind: 'taken' as const, ...written } : { kind: 'handed' as const, to, ...written }
      const answer = await call(actApi.previewNote, { id }, body)
      preview.value = answer.ok
        ? { text: answer.value, problem: null }
        : { text: null, problem: answer.problem.message }
    },
    why,
    question,
    askedOf,
    guardReason,
    openEscalation: async () => {
      model.open('escalate')
      await lookWhom()
    },
    escalate,
    queue: async () => {
      if (!why.isReady()) return
      const body = why.values.peek()
      await act(
        tMore().queue.doing,
        clearing(why, () => call(actApi.queue, { id }, body)),
        { owner: null, kind: 'queued' },
      )
    },
    noOwner: (reason: NoOwnerReason) =>
      act(tMore().noOwner.doing, () => call(actApi.noOwner, { id }, { reason }), {
        owner: null,
        kind: 'no_owner_needed',
      }),
    openQuestion,
    ask: async () => {
      const to = askedOf.peek()
      if (!to || !question.isReady()) return
      const body = { to: to.id, ...question.values.peek() }
      const send = clearing(question, () => call(actApi.ask, { id }, body))
      await act(tMore().ask.doing(to.name), send)
    },
    giveBack: async () => {
      const to = model.view.peek()?.givenBy
      if (!to || !why.isReady()) return
      const body = why.values.peek()
      await carryOut({
        kind: 'give back',
        doing: tMore().giveBack.doing(to.name),
        to: to.id,
        becomes: { owner: to, kind: 'given_back' },
        sendsNote: false,
        send: clearing(why, (going) => call(actApi.giveBack, { id }, { ...body, ...going })),
      })
    },
    /** Another teammate, a question or nothing instead of what the guards warned of. */
    heed,
    heedAndAssign: async (to: TeammateId, name: string) => {
      heed()
      await handOverOf(model).assign(to, name)
    },
    heedAndAsk: (to: Asked) => {
      heed()
      openQuestion(to)
    },
    /** Goes ahead all the same: the reason is kept. `quick`: *I answer now*. */
    insist: async (quick: boolean) => {
      const stopped = model.guarded.peek()
      if (!stopped || (!quick && !guardReason.isReady())) return
      const reason = quick ? tMore().guard.quick : guardReason.values.peek().reason.trim()
      const acknowledged = stopped.guards.map(({ code, allowsQuick }) => ({
        code,
        reason,
        ...(quick && allowsQuick ? { quick } : {}),
      }))
      guardReason.clear()
      await model.retry({ acknowledged })
    },
  }
}
export type Acts = ReturnType<typeof createActs>

const known = new WeakMap<ConversationModel, Acts>()

/** The same for as long as the conversation is remembered. */
export const actsOf = (model: ConversationModel): Acts => {
  const acts = known.get(model) ?? createActs(model)
  known.set(model, acts)
  return acts
}
