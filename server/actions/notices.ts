import type { Decision } from '../../shared/decision'
import type { HandoffId, TeamName } from '../../shared/ids'
import { later, SECOND } from '../clock'
import { type NoticeLine, renderNotice } from '../missive/notice'
import type { Team } from '../routing/facts'
import { type Db, run, type Steps } from '../store/database'
import type { NewNotice } from '../store/notices'
import type { Store } from '../store/store'
import type { Conversation, NoticeRow } from '../store/tables'
import { atDesk, type Books } from './books'
import { PRIORITY } from './change-owner'
import type { Desk, RulesInForce } from './desk'
import { isOpen } from './fold'
import { modeOf } from './mode-of'
import { pauseOf } from './pauses'

/** What gathers so long is told in one post. */
const GATHERED_MS = 30 * SECOND

/** Keeps what the team's channel is to be told of a decision, unless the decision before told the same. */
export function* notify(
  { store }: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  decision: Decision,
  { rules }: RulesInForce,
  now: Date,
): Steps<void> {
  const { team, notice } = decision
  const channel = rules.teams.find(({ name }) => name === team?.name)?.channel
  if (!team || !notice || !channel || modeOf(decision, rules) === 'shadow') return
  // What was decided while people had paused routing was not told.
  if (conversation.decisionId && conversation.waitStatus !== 'paused') {
    const before = yield* store.decisions.find(tx, conversation.decisionId)
    if (before?.decision.notice === notice) return
  }
  const told = { team: team.name, conversationId: conversation.id, about: 'decision' as const }
  yield* gather(store, tx, books, { ...told, sentence: notice, at: now })
}

/** The team's channel, if it has one, is told something of what is somebody's. */
export function* tellChannel(
  { store, clock }: Desk,
  tx: Db,
  books: Books,
  { id: conversationId }: Conversation,
  team: Team | undefined,
  { about, sentence }: Pick<NoticeRow, 'about' | 'sentence'>,
): Steps<void> {
  if (team?.channel) yield* gather(store, tx, books, { team: team.name, conversationId, about, sentence, at: clock() })
}

function* gather(store: Store, tx: Db, books: Books, notice: NewNotice): Steps<void> {
  books.noticed(notice)
  yield* run(store.dueWork.planUnlessPlanned(tx, 'notice', notice.team, later(notice.at, GATHERED_MS)))
}

/** One post to each team's channel, of all that has gathered for it. */
export const postNotices = (desk: Desk, teams: TeamName[]) =>
  atDesk(desk, function* (tx, books) {
    for (const name of teams) {
      // They are told when routing goes on.
      if (pauseOf(yield* books.pauses(), [name])) continue
      const gathered = yield* run(desk.store.notices.of(tx, name))
      if (gathered.length === 0) continue
      const team = desk.rules()?.rules.teams.find((each) => each.name === name)
      if (team) yield* post(desk, tx, books, team, gathered)
      yield* run(
        desk.store.notices.forget(
          tx,
          gathered.map(({ id }) => id),
        ),
      )
    }
  })

function* post(desk: Desk, tx: Db, books: Books, { name, label, channel }: Team, gathered: NoticeRow[]): Steps<void> {
  const id = desk.newId() as HandoffId
  // Of one conversation the latest is told.
  const latest = new Map(gathered.map((row) => [row.conversationId, row]))
  const found = yield* run(desk.store.conversations.findMany(tx, [...latest.keys()]))
  const conversations = new Map(found.map((conversation) => [conversation.id, conversation]))
  const [first, ...rest] = [...latest].flatMap(([conversationId, { sentence, about }]): NoticeLine[] => {
    const conversation = conversations.get(conversationId)
    if (!conversation || !isStillSo(conversation, about)) return []
    // What stands behind # changes nothing for who follows it, and marks the post.
    return [{ subject: conversation.subject, sentence, link: `${desk.whyLink(conversationId)}#${id}` }]
  })
  if (!first || !channel) return
  books.owe({
    handoffId: id,
    lane: channel,
    priority: PRIORITY.notices,
    team: name,
    call: { ...renderNotice(label, [first, ...rest]), assign: null, teamInbox: null, reopen: false, color: null },
    createdAt: desk.clock(),
  })
}

/** Nobody closed it meanwhile, or did what it asks for. */
const isStillSo = (conversation: Conversation, about: NoticeRow['about']): boolean => {
  if (!isOpen(conversation) || conversation.isPrivate) return false
  const { decisionId, waitingSince, unheard } = conversation
  return { decision: decisionId, late: waitingSince, unheard }[about] !== null
}
