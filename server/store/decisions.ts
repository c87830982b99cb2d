import { eq } from 'drizzle-orm'
import { Decision } from '../../shared/decision'
import type { ConversationId } from '../../shared/ids'
import type { Facts } from '../routing/facts'
import { type Db, inParts, run, type Steps } from './database'
import type { DecisionRow, Tables } from './tables'

export interface NewDecision {
  id: string
  conversationId: ConversationId
  at: Date
  rulesSnapshotId: string
  /** What `decide` looked at, but for the rules, which the snapshot keeps. */
  facts: Omit<Facts, 'rules'>
  decision: Decision
}

export const createDecisions = ({ decisions }: Tables) => {
  const parse = (row: Tables['decisions']['$inferSelect']): DecisionRow => ({
    ...row,
    decision: Decision.parse(row.decision),
  })
  return {
    *addMany(tx: Db, rows: NewDecision[]): Steps<void> {
      for (const part of inParts(rows)) yield* run(tx.insert(decisions).values(part))
    },

    *find(tx: Db, id: string): Steps<DecisionRow | null> {
      const [row] = yield* run(tx.select().from(decisions).where(eq(decisions.id, id)))
      return row ? parse(row) : null
    },
  }
}
