import * as z from 'zod'
import { Access } from '../../../shared/access'
import { Authority } from '../../../shared/decision'
import { DayOrMoment, HolidayRegion, Hours, Text, TimeZone } from '../formats'
import { Language } from '../texts'
import { Milliseconds } from './promise'
import { section } from './section'

export const AuthorityLevel = z.enum(Authority.options)

export const Defaults = section({
  capacity: z.int().min(0).default(15).describe('Open load that a teammate should hold.'),
  hours: Hours.prefault({ 'mon-fri': '09:00-17:00' }).describe('Working hours of who names none.'),
  shift_end_margin: Milliseconds.prefault('15m').describe("No new work this close to the end of a day's last span."),
  snoozed_weight: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('How much of its weight a snoozed conversation counts as load.'),
  flood_limit: z
    .int()
    .min(1)
    .default(5)
    .describe('How many conversations that had to wait go to one teammate in ten minutes, at most.'),
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

export const Teammate = section({
  missive_user: Text.optional().describe(
    'E-mail address or user id in Missive; left out: the name itself is the address.',
  ),
  time_zone: TimeZone.optional().describe("IANA name; left out: the document's."),
  hours: Hours.optional().describe('Working hours in the own time zone.'),
  holidays: HolidayRegion.optional().describe(
    'Country or country-region whose public holidays are days off: IT, DE-BY.',
  ),
  capacity: z.int().min(0).optional().describe('Open load that this teammate should hold.'),
  away: z.array(Away).default([]).describe('Stretches without work.'),
  skills: z.array(Text).default([]).describe('What this teammate knows, as topics name it.'),
  languages: z
    .array(Language)
    .min(1)
    .optional()
    .describe('In which languages this teammate writes (ISO 639-1); left out: any.'),
  authority: AuthorityLevel.default('agent').describe('What this teammate may decide.'),
  access: z.enum(Access.options).default('member').describe('What this teammate may do in Baton.'),
})
