import { assigneesOf, type Conversation, isClosed, newStanding, type Standing } from './conversation'
import { peopleOfTeam, type Team } from './organization'

/** Each change below does what Missive does to the standings, and says whether it changed anything. */

/** Snooze, trash, spam and star are each person's own; no one named means everyone with access. */
export const setForPeople = (conversation: Conversation, change: Partial<Standing>, personIds?: string[]): void => {
  for (const personId of personIds ?? conversation.standings.keys()) {
    const standing = conversation.standings.get(personId)
    if (standing) Object.assign(standing, change)
  }
}

const seesInTeam = (conversation: Conversation, team: Team): Standing[] =>
  peopleOfTeam(team).flatMap((personId) => conversation.standings.get(personId) ?? [])

export const share = (conversation: Conversation, personIds: string[]): void => {
  for (const personId of personIds) {
    conversation.sharedWith.add(personId)
    if (!conversation.standings.has(personId)) {
      const archived = conversation.teamId !== null
      conversation.standings.set(personId, newStanding({ archived, closed: isClosed(conversation) }))
    }
  }
}

export const assign = (conversation: Conversation, personIds: string[]): boolean => {
  const added = personIds.filter((personId) => !conversation.standings.get(personId)?.assigned)
  if (added.length === 0) return false
  share(conversation, added)
  for (const standing of conversation.standings.values()) {
    if (standing.unassigned) Object.assign(standing, { unassigned: false, archived: true })
  }
  setForPeople(conversation, { assigned: true, archived: false }, added)
  return true
}

/** The last assignee's removal brings the conversation back into its team's inbox, unless it is closed. */
export const unassign = (conversation: Conversation, personIds: string[], team: Team | null): boolean => {
  const removed = personIds.filter((personId) => conversation.standings.get(personId)?.assigned)
  if (removed.length === 0) return false
  setForPeople(conversation, { assigned: false, archived: true }, removed)
  if (team && assigneesOf(conversation).length === 0 && !isClosed(conversation)) putInTeamInbox(conversation, team)
  return true
}

export const putInTeamInbox = (conversation: Conversation, team: Team): void => {
  for (const standing of seesInTeam(conversation, team)) {
    if (!standing.assigned) Object.assign(standing, { unassigned: true, archived: false })
  }
}

/** Who saw it through the old team alone loses access. Assignees stay; without any it waits in the new inbox. */
export const moveToTeam = (conversation: Conversation, team: Team): boolean => {
  if (conversation.teamId === team.id) return false
  const wasClosed = isClosed(conversation)
  conversation.teamId = team.id
  const newcomers = peopleOfTeam(team)
  for (const [personId, standing] of conversation.standings) {
    Object.assign(standing, { unassigned: false, archived: !standing.assigned })
    const stays = newcomers.includes(personId) || standing.assigned || conversation.sharedWith.has(personId)
    if (!stays) conversation.standings.delete(personId)
  }
  for (const personId of newcomers) {
    if (!conversation.standings.has(personId)) {
      conversation.standings.set(personId, newStanding({ archived: true, closed: wasClosed }))
    }
  }
  if (assigneesOf(conversation).length === 0 && !wasClosed) putInTeamInbox(conversation, team)
  return true
}

/** Assignees stay: a later answer of the customer comes back to them. */
export const close = (conversation: Conversation): boolean => {
  if (isClosed(conversation)) return false
  setForPeople(conversation, { closed: true, archived: true, unassigned: false, snoozed: false })
  return true
}

export const reopen = (conversation: Conversation, team: Team | null): boolean => {
  if (!isClosed(conversation)) return false
  setForPeople(conversation, { closed: false })
  surface(conversation, team)
  return true
}

/** Shows new activity to those whom it concerns: the assignees, else the team, else everyone with access. */
export const surface = (conversation: Conversation, team: Team | null): void => {
  const assignees = assigneesOf(conversation)
  if (assignees.length > 0) setForPeople(conversation, { archived: false }, assignees)
  else if (team) putInTeamInbox(conversation, team)
  else setForPeople(conversation, { archived: false })
}

export const addLabels = (conversation: Conversation, labelIds: string[]): boolean => {
  const added = labelIds.filter((labelId) => !conversation.labelIds.includes(labelId))
  conversation.labelIds.push(...added)
  return added.length > 0
}

export const removeLabels = (conversation: Conversation, labelIds: string[]): boolean => {
  const left = conversation.labelIds.filter((labelId) => !labelIds.includes(labelId))
  const removed = left.length < conversation.labelIds.length
  conversation.labelIds = left
  return removed
}
