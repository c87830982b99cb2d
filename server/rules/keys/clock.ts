import * as z from 'zod'
import { Percentage } from '../texts'
import { Target } from './promise'
import { section } from './section'

const AbsentAfter = Target.describe('How long the owner must be absent.')
const AbsentThen = z
  .enum(['reassign', 'return_to_queue', 'keep'])
  .describe('reassign: to somebody who is there; return_to_queue: to the team inbox; keep: it stays.')
const AbsentMove = z
  .enum(['at_risk', 'waiting', 'all'])
  .describe(
    'at_risk: whose target falls before the owner is back; waiting: all that wait for us; all: everything open.',
  )

// biome-ignore lint/suspicious/noThenProperty: the document's word; nothing awaits this
const perUrgency = { after: AbsentAfter.optional(), then: AbsentThen.optional(), move: AbsentMove.optional() }

const urgencies = {
  low: section(perUrgency).optional().describe('Of low urgency, where it differs.'),
  normal: section(perUrgency).optional().describe('Of normal urgency, where it differs.'),
  high: section(perUrgency).optional().describe('Of high urgency, where it differs.'),
  urgent: section(perUrgency).optional().describe('Of what is urgent, where it differs.'),
}

/** A team's own; nothing has a default. */
export const absentKeys = { ...perUrgency, ...urgencies }

export const ClockSection = section({
  remind_at: Percentage.prefault('75%').describe(
    'Part of the first-response target after which the owner is reminded, such as 75%.',
  ),
  follow_up: section({
    after: Target.prefault({ within: '1d', count: 'working' }).describe(
      'Without any act of the owner, they are reminded.',
    ),
    escalate_after: Target.prefault({ within: '1d', count: 'working' }).describe(
      'So much later the next in the escalation chain is told.',
    ),
  })
    .prefault({})
    .describe('What happens when an owner does nothing.'),
  owner_absent: section({
    after: AbsentAfter.prefault('2h'),
    // biome-ignore lint/suspicious/noThenProperty: the document's word; nothing awaits this
    then: AbsentThen.default('reassign'),
    move: AbsentMove.default('at_risk'),
    ...urgencies,
    urgent: section({ ...perUrgency, after: AbsentAfter.prefault('10m') })
      .prefault({})
      .describe('Of what is urgent, where it differs.'),
  })
    .prefault({})
    .describe('What happens to what an absent teammate owns.'),
  accept_within: Target.optional().describe(
    'Not opened, answered or commented within this time, a conversation is routed on; left out: never.',
  ),
})
