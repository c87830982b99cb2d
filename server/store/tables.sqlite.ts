import { sqliteColumns } from './columns'
import { createTables } from './tables'

/** Read by drizzle-kit, which wants each table as an export of its own. */
export const {
  turns,
  deliveries,
  webhookKinds,
  conversations,
  aliases,
  sweeps,
  repairs,
  loads,
  teamTurns,
  teammates,
  missiveTeams,
  rulesVersions,
  rulesSnapshots,
  decisions,
  trail,
  guardAnswers,
  absences,
  notices,
  reminders,
  unclaimed,
  outbox,
  attention,
  dueWork,
  calls,
  states,
  signInCodes,
  sessions,
  personalConversations,
} = createTables(sqliteColumns)
