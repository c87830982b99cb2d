import type { Gate, Method, Verdict } from '../../shared/decision'
import { absence, type Speaking, type Standing } from './availability'
import { sayChoice } from './choice'
import { ranked } from './choose'
import type { Facts, Team, Teammate } from './facts'
import { bounce, lackOfAuthority, lackOfLanguage, lackOfSkill } from './fitness'
import type { Matter } from './matter'
import { lackOfRoom } from './room'
import { callName } from './roster'
import { sayList } from './spoken'
import { sayLanguage, sentenceOf } from './why'

export interface LeftOut {
  standing: Standing
  verdict: Verdict
}

/** There still, but not for new work. */
export const stopsSoon = ({ verdict }: LeftOut): boolean => verdict.code === 'shift ends soon'

/** What a gate must know besides the people who come to it. */
export interface Question {
  facts: Facts
  team: Team
  members: readonly Teammate[]
  matter: Matter
  method: Method
  speaking: Speaking
  /** Asked for another team: skill and language give way when nobody who has them has room. */
  isBackup: boolean
  /** Who gave it away may have it again: nobody else can. */
  mayBounce: boolean
}

interface Parted {
  stay: Standing[]
  leftOut: LeftOut[]
}

/** What a gate lets pass, in the order it sees fit, and whom it leaves out. */
export interface Narrowed extends Parted {
  sentence: string
  /** What was let pass because nobody else could: "nobody who is there knows api". */
  waived: string[]
}

type Narrow = (standings: readonly Standing[], question: Question) => Narrowed

const part = (standings: readonly Standing[], leaveOut: (standing: Standing) => Verdict | null): Parted => {
  const stay: Standing[] = []
  const leftOut: LeftOut[] = []
  for (const standing of standings) {
    const verdict = leaveOut(standing)
    if (verdict) leftOut.push({ standing, verdict })
    else stay.push(standing)
  }
  return { stay, leftOut }
}

const whoIsThere: Narrow = (standings, { team, speaking }) => {
  const { stay, leftOut } = part(standings, (standing) => absence(standing, speaking))
  const nobody = `Nobody of ${team.label} is there${leftOut.some(stopsSoon) ? ' for long enough' : ''}.`
  const some = `${team.label}: ${stay.length} of ${standings.length} there.`
  return { stay, leftOut, sentence: stay.length === 0 ? nobody : some, waived: [] }
}

/** What one of the conditions of a gate found; a sentence only where it made a difference. */
interface Finding extends Parted {
  said: string[]
  waived: string[]
}

/** Nobody is let pass who lacks it. */
const authorized = (standings: readonly Standing[], { matter }: Question): Finding => {
  const parted = part(standings, (standing) => lackOfAuthority(standing, matter))
  const count = parted.stay.length === 0 ? 'nobody' : `${parted.stay.length} of ${standings.length}`
  const said = `${count} there may decide it (authority ${matter.authority})`
  return { ...parted, said: parted.leftOut.length > 0 ? [said] : [], waived: [] }
}

const notBouncing = (standings: readonly Standing[], { facts, members, speaking, mayBounce }: Question): Finding => {
  const parted = part(standings, (standing) => bounce(standing, facts, speaking))
  if (parted.leftOut.length === 0) return { ...parted, said: [], waived: [] }
  const names = parted.leftOut.map(({ standing }) => callName(standing.teammate, members))
  const said = `${sayList(names.sort())} gave it away`
  if (!mayBounce) return { ...parted, said: [said], waived: [] }
  const waived = `${said}, but nobody else can take it`
  return { stay: [...standings], leftOut: [], said: [waived], waived: [waived] }
}

interface Asset {
  lack: (standing: Standing, matter: Matter) => Verdict | null
  /** "api", "French" */
  what: string
  /** Everyone who is there, also whom an earlier condition left out. */
  there: readonly Standing[]
}

/** Leaves out who lacks it, unless nobody has it: then it is waived. */
const preferring = (
  standings: readonly Standing[],
  { isBackup, facts, matter, speaking }: Question,
  { lack, what, there }: Asset,
): Finding => {
  const parted = part(standings, (standing) => lack(standing, matter))
  if (parted.leftOut.length === 0) return { ...parted, said: [], waived: [] }
  const isAble = (standing: Standing) => !isBackup || !lackOfRoom(standing, facts, matter, speaking)
  if (parted.stay.some(isAble)) {
    const [who, verb] = [`${parted.stay.length} of ${standings.length}`, parted.stay.length === 1 ? 'knows' : 'know']
    return { ...parted, said: [`${who} ${verb} ${what}`], waived: [] }
  }
  const hasIt = there.some((standing) => !lack(standing, matter))
  const nobody = parted.stay.length > 0 ? 'nobody who is free' : `nobody who ${hasIt ? 'may take it' : 'is there'}`
  const waived = `${nobody} knows ${what}`
  return { stay: [...standings], leftOut: [], said: [waived], waived: [waived] }
}

const sayFit = (said: readonly string[]): string =>
  said.length > 0 ? said.join('; ') : 'everyone who is there may take it'

const fitting: Narrow = (standings, question) => {
  const { skill, language } = question.matter
  const allowed = authorized(standings, question)
  const fresh = notBouncing(allowed.stay, question)
  const skilled = preferring(fresh.stay, question, { lack: lackOfSkill, what: `${skill}`, there: standings })
  const tongue = sayLanguage(language ?? '')
  const fluent = preferring(skilled.stay, question, { lack: lackOfLanguage, what: tongue, there: standings })
  const findings = [allowed, fresh, skilled, fluent]
  const said = findings.flatMap((finding) => finding.said)
  return {
    stay: fluent.stay,
    leftOut: findings.flatMap(({ leftOut }) => leftOut),
    sentence: sentenceOf((question.isBackup ? `${question.team.label}: ` : '') + sayFit(said)),
    waived: findings.flatMap(({ waived }) => waived),
  }
}

const sayFree = (
  best: Standing,
  inOrder: readonly Standing[],
  { method, members, team }: Pick<Question, 'method' | 'members' | 'team'>,
): string =>
  method === 'all_at_once' || method === 'claim'
    ? `${inOrder.length} of ${team.label} ${inOrder.length === 1 ? 'is' : 'are'} free`
    : sayChoice(best, inOrder, method, members)

const fairLoad: Narrow = (standings, { facts, team, members, matter, method, speaking }) => {
  const { stay, leftOut } = part(standings, (standing) => lackOfRoom(standing, facts, matter, speaking))
  const following = facts.turns[team.name] ?? []
  const inOrder = ranked(stay, { method, members: team.members, following, conversationId: facts.conversation.id })
  const [best] = inOrder
  const said = best ? sayFree(best, inOrder, { method, members, team }) : `nobody of ${team.label} has room`
  return { stay: inOrder, leftOut, sentence: sentenceOf(said), waived: [] }
}

/** The gates that are about people, in the order in which every conversation passes them; the last one ranks. */
export const gates: readonly { gate: Gate; narrow: Narrow }[] = [
  { gate: 'who is there', narrow: whoIsThere },
  { gate: 'skills and authority', narrow: fitting },
  { gate: 'fair load', narrow: fairLoad },
]
