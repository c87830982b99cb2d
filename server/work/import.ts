import type { MissiveTeamId } from '../../shared/ids'
import type { Desk } from '../actions/desk'
import { takeList } from '../actions/take-list'
import { DAY, later } from '../clock'
import type { Logger } from '../log'
import type { Answer } from '../missive/client'
import type { ConversationPayload } from '../missive/payloads'
import { readSnapshot } from '../missive/snapshot'
import { run } from '../store/database'
import type { Paced } from './paced'
import { seeTeam } from './see-team'
import { pageOf } from './sweep'

export interface ImportDeps {
  desk: Desk
  paced: Paced
  log: Logger
  retainDays: number
}

/**
 * Reads the conversations of teams of which nothing is known, before anything is routed, so that loads are right from the
 * first decision: all that are open, and on the same pages what was closed of late. They are adopted as they are. After a
 * restart it goes on where it was. Throws when Missive cannot be read.
 */
export const importTeams = async (
  { desk, paced, log, retainDays }: ImportDeps,
  teams: readonly MissiveTeamId[],
): Promise<void> => {
  const { store, clock } = desk
  for (const team of teams) await importTeam(team)

  async function importTeam(team: MissiveTeamId): Promise<void> {
    let sweep = await store.transaction(function* (tx) {
      const begun = yield* store.sweeps.find(tx, 'import', team)
      return begun && !begun.finishedAt ? begun : yield* store.sweeps.begin(tx, 'import', team, clock())
    })
    const oldest = later(sweep.startedAt, -retainDays * DAY)
    while (!sweep.finishedAt) {
      const { until } = sweep
      const asked = { at: clock(), latestDelivery: null }
      const answer = await paced('import', (client) => client.teamConversations(team, until))
      await seeTeam(desk, team, answer)
      if (answer.kind === 'refused') {
        log.warn({ team, reason: answer.reason }, 'Missive does not show the conversations of a team; the others go on')
        return
      }
      const page = pageOf(rows(answer), until)
      const snapshots = page.rows.map((row) => readSnapshot(row, desk.people().readers))
      await takeList(desk, { snapshots, asked, importedAt: sweep.startedAt, during: 'import' })
      const isOver = page.until === null || (page.oldest !== null && page.oldest < oldest)
      sweep = {
        ...sweep,
        until: page.until,
        newestAt: sweep.newestAt ?? snapshots[0]?.lastActivityAt ?? null,
        conversations: sweep.conversations + page.rows.length,
        finishedAt: isOver ? clock() : null,
      }
      const { newestAt, startedAt } = sweep
      await store.transaction(function* (tx) {
        yield* run(store.sweeps.keep(tx, sweep))
        if (isOver) yield* run(store.directory.swept(tx, team, newestAt ?? startedAt, desk.clock()))
      })
      log.info({ team, conversations: sweep.conversations, isOver }, 'Reading what is open in Missive')
    }
  }
}

const rows = (answer: Answer<{ conversations: ConversationPayload[] }>): ConversationPayload[] => {
  if (answer.kind === 'ok') return answer.value.conversations
  throw new Error(answer.kind === 'limited' ? 'Missive asked to wait' : answer.reason)
}
