import { type Conversation, isClosed, isInTeamInbox, type Standing } from './conversation'

/** One person's own mailboxes, by their name in the API. */
const personal = {
  inbox: ({ archived, closed, snoozed, trashed, junked, unassigned }) =>
    !(archived || closed || snoozed || trashed || junked || unassigned),
  all: ({ trashed, junked }) => !trashed && !junked,
  assigned: ({ assigned, closed, trashed, junked }) => assigned && !closed && !trashed && !junked,
  closed: ({ closed }) => closed,
  snoozed: ({ snoozed }) => snoozed,
  flagged: ({ flagged }) => flagged,
  trashed: ({ trashed }) => trashed,
  junked: ({ junked }) => junked,
  drafts: () => false,
} satisfies Record<string, (standing: Standing) => boolean>
export type PersonalMailbox = keyof typeof personal
export const personalMailboxes = Object.keys(personal) as PersonalMailbox[]

/** A team's three lists: what waits in its inbox, what is closed, and everything it ever had. */
const ofTeam = {
  team_inbox: (conversation) => isInTeamInbox(conversation) && !isClosed(conversation),
  team_closed: isClosed,
  team_all: () => true,
} satisfies Record<string, (conversation: Conversation) => boolean>
export type TeamMailbox = keyof typeof ofTeam
export const teamMailboxes = Object.keys(ofTeam) as TeamMailbox[]

export const isInPersonalMailbox = (
  conversation: Conversation,
  mailbox: PersonalMailbox,
  personId: string,
): boolean => {
  const standing = conversation.standings.get(personId)
  return standing !== undefined && personal[mailbox](standing)
}

export const isInTeamMailbox = (conversation: Conversation, mailbox: TeamMailbox, teamId: string): boolean =>
  conversation.teamId === teamId && ofTeam[mailbox](conversation)
