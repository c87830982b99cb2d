import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { Access } from '../../shared/access'
import type { GuardCode, TrailKind } from '../../shared/api'
import type { ConversationId, HandoffId, TeammateId } from '../../shared/ids'
import { type BudgetLeft, viewAdminNow } from '../actions/admin-now'
import { ask } from '../actions/ask'
import { countAttention, viewAttention } from '../actions/attention'
import { comeBack, takeBack } from '../actions/coming-back'
import { type Responses, viewContext, viewTemplates } from '../actions/context'
import { type TurnOf, viewConversation } from '../actions/conversation-view'
import type { Desk } from '../actions/desk'
import { escalate, previewEscalation } from '../actions/escalate'
import { explain } from '../actions/explain'
import { firstRules } from '../actions/first-rules'
import { giveBack } from '../actions/give-back'
import { giveNote } from '../actions/give-note'
import { goAway, previewAway } from '../actions/going-away'
import { handOff } from '../actions/hand-off'
import { countGuards, heedGuards } from '../actions/heed'
import { viewLeftOut } from '../actions/left-out'
import { dismiss, type LookedAfter, tryAgain } from '../actions/look-after'
import type { Done } from '../actions/move'
import { viewMyWork, viewWorkOf } from '../actions/my-work'
import { needsNoOwner } from '../actions/no-owner'
import { pauseRouting, resumeRouting } from '../actions/pause-routing'
import { type Pause, viewPause } from '../actions/pauses'
import { personOf } from '../actions/person'
import { previewNote } from '../actions/preview-note'
import { backToQueue } from '../actions/queue'
import type { Miscount } from '../actions/recount'
import { accessOf, type Reader, requireSight } from '../actions/rights'
import {
  checkText,
  compareVersions,
  listVersions,
  type RulesKeeper,
  restoreRules,
  saveRules,
  viewRules,
  viewVersion,
} from '../actions/rules-admin'
import { endSessions } from '../actions/sessions'
import { setMatter } from '../actions/set-matter'
import { handOffSeveral, type ManyDone, previewSeveral } from '../actions/several'
import { SESSION_LIVES_MS, type SignIn } from '../actions/sign-in'
import { viewMiscounts } from '../actions/truth-view'
import { undo } from '../actions/undo'
import { viewMatter } from '../actions/view-matter'
import { wantOwner } from '../actions/want-owner'
import { type Handlers, requireSameOrigin, SESSION_COOKIE } from './mount'

export interface HandlerDeps {
  desk: Desk
  signIn: SignIn
  adminEmails: readonly string[]
  publicOrigin: () => string
  turnOf: TurnOf
  budgetLeft: () => Promise<BudgetLeft>
  /** Somebody changed an owner, and something may be owed to Missive. */
  onOwed: (kind: TrailKind) => void
  /** Somebody went past guards, or did otherwise because of them. */
  onGuards: (codes: readonly GuardCode[], answer: 'followed' | 'overridden') => void
  /** Somebody let something go on. */
  onWork: () => void
  recount: () => Promise<Miscount[]>
  rules: RulesKeeper
  /** Somebody put other rules into force. */
  onRules: () => void
  /** Somebody went away or came back. */
  onAbsence: () => Promise<void>
  responses: Responses
  /** Where editors find the format of the rules. */
  schemaUrl: string
}

/** What each endpoint does, in the words of the actions. */
export const createHandlers = (deps: HandlerDeps): Handlers => {
  const { desk, signIn, adminEmails, publicOrigin, turnOf, budgetLeft, onOwed, onGuards, onAbsence, rules, onRules } =
    deps

  const meOf = (teammateId: TeammateId, access: Access) => ({
    teammate: personOf(desk, teammateId),
    access,
    teams:
      desk
        .rules()
        ?.rules.teams.filter(({ members }) => members.includes(teammateId))
        .map(({ label }) => label) ?? [],
  })

  const requireConversation = async (reader: Reader, id: ConversationId): Promise<void> => {
    requireSight(desk, reader, await desk.store.transaction((tx) => desk.store.conversations.find(tx, id)))
  }

  const owed = async (work: Promise<Done>): Promise<{ handoffId: HandoffId }> => {
    const { handoffId, kind, passed = [] } = await work
    onOwed(kind)
    onGuards(passed, 'overridden')
    return { handoffId }
  }

  const lookedAfter = async (work: Promise<LookedAfter>): Promise<{ sentence: string }> => {
    const { sentence, happened } = await work
    happened.forEach(onOwed)
    deps.onWork()
    return { sentence }
  }

  const changed = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work
    onRules()
    return done
  }

  const sayPauses = (pauses: readonly Pause[]) => ({ pauses: pauses.map((pause) => viewPause(desk, pause)) })

  const isSecure = () => publicOrigin().startsWith('https:')
  const cookie = () => ({ httpOnly: true, sameSite: 'Lax', secure: isSecure(), path: '/' }) as const
  const keepInTab = (c: Context, token: string) => {
    setCookie(c, SESSION_COOKIE, token, { ...cookie(), maxAge: SESSION_LIVES_MS / 1000 })
  }

  /** What became of several, each of which may be owed to Missive. */
  const owedMany = ({ rows, done }: ManyDone) => {
    for (const { kind, passed = [] } of done) {
      onOwed(kind)
      onGuards(passed, 'overridden')
    }
    return { rows }
  }

  return {
    askForCode: async ({ body }) => {
      await signIn.askForCode(body.claim)
      return {}
    },
    signIn: async ({ body, c }) => {
      if (body.for === 'tab') requireSameOrigin(c, publicOrigin())
      const { token, teammateId } = await signIn.signIn(body.claim, body.code, body.for)
      if (body.for === 'tab') keepInTab(c, token)
      return { token: body.for === 'tab' ? null : token, me: meOf(teammateId, accessOf(desk, teammateId, adminEmails)) }
    },
    signOut: async ({ token, c }) => {
      if (token) await signIn.signOut(token)
      deleteCookie(c, SESSION_COOKIE, cookie())
      return {}
    },
    me: async ({ reader }) => meOf(reader.teammateId, reader.access),
    conversation: ({ params, reader }) => viewConversation(desk, reader, params.id, turnOf),
    handOff: async ({ params, body, reader }) => {
      await requireConversation(reader, params.id)
      return owed(handOff(desk, { ...body, conversationId: params.id, by: reader.teammateId }))
    },
    take: async ({ params, body, reader }) => {
      await requireConversation(reader, params.id)
      const { teammateId } = reader
      return owed(handOff(desk, { ...body, conversationId: params.id, by: teammateId, to: teammateId }))
    },
    heed: async ({ params, body, reader }) => {
      onGuards(await heedGuards(desk, reader, params.id, body), 'followed')
      return {}
    },
    guardCounts: async () => ({ guards: await countGuards(desk) }),
    escalation: ({ params, reader }) => previewEscalation(desk, reader, params.id),
    escalate: async ({ params, body, reader }) => {
      const work = escalate(desk, reader, params.id, body)
      return { ...(await owed(work)), to: (await work).to }
    },
    queue: ({ params, body, reader }) => owed(backToQueue(desk, reader, params.id, body.why)),
    noOwner: ({ params, body, reader }) => owed(needsNoOwner(desk, reader, params.id, body.reason)),
    ask: ({ params, body, reader }) => owed(ask(desk, reader, params.id, body)),
    giveBack: ({ params, body, reader }) => owed(giveBack(desk, reader, params.id, body)),
    previewNote: ({ params, body, reader }) => previewNote(desk, reader, params.id, body),
    undo: ({ params, reader }) => owed(undo(desk, params.id as HandoffId, reader.teammateId)),
    previewSeveral: ({ body, reader }) => previewSeveral(desk, reader, body),
    handOffSeveral: async ({ body, reader }) => owedMany(await handOffSeveral(desk, reader, body)),
    previewAway: ({ body, reader }) => previewAway(desk, reader, body),
    goAway: async ({ body, reader }) => {
      const { absence, ...many } = await goAway(desk, reader, body)
      await onAbsence()
      return { absence, ...owedMany(many) }
    },
    comeBack: async ({ params, reader }) => {
      const covered = await comeBack(desk, reader, params.absenceId)
      await onAbsence()
      return { covered }
    },
    takeBack: async ({ body, reader }) => owedMany(await takeBack(desk, reader, body.conversationIds)),
    myWork: ({ reader }) => viewMyWork(desk, reader),
    workOf: ({ params, reader }) => viewWorkOf(desk, reader, params.teammateId),
    context: ({ params, reader }) => viewContext(desk, reader, params.id),
    templates: ({ params, reader }) => viewTemplates(desk, reader, params.id, deps.responses),
    giveNote: async ({ params, body, reader }) => {
      await requireConversation(reader, params.id)
      return owed(giveNote(desk, { ...body, conversationId: params.id, by: reader.teammateId }))
    },
    pause: async ({ body, reader }) =>
      sayPauses(await pauseRouting(desk, { team: body.team, by: reader.teammateId, note: body.note ?? '' })),
    resume: async ({ body }) => {
      const pauses = await resumeRouting(desk, body.team)
      deps.onWork()
      return sayPauses(pauses)
    },
    recount: async () => viewMiscounts(desk, await deps.recount()),
    wantOwner: async ({ params, reader }) => {
      const { sentence, happened } = await wantOwner(desk, reader, params.id)
      happened.forEach(onOwed)
      return { sentence }
    },
    matter: ({ params, reader }) => viewMatter(desk, reader, params.id),
    setMatter: async ({ params, body, reader }) => {
      const { happened } = await setMatter(desk, reader, params.id, body)
      happened.forEach(onOwed)
      return {}
    },
    leftOut: ({ params }) => viewLeftOut(desk, params),
    attention: ({ params }) => viewAttention(desk, params.after),
    attentionCount: async () => ({ count: await countAttention(desk) }),
    tryAgain: ({ body, reader }) => lookedAfter(tryAgain(desk, reader.teammateId, body)),
    dismiss: ({ body, reader }) => lookedAfter(dismiss(desk, reader.teammateId, body)),
    why: ({ params, reader }) => explain(desk, reader, params.id, turnOf),
    endSessions: ({ body }) => endSessions(desk, body.teammateId),
    adminNow: () => viewAdminNow(desk, budgetLeft, rules),
    rules: () => viewRules(desk, rules),
    firstRules: async ({ params }) => ({ text: firstRules(desk, params.timeZone, deps.schemaUrl) }),
    rulesVersions: ({ params }) => listVersions(desk, params.before),
    rulesVersion: ({ params }) => viewVersion(desk, params.version),
    compareRules: ({ params }) => compareVersions(desk, params),
    checkRules: ({ body }) => checkText(rules, body.text),
    saveRules: ({ body, reader }) => changed(saveRules(desk, rules, reader, body)),
    restoreRules: ({ body, reader }) => changed(restoreRules(desk, rules, reader, body)),
  }
}
