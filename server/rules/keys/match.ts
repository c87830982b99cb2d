import * as z from 'zod'
import type { Match as CompiledMatch } from '../../routing/facts'
import { Language, PhonePrefix } from '../texts'
import { Names, oneOrMore, SoughtList, section } from './section'

const texts = 'expected text or a list of texts; numbers need quotes'

const conditions = {
  words: SoughtList.optional().describe('Any of these words or phrases stands in subject or preview.'),
  subject: SoughtList.optional().describe('Any of these words or phrases stands in the subject.'),
  label: SoughtList.optional().describe('It has any of these shared labels, by id or full path.'),
  from: SoughtList.optional().describe("The sender's address, its domain or a parent domain begins with any of these."),
  to: SoughtList.optional().describe("A recipient's address, its domain or a parent domain begins with any of these."),
  domain: SoughtList.optional().describe("The sender's domain is any of these, or lies below it."),
  team: Names.optional().describe('It is in the inbox of any of these teams.'),
  channel: SoughtList.optional().describe('It came by any of these channels: email, sms and others.'),
  language: oneOrMore(Language, texts).optional().describe('It is written in any of these languages (ISO 639-1).'),
  phone: oneOrMore(PhonePrefix, texts).optional().describe("The sender's phone number begins with any of these."),
  account: SoughtList.optional().describe(
    'The sender belongs to any of these accounts, named by their domain or e-mail address.',
  ),
  messages: z.int().min(1).optional().describe('It has at least this many messages.'),
  reopened: z.boolean().optional().describe('Whether it was closed before.'),
  received: z
    .enum(['working', 'off hours'])
    .optional()
    .describe("Whether the customer's message came in the working time of the team in whose inbox it is."),
}

/** Conditions that must all hold; within one list, any. */
export const Match: z.ZodType<CompiledMatch> = z.lazy(() =>
  section({
    any: z.array(Match).min(1).optional().describe('Any of these conditions holds.'),
    all: z.array(Match).min(1).optional().describe('All of these conditions hold.'),
    not: Match.optional().describe('This condition does not hold.'),
    ...conditions,
  })
    .refine((match) => Object.keys(match).length > 0, {
      error: 'expected at least one condition',
      when: ({ issues }) => issues.length === 0,
    })
    .meta({
      id: 'conditions',
      description: 'Conditions that must all hold; within one list, any.',
      minProperties: 1,
    }),
)
