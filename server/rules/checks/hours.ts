import type { Rules, Team, Teammate } from '../../routing/facts'
import { WEEKDAYS, weekdayOf } from '../../routing/hours'
import { membersOf } from '../../routing/roster'
import { sayList } from '../../routing/spoken'
import { DAY_MS, dayNumber, momentOf, wallClock } from '../../routing/wall-clock'
import { gapsOf, type Stretch } from './gaps'

const dayNames = WEEKDAYS.map((day) => day.charAt(0).toUpperCase() + day.slice(1))
const twoDigits = (number: number) => String(number).padStart(2, '0')

/** A gap of the week on the wall clock: a weekday from 0 and "17:00". */
interface WeeklyGap {
  day: number
  from: string
  to: string
  daysLater: number
}

const clockOf = (wallMs: number): string => {
  const minutes = Math.floor((((wallMs % DAY_MS) + DAY_MS) % DAY_MS) / 60_000)
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

const weekdayIndex = (wallMs: number): number => WEEKDAYS.indexOf(weekdayOf(dayNumber(wallMs)))

const onTheWall = ({ fromMs, toMs }: Stretch, zone: string): WeeklyGap => {
  const [from, to] = [wallClock(fromMs, zone), wallClock(toMs, zone)]
  return {
    day: weekdayIndex(from),
    from: clockOf(from),
    to: clockOf(to),
    daysLater: dayNumber(to) - dayNumber(from),
  }
}

/** Gaps alike on days in a row are said once. */
const grouped = (gaps: readonly WeeklyGap[]): WeeklyGap[][] => {
  const groups: WeeklyGap[][] = []
  for (const gap of gaps) {
    const last = groups.find((group) => {
      const { day, from, to, daysLater } = group.at(-1) as WeeklyGap
      return day + 1 === gap.day && from === gap.from && to === gap.to && daysLater === gap.daysLater
    })
    if (last) last.push(gap)
    else groups.push([gap])
  }
  return groups
}

/** "Mon–Thu 17:00 – 09:00", "Sat 13:00 – Mon 08:00". */
const sayGroup = (group: readonly WeeklyGap[]): string => {
  const [first, last] = [group[0] as WeeklyGap, group.at(-1) as WeeklyGap]
  const isMany = first !== last
  const days = isMany ? `${dayNames[first.day]}–${dayNames[last.day]}` : dayNames[first.day]
  const end = isMany || first.daysLater === 0 ? first.to : `${dayNames[(first.day + first.daysLater) % 7]} ${first.to}`
  return `${days} ${first.from} – ${end}`
}

/** Only what comes back each week: no holidays, no absences. */
const weekly = ({ schedule }: Teammate): Pick<Teammate, 'schedule' | 'away'> => ({
  schedule: { ...schedule, holidays: null },
  away: [],
})

/** A week from the first end of a gap on, so that no gap is cut in two. */
const weeklyGaps = (members: readonly Teammate[], zone: string, now: Date): Stretch[] => {
  const today = dayNumber(wallClock(+now, zone))
  const monday = momentOf((today - WEEKDAYS.indexOf(weekdayOf(today))) * DAY_MS, zone)
  const gaps = gapsOf(members.map(weekly), { fromMs: monday, toMs: monday + 15 * DAY_MS })
  const startMs = gaps[0]?.fromMs === monday ? gaps[0].toMs : monday
  return gaps.filter(({ fromMs }) => fromMs >= startMs && fromMs < startMs + 7 * DAY_MS)
}

const hoursOf = (team: Team, rules: Rules, now: Date): string[] => {
  const members = membersOf(rules, team)
  if (members.length === 0) return []
  if (members.every(({ schedule }) => schedule.spans.length === 0))
    return [`teams.${team.name}: nobody is ever at work in it`]
  const groups = grouped(weeklyGaps(members, rules.timeZone, now).map((gap) => onTheWall(gap, rules.timeZone)))
  if (groups.length === 0) return []
  return [`teams.${team.name}: nobody is there ${sayList(groups.map(sayGroup))} (${rules.timeZone})`]
}

/** Teams with nobody at work at some hour of the week that holds `now`. */
export const checkHours = (rules: Rules, teams: readonly Team[], now: Date): string[] =>
  teams.flatMap((team) => hoursOf(team, rules, now))
