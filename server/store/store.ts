import { createAbsences } from './absences'
import { createAliases } from './aliases'
import { createArrivals } from './arrivals'
import { createAttention } from './attention'
import { createCalls } from './calls'
import { createConversations } from './conversations'
import { type Database, run } from './database'
import { createDecisions } from './decisions'
import { createDeliveries } from './deliveries'
import { createDirectory } from './directory'
import { createDueWork } from './due-work'
import { createGuardAnswers } from './guard-answers'
import { createLoads } from './loads'
import { createNotices } from './notices'
import { createOutbox } from './outbox'
import { createReminders } from './reminders'
import { createRepairs } from './repairs'
import { createRules } from './rules'
import { createSignIn } from './sign-in'
import { createStates } from './states'
import { createSweeps } from './sweeps'
import { createTeamTurns } from './team-turns'
import { createTrail } from './trail'
import { createTurns } from './turns'
import { createUnclaimed } from './unclaimed'

/** Every store over one database. Functions take the transaction (or `db`) to run in. */
export const createStore = (database: Database) => ({
  db: database.db,
  transaction: database.transaction,
  absences: createAbsences(database.tables),
  aliases: createAliases(database.tables),
  arrivals: createArrivals(database),
  attention: createAttention(database.tables),
  calls: createCalls(database.tables),
  conversations: createConversations(database.tables),
  decisions: createDecisions(database.tables),
  deliveries: createDeliveries(database.tables),
  directory: createDirectory(database.tables),
  dueWork: createDueWork(database.tables),
  guardAnswers: createGuardAnswers(database.tables),
  loads: createLoads(database.tables),
  notices: createNotices(database.tables),
  outbox: createOutbox(database.tables),
  reminders: createReminders(database.tables),
  repairs: createRepairs(database.tables),
  rules: createRules(database.tables),
  signIn: createSignIn(database.tables),
  states: createStates(database.tables),
  sweeps: createSweeps(database.tables),
  teamTurns: createTeamTurns(database.tables),
  trail: createTrail(database.tables),
  turns: createTurns(database.tables),
  unclaimed: createUnclaimed(database.tables),
})

export type Store = ReturnType<typeof createStore>

/** Throws when a delivery could not be stored now: it is tried to the end, since a full disk shows at the commit, and removed. */
export const canStore = ({ transaction, deliveries }: Store, now: Date): Promise<void> =>
  transaction(function* (tx) {
    const trial = { receivedAt: now, conversationId: null, type: null, bodyHash: '', body: '' }
    const added = yield* run(deliveries.add(tx, [trial]).returning())
    for (const { id } of added) yield* run(deliveries.remove(tx, id))
  })
