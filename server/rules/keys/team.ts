import * as z from 'zod'
import { Method } from '../../../shared/decision'
import { Hours, Text } from '../formats'
import { Conversation } from '../texts'
import { absentKeys } from './clock'
import { section } from './section'

export const Assign = z.enum(Method.options)

export const Mode = z.enum(['shadow', 'route'])

export const Team = section({
  missive_team: Text.describe("Missive's id or exact name of the team."),
  members: z
    .array(Text)
    .min(1)
    .optional()
    .describe("Names of teammates, or their e-mail addresses; left out: the Missive team's active members."),
  assign: Assign.default('least_busy').describe('How the team shares its work.'),
  skip_away: z.boolean().default(true).describe('false: people who are away get work too; working hours always hold.'),
  hours: Hours.optional().describe('What working time means for its targets; left out: whenever any member works.'),
  backup: Text.optional().describe('The team that takes over, one hop, when waiting would break the target.'),
  escalates_to: Text.optional().describe('The team that escalations go to: the next tier.'),
  channel: Conversation.optional().describe('Id of the Missive conversation that gets notices: the end of its link.'),
  owner_absent: section(absentKeys)
    .optional()
    .describe("What happens when an owner of this team's mail is absent; what it leaves out, clock.owner_absent says."),
  mode: Mode.optional().describe("Whether Baton assigns or only watches; left out: the document's mode."),
})
