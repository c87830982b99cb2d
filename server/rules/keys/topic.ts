import * as z from 'zod'
import { Text } from '../formats'
import { Match } from './match'
import { Names, section, together } from './section'
import { Assign } from './team'
import { AuthorityLevel } from './teammate'
import { UrgencyLevel } from './urgency'

const hasTwoDecimals = (weight: number) => Number(weight.toFixed(2)) === weight

export const Topic = section({
  match: Match.describe('When a conversation is about it; the first topic that matches wins.'),
  team: Names.optional().describe(
    "The team that gets it, or a list: the first where somebody is at work; left out: the conversation's own, else the general team.",
  ),
  owner: Text.optional().describe('A person instead of a team.'),
  authority: AuthorityLevel.default('agent').describe('Only who may decide this gets it.'),
  skill: Text.optional().describe('Who knows this comes first.'),
  urgency: UrgencyLevel.optional().describe('At least this urgent.'),
  assign: Assign.optional().describe("How it is shared, instead of the team's way."),
  weight: z
    .number()
    .gt(0)
    .refine(hasTwoDecimals, 'expected at most two decimals')
    .default(1)
    .describe('How much it counts as load.'),
  needs: Text.optional().describe('"What\'s needed" in drafted notes.'),
  templates: z.array(Text).default([]).describe('Titles of fitting Missive responses.'),
})
  .refine(
    ...together<'team' | 'owner'>(
      ({ team, owner }) => !team || !owner,
      'expected a team or an owner, not both',
      'owner',
    ),
  )
  .meta({ not: { required: ['team', 'owner'] } })
