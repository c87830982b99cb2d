import * as z from 'zod'
import { Access } from '../../shared/access'
import { Method, Urgency } from '../../shared/decision'
import type { Match as CompiledMatch, Target as CompiledTarget } from '../routing/facts'
import { fold } from '../routing/phrases'
import { DayOrMoment, Duration, durationMs, Hours, Text, TimeZone } from './formats'
import { didYouMean } from './nearest'

/** A mapping that knows all its keys. The message of an unknown-keys issue has one line for each of them. */
const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? (issue.keys as string[]).map((key) => `unknown key${didYouMean(key, Object.keys(shape))}`).join('\n')
        : undefined,
  })

/** A key of the format whose part of Baton is not there yet: refused by name, never ignored. */
const later = (meaning: string) => z.never('not supported yet').optional().describe(meaning)

const laterWords = <const Values extends readonly string[]>(values: Values, laterValues: readonly string[]) =>
  z.enum(values, {
    error: ({ input }) =>
      typeof input === 'string' && laterValues.includes(input) ? `${input} is not supported yet` : undefined,
  })

/** Numbers are left to be numbers: YAML would put those keys in another order than the document's. */
const Name = z.string().regex(/\p{L}/u, 'a name needs a letter')

/** Text that is looked for, as long as something of it is left when it is compared. */
const Sought = z.string().refine((text) => fold(text) !== '', 'expected text, not blanks')

const SoughtList = z
  .union([Sought, z.array(Sought).min(1)], 'expected text or a list of texts; numbers need quotes')
  .transform((texts) => (typeof texts === 'string' ? [texts] : texts))

const matchShape = {
  words: SoughtList.optional().describe('Any of these words or phrases stands in subject or preview.'),
  subject: SoughtList.optional().describe('Any of these words or phrases stands in the subject.'),
  label: SoughtList.optional().describe('It has any of these shared labels, by id or full path.'),
  from: SoughtList.optional().describe("The sender's address, its domain or a parent domain begins with any of these."),
  to: SoughtList.optional().describe("A recipient's address, its domain or a parent domain begins with any of these."),
  all: later('All of these conditions hold.'),
  not: later('This condition does not hold.'),
  domain: later("The sender's domain."),
  team: later('The routing team in whose inbox it is.'),
  channel: later('The channel: email, sms and others.'),
  language: later('The language it is written in.'),
  phone: later("How the sender's phone number begins."),
  account: later('The account that the sender belongs to.'),
  messages: later('It has at least this many messages.'),
  reopened: later('Whether it was closed before.'),
  received: later("Whether it came in the team's working hours."),
}

/** Conditions that must all hold; within one list, any. */
export const Match: z.ZodType<CompiledMatch> = z.lazy(() =>
  section({
    any: z.array(Match).min(1).optional().describe('Any of these conditions holds.'),
    ...matchShape,
  }).refine((match) => Object.keys(match).length > 0, {
    error: 'expected at least one condition',
    when: ({ issues }) => issues.length === 0,
  }),
)

const Defaults = section({
  capacity: z.int().min(0).default(15).describe('Open load that a teammate should hold.'),
  hours: Hours.prefault({ 'mon-fri': '09:00-17:00' }).describe('Working hours of who names none.'),
  shift_end_margin: Duration.prefault('15m')
    .transform(durationMs)
    .describe("No new work this close to the end of a day's last span."),
  snoozed_weight: later('How much a snoozed conversation counts as load.'),
  flood_limit: later('How many conversations that had to wait go to one teammate in ten minutes, at most.'),
})

const Team = section({
  missive_team: Text.describe("Missive's id or exact name of the team."),
  members: z
    .array(Text)
    .min(1)
    .optional()
    .describe("Names of teammates, or their e-mail addresses; left out: the Missive team's active members."),
  assign: laterWords(Method.options, ['random', 'all_at_once', 'claim'])
    .default('least_busy')
    .describe('How the team shares its work.'),
  hours: Hours.optional().describe('What working time means for its targets; left out: whenever any member works.'),
  backup: Text.optional().describe('The team that takes over, one hop, when waiting would break the target.'),
  mode: z
    .enum(['shadow', 'route'])
    .optional()
    .describe("Whether Baton assigns or only watches; left out: the document's mode."),
  skip_away: later('Whether people who are away get no work.'),
  escalates_to: later('The next tier.'),
  channel: later('The conversation that gets notices.'),
})

const isLater = (from: DayOrMoment, to: DayOrMoment): boolean | null => {
  if (from.kind === 'day' && to.kind === 'day') return to.day >= from.day
  if (from.kind === 'moment' && to.kind === 'moment') return to.at > from.at
  return null
}

const Away = section({
  from: DayOrMoment.describe('First day, or a time with an offset.'),
  to: DayOrMoment.describe('Last day, included, or a time with an offset, not included.'),
  reason: Text.optional().describe('Shown to colleagues.'),
}).superRefine(({ from, to }, context) => {
  const isInOrder = isLater(from, to)
  if (isInOrder) return
  const message = isInOrder === null ? 'expected two dates or two times, not one of each' : 'expected a later end'
  context.addIssue({ code: 'custom', path: ['to'], message })
})

const Teammate = section({
  missive_user: Text.optional().describe(
    'E-mail address or user id in Missive; left out: the name itself is the address.',
  ),
  time_zone: TimeZone.optional().describe("IANA name; left out: the document's."),
  hours: Hours.optional().describe('Working hours in the own time zone.'),
  capacity: z.int().min(0).optional().describe('Open load that this teammate should hold.'),
  away: z.array(Away).default([]).describe('Stretches without work.'),
  access: z.enum(Access.options).default('member').describe('What this teammate may do in Baton.'),
  skills: later('What this teammate knows.'),
  languages: later('In which languages this teammate writes.'),
  authority: later('What this teammate may decide.'),
  holidays: later('Country or country-region whose public holidays are days off.'),
})

const Topic = section({
  match: Match.describe('When a conversation is about it; the first topic that matches wins.'),
  team: z
    .string({ error: ({ input }) => (Array.isArray(input) ? 'a list of teams is not supported yet' : undefined) })
    .optional()
    .describe("The team that gets it; left out: the conversation's own, else the general team."),
  needs: Text.optional().describe('"What\'s needed" in drafted notes.'),
  owner: later('A person instead of a team.'),
  authority: later('Only who may decide this.'),
  urgency: later('At least this urgent.'),
  skill: later('Who knows this comes first.'),
  weight: later('How much it counts as load.'),
  templates: later('Titles of fitting Missive responses.'),
  assign: later("Overrides the team's method."),
})

const isPositive = ({ amount }: Duration) => amount > 0
const noTime = 'expected more than no time'

const Target = z.union(
  [
    Duration.refine(isPositive, noTime).transform(
      (within): CompiledTarget => ({ kind: 'plain', ms: durationMs(within) }),
    ),
    section({
      within: Duration.refine(isPositive, noTime).describe('How long.'),
      count: z.literal('working').describe("Only the team's working time counts."),
    }).transform(
      ({ within }): CompiledTarget =>
        within.unit === 'd'
          ? { kind: 'working days', days: within.amount }
          : { kind: 'working time', ms: durationMs(within) },
    ),
  ],
  'expected a duration such as 4h, or { within: 4h, count: working }',
)

const UrgencySection = section({
  default: z.enum(Urgency.options).default('normal').describe('Of what nothing else makes more urgent.'),
  targets: section({
    urgent: Target.prefault('15m').describe('First response to urgent conversations.'),
    high: Target.prefault('1h').describe('First response to those of high urgency.'),
    normal: Target.prefault({ within: '4h', count: 'working' }).describe('First response to normal ones.'),
    low: Target.prefault({ within: '2d', count: 'working' }).describe('First response to those of low urgency.'),
  })
    .prefault({})
    .describe('How soon a first response is promised.'),
  raise: later('What makes a conversation more urgent.'),
  pause_snoozed: later("Whether a snoozed conversation's targets stand still."),
  color: later('Conversation colours in Missive.'),
})

/** The whole format of the rules document: every key, what acts and what is refused for now. */
export const RulesDocument = section({
  version: z.literal(1).describe('Version of the format.'),
  mode: z
    .enum(['shadow', 'route'])
    .default('shadow')
    .describe('shadow: Baton only watches and says what it would do; route: it assigns.'),
  time_zone: TimeZone.optional().describe('For teams, and for teammates that name none; left out: UTC.'),
  general_team: Text.describe('Takes what no topic claims.'),
  defaults: Defaults.prefault({}).describe('For what teammates do not say themselves.'),
  teams: z.record(Name, Team).describe('Routing teams by name, each tied to a Missive team.'),
  teammates: z.record(Name, Teammate).default({}).describe('People by name: only who differs from the defaults.'),
  topics: z.record(Name, Topic).default({}).describe('What conversations are about, in order: the first match wins.'),
  urgency: UrgencySection.prefault({}).describe('How soon conversations need an answer.'),
  no_owner_needed: z.array(Match).default([]).describe('What is left alone; reply-to is looked at before from.'),
  relationships: later('Known teammates and accounts.'),
  handoff: later('Notes and silent assignments.'),
  clock: later('Reminders, follow-ups and absent owners.'),
  escalation: later('Who is turned to next.'),
  examples: later('Mails and where they must go, checked before the rules are accepted.'),
})
export type RulesDocument = z.output<typeof RulesDocument>
