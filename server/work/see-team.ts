import type { MissiveTeamId } from '../../shared/ids'
import type { Desk } from '../actions/desk'
import { learnThat } from '../actions/learn'
import { isSeatIn } from '../actions/teams-in-sight'
import type { Answer } from '../missive/client'
import type { ConversationPayload } from '../missive/payloads'
import { isGuestRow } from '../missive/snapshot'
import type { Capabilities } from '../store/capabilities'

type List = Answer<{ conversations: ConversationPayload[] }>

const unseenTeamsBy = (answer: List): Capabilities['unseenTeams'] => {
  if (answer.kind === 'refused') return 'refused'
  if (answer.kind !== 'ok') return 'unknown'
  return answer.value.conversations.length === 0 ? 'empty' : 'shown'
}

/** Learns from the list of a team: whether one is shown that Baton's seat is not in, and what it is only a guest in. */
export const seeTeam = async (desk: Desk, teamId: MissiveTeamId, answer: List): Promise<void> => {
  const team = desk.people().teams.find(({ id }) => id === teamId)
  const isForeign = team !== undefined && isSeatIn(desk, team) === false
  const hasGuestRows = answer.kind === 'ok' && answer.value.conversations.some(isGuestRow)
  if (!isForeign && !hasGuestRows) return
  await desk.store.transaction((tx) =>
    learnThat(desk, tx, {
      ...(isForeign ? { unseenTeams: unseenTeamsBy(answer) } : {}),
      ...(hasGuestRows ? { guestRows: 'only ids' } : {}),
    }),
  )
}
