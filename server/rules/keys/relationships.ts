import * as z from 'zod'
import { Text } from '../formats'
import { Domain, Email } from '../texts'
import { Milliseconds } from './promise'
import { section, together } from './section'
import { UrgencyLevel } from './urgency'

const Account = section({
  domain: Domain.optional().describe('Everyone who writes from this domain.'),
  email: Email.optional().describe('Who writes from this address.'),
  owner: Text.optional().describe('Who looks after them.'),
  team: Text.optional().describe('The team that gets their mail where no topic names another.'),
  urgency: UrgencyLevel.optional().describe('At least this urgent.'),
  mode: z
    .enum(['prefer', 'require'])
    .default('prefer')
    .describe('require: nobody but the owner gets it, until its target nears.'),
})
  .refine(
    ...together<'domain' | 'email'>(
      ({ domain, email }) => (domain === undefined) !== (email === undefined),
      'expected a domain or an email, one of the two',
    ),
  )
  .refine(
    ...together<'owner' | 'team' | 'urgency'>(
      ({ owner, team, urgency }) => [owner, team, urgency].some((value) => value !== undefined),
      'expected an owner, a team or an urgency',
    ),
  )
  .refine(
    ...together<'owner' | 'mode'>(
      ({ owner, mode }) => mode !== 'require' || owner !== undefined,
      'require needs an owner',
      'mode',
    ),
  )
  .meta({
    oneOf: [{ required: ['domain'] }, { required: ['email'] }],
    anyOf: [{ required: ['owner'] }, { required: ['team'] }, { required: ['urgency'] }],
  })

export const RelationshipsSection = section({
  slack: z
    .number()
    .min(0)
    .default(3)
    .describe('How much more load than the least busy a known teammate may hold and still be preferred.'),
  previous_owner_within: Milliseconds.prefault('90d').describe(
    'How long who handled a contact last stays known to it.',
  ),
  accounts: z.array(Account).default([]).describe('Customers that somebody looks after.'),
})
