import type { Finding } from '../../shared/health-api'
import type { Capabilities } from '../store/capabilities'
import type { Desk } from './desk'
import { warning } from './finding'
import { knownCapabilities } from './learn'
import { sayCapabilities, sayOwnPosts } from './say-capabilities'
import { teamsWithoutSeat } from './teams-in-sight'

/** What this Missive was found to do where it need not, each with what Baton does instead and what an admin can do. */
export const viewCapabilities = async (desk: Desk): Promise<Finding[]> => {
  const known = await desk.store.transaction((tx) => knownCapabilities(desk, tx))
  return [...sayTeams(desk, known), ...sayCapabilities(known, null), ...sayOwnPosts('own posts', known)]
}

const sayTeams = (desk: Desk, { unseenTeams }: Capabilities): Finding[] => {
  if (unseenTeams === 'shown') return []
  const seat = desk.people().teammateById.get(desk.people().routerId)?.name ?? 'Baton’s own user'
  return teamsWithoutSeat(desk).map(({ name }) =>
    warning(
      `team ${name}`,
      `${seat} is not in the team ${name}, so Baton cannot read its conversations. It routes those that webhooks tell of, as far as Missive lets it.`,
      `In Missive, Settings → Teams, add ${seat} to ${name} as an observer.`,
    ),
  )
}
