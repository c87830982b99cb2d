import * as z from 'zod'
import { Urgency } from '../../../shared/decision'
import { Color } from '../texts'
import { Match } from './match'
import { Target } from './promise'
import { section } from './section'

export const UrgencyLevel = z.enum(Urgency.options)

const Raise = section({
  to: UrgencyLevel.describe('At least this urgent.'),
  when: Match.describe('When these conditions hold.'),
})

export const UrgencySection = section({
  default: UrgencyLevel.default('normal').describe('Of what nothing else makes more urgent.'),
  raise: z
    .array(Raise)
    .default([])
    .describe('What makes a conversation more urgent; never lowers what topic or account ask for.'),
  targets: section({
    urgent: Target.prefault('15m').describe('First response to urgent conversations.'),
    high: Target.prefault('1h').describe('First response to those of high urgency.'),
    normal: Target.prefault({ within: '4h', count: 'working' }).describe('First response to normal ones.'),
    low: Target.prefault({ within: '2d', count: 'working' }).describe('First response to those of low urgency.'),
  })
    .prefault({})
    .describe('How soon a first response is promised.'),
  pause_snoozed: z.boolean().default(true).describe("Whether a snoozed conversation's targets stand still."),
  color: section({
    urgent: Color.optional().describe('Of urgent conversations.'),
    high: Color.optional().describe('Of those of high urgency.'),
    normal: Color.optional().describe('Of normal ones.'),
    low: Color.optional().describe('Of those of low urgency.'),
  })
    .default({})
    .describe('Conversation colours in Missive, as "#d03a2b".'),
})
