import type { MissiveTeamId } from '../../shared/ids'
import { atDesk } from '../actions/books'
import type { Desk } from '../actions/desk'
import { receive } from '../actions/receive'
import { DAY, later, MINUTE } from '../clock'
import type { Logger } from '../log'
import type { Answer } from '../missive/client'
import { PAGE } from '../missive/client'
import type { ConversationPayload } from '../missive/payloads'
import { readSnapshot, type Snapshot } from '../missive/snapshot'
import type { Paced } from './paced'

/** How far a sweep reads past the newest activity that the one before saw. */
const OVERLAP_MS = 2 * MINUTE

export interface ImportDeps {
  desk: Desk
  paced: Paced
  log: Logger
  retainDays: number
}

/**
 * Reads the conversations of the routed teams before anything is routed, so that loads are right from the first decision.
 * The first time that it sees a team it reads all that are kept, and adopts them as they are; later only what changed
 * since. Throws when Missive cannot be read.
 */
export const importOpen = async (
  { desk, paced, log, retainDays }: ImportDeps,
  teams: MissiveTeamId[],
): Promise<void> => {
  const { store, clock } = desk
  const startedAt = clock()
  const oldest = later(startedAt, -retainDays * DAY)
  for (const team of teams) await importTeam(team)

  async function importTeam(team: MissiveTeamId): Promise<void> {
    const sweptUntil = desk.people().teams.find(({ id }) => id === team)?.sweptUntil ?? null
    const stopAt = sweptUntil ? later(sweptUntil, -OVERLAP_MS) : oldest
    const seen = new Set<string>()
    let newest: Date | null = null
    for (let until: number | null = null; ; ) {
      const page = rows(await paced('import', (client) => client.teamConversations(team, until)))
      const snapshots = page.map((payload) => readSnapshot(payload, desk.people().readers))
      await takeOver(
        snapshots.filter(({ id }) => !seen.has(id)),
        sweptUntil === null,
      )
      for (const { id } of snapshots) seen.add(id)
      const times = snapshots.map(({ lastActivityAt }) => lastActivityAt).filter((at) => at !== null)
      newest ??= times[0] ?? null
      const last = times.at(-1)
      const cursor: number | null = last ? Math.floor(+last / 1000) : null
      if (seen.size > page.length) log.info({ team, conversations: seen.size }, 'Reading what is open in Missive')
      if (page.length < PAGE || !last || last < stopAt || cursor === until) break
      until = cursor
    }
    await store.directory.sweptUntil(store.db, team, newest ?? startedAt)
  }

  async function takeOver(snapshots: Snapshot[], isFromBefore: boolean): Promise<void> {
    await atDesk(desk, function* (tx, books) {
      for (const snapshot of snapshots.filter(({ flags }) => flags !== null))
        yield* receive(desk, tx, books, { snapshot, happening: { kind: 'read' }, bodyHash: null, isFromBefore })
    })
  }
}

const rows = (answer: Answer<{ conversations: ConversationPayload[] }>): ConversationPayload[] => {
  if (answer.kind === 'ok') return answer.value.conversations
  throw new Error(answer.kind === 'limited' ? 'Missive asked to wait' : answer.reason)
}
