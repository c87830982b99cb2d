import { Authority, type Verdict } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import { type Speaking, type Standing, verdict } from './availability'
import type { Facts, Teammate } from './facts'
import type { Matter } from './matter'
import { isToday, sayMoment } from './spoken'
import { sayLanguage } from './why'

const LEVELS = Authority.options

/** Whether a teammate may decide what needs this authority. */
export const hasAuthority = ({ authority }: Pick<Teammate, 'authority'>, needed: Authority): boolean =>
  LEVELS.indexOf(authority) >= LEVELS.indexOf(needed)

export const knowsSkill = ({ skills }: Teammate, { skill }: Pick<Matter, 'skill'>): boolean =>
  skill === null || skills.includes(skill)

export const speaks = ({ languages }: Teammate, { language }: Pick<Matter, 'language'>): boolean =>
  language === null || languages === null || languages.includes(language)

/** When somebody last gave this conversation away, as far as that still keeps it from them. */
export const gaveAwayAt = ({ relations, rules }: Facts, id: TeammateId, now: Date): Date | null => {
  const given = relations.gaveAway.find(({ teammateId }) => teammateId === id)
  return given && +now - +given.at < rules.handoff.pingPongWindowMs ? given.at : null
}

/** Why somebody may not decide it; null for who may. */
export const lackOfAuthority = (standing: Standing, { authority }: Matter): Verdict | null =>
  hasAuthority(standing.teammate, authority)
    ? null
    : verdict(standing, 'no authority', `may not decide this: it needs authority ${authority}`, null)

/** Why it would bounce back; null when it would not. */
export const bounce = (standing: Standing, facts: Facts, { now }: Speaking): Verdict | null => {
  const { id, schedule } = standing.teammate
  const at = gaveAwayAt(facts, id, now)
  if (!at) return null
  const until = new Date(+at + facts.rules.handoff.pingPongWindowMs)
  const on = isToday(at, now, schedule.timeZone) ? 'at' : 'on'
  return verdict(standing, 'gave it away', `gave it away ${on} ${sayMoment(at, now, schedule.timeZone)}`, until)
}

export const lackOfSkill = (standing: Standing, matter: Matter): Verdict | null =>
  knowsSkill(standing.teammate, matter) ? null : verdict(standing, 'no skill', `does not know ${matter.skill}`, null)

export const lackOfLanguage = (standing: Standing, matter: Matter): Verdict | null =>
  speaks(standing.teammate, matter)
    ? null
    : verdict(standing, 'no language', `does not write ${sayLanguage(matter.language ?? '')}`, null)
