import * as z from 'zod'
import { Moment, Text } from '../formats'
import { oneOrMore, section } from './section'
import { UrgencyLevel } from './urgency'

const Texts = oneOrMore(Text, 'expected text or a list of texts; numbers need quotes')

/** A mail as examples describe it. */
export const ExampleMail = section({
  subject: z.string().optional().describe('Its subject.'),
  preview: z.string().optional().describe('How its text begins.'),
  from: Text.optional().describe("The sender's address."),
  to: Texts.default([]).describe("The recipients' addresses."),
  reply_to: Texts.default([]).describe('Where answers to it go.'),
  labels: Texts.default([]).describe('Its shared labels, by id or full path.'),
  channel: Text.default('email').describe('How it came: email, sms and others.'),
  team: Text.optional().describe('The team in whose inbox it is; left out: the general team.'),
})
export type ExampleMail = z.output<typeof ExampleMail>

const Expectations = section({
  topic: Text.optional().describe('Its topic.'),
  team: Text.optional().describe('The team that it comes to, or the backup that takes it.'),
  owner: Text.optional().describe('Who gets it.'),
  urgency: UrgencyLevel.optional().describe('How soon it needs an answer.'),
  due: Moment.optional().describe('When the first response is due, to the second.'),
  waits: z.boolean().optional().describe('Whether it waits for somebody.'),
  left_alone: z.boolean().optional().describe('Whether it needs no owner.'),
  needs_attention: z.boolean().optional().describe('Whether nobody can take it in time.'),
})
  .refine((expected) => Object.keys(expected).length > 0, {
    error: 'expected at least one of topic, team, owner, urgency, due, waits, left_alone and needs_attention',
    when: ({ issues }) => issues.length === 0,
  })
  .meta({ minProperties: 1 })
export type Expectations = z.output<typeof Expectations>

export const Example = section({
  mail: ExampleMail.describe('What comes in.'),
  at: Moment.describe('When it comes: a time with an offset.'),
  expect: Expectations.describe('What must become of it.'),
})
export type Example = z.output<typeof Example>
