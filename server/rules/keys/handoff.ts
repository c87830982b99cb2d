import * as z from 'zod'
import { Text } from '../formats'
import { Milliseconds } from './promise'
import { SoughtList, section } from './section'

export const HandoffSection = section({
  silent_assignment: z
    .enum(['ask', 'flag', 'off'])
    .default('ask')
    .describe('When somebody sets an owner in Missive without a note: ask for one, flag it only, or let it be.'),
  routed_note: z
    .enum(['full', 'line'])
    .default('full')
    .describe('How much the note of a routed conversation says; line: its first line, what is needed and the link.'),
  ping_pong_window: Milliseconds.prefault('7d').describe(
    'How long who gave a conversation away does not get it again.',
  ),
})

export const EscalationSection = section({
  chain: z
    .array(Text)
    .min(1)
    .optional()
    .describe('Who is turned to, in order: levels of authority, teammates or teams; left out: lead, head, leadership.'),
  words: SoughtList.default([]).describe('Words that raise urgency a step and make the panel suggest escalating.'),
})
