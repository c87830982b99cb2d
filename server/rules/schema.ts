import * as z from 'zod'
import { Text, TimeZone } from './formats'
import { ClockSection } from './keys/clock'
import { Example } from './keys/example'
import { EscalationSection, HandoffSection } from './keys/handoff'
import { Match } from './keys/match'
import { RelationshipsSection } from './keys/relationships'
import { Name, section } from './keys/section'
import { Mode, Team } from './keys/team'
import { Defaults, Teammate } from './keys/teammate'
import { Topic } from './keys/topic'
import { UrgencySection } from './keys/urgency'

/** The whole format of the rules document: every key with its meaning, and its default where it has one. */
export const RulesDocument = section({
  version: z.literal(1).describe('Version of the format.'),
  mode: Mode.default('shadow').describe('shadow: Baton only watches and says what it would do; route: it assigns.'),
  time_zone: TimeZone.optional().describe('For teams, and for teammates that name none; left out: UTC.'),
  general_team: Text.describe('Takes what no topic claims.'),
  defaults: Defaults.prefault({}).describe('For what teammates do not say themselves.'),
  teams: z.record(Name, Team).describe('Routing teams by name, each tied to a Missive team.'),
  teammates: z.record(Name, Teammate).default({}).describe('People by name: only who differs from the defaults.'),
  topics: z.record(Name, Topic).default({}).describe('What conversations are about, in order: the first match wins.'),
  urgency: UrgencySection.prefault({}).describe('How soon conversations need an answer.'),
  relationships: RelationshipsSection.prefault({}).describe(
    'Known teammates, and customers that somebody looks after.',
  ),
  no_owner_needed: z.array(Match).default([]).describe('What is left alone; reply-to is looked at before from.'),
  handoff: HandoffSection.prefault({}).describe('Notes, and owners set without one.'),
  clock: ClockSection.prefault({}).describe('Reminders, follow-ups and absent owners.'),
  escalation: EscalationSection.prefault({}).describe('Who is turned to next.'),
  examples: z
    .array(Example)
    .default([])
    .describe('Mails and what must become of them, checked before these rules are accepted.'),
})
export type RulesDocument = z.output<typeof RulesDocument>
