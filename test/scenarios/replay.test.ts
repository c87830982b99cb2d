import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { seededRandom } from '../../server/playground/small-missive'
import { createReplay } from '../../server/work/replay'
import type { Outcome, VerdictCode } from '../../shared/decision'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { withStore } from '../support/loads'

let desk: Desk
afterEach(() => desk?.close())

const RULES = `
version: 1
mode: route
time_zone: Europe/Paris
general_team: support
defaults: { capacity: 4, hours: { mon-fri: "09:00-17:00" }, flood_limit: 2, snoozed_weight: 0.5 }
teams:
  support: { missive_team: Support, members: [imani, lukas, mei, jose], backup: specialists }
  specialists: { missive_team: Specialists, members: [chidi, aoi, marcus], assign: random, backup: support }
  billing: { missive_team: Billing, members: [sofia, priya, ana], assign: round_robin, backup: support }
  sales: { missive_team: Sales, members: [layla, haruto], assign: claim, backup: billing }
teammates:
  imani: { missive_user: imani@harborpine.example, time_zone: Africa/Lagos, languages: [en, fr], authority: lead }
  lukas: { missive_user: lukas@harborpine.example, languages: [de, en], skills: [shipping], away: [{ from: 2026-11-24, to: 2026-11-24, reason: ill }] }
  mei: { missive_user: mei@harborpine.example, time_zone: Asia/Tokyo, hours: { mon-fri: "10:00-19:00" }, skills: [api] }
  jose: { missive_user: jose@harborpine.example, hours: { mon-sat: "12:00-20:00" }, capacity: 6 }
  chidi: { missive_user: chidi@harborpine.example, skills: [api] }
  aoi: { missive_user: aoi@harborpine.example, time_zone: Asia/Tokyo, skills: [api] }
  marcus: { missive_user: marcus@harborpine.example, time_zone: America/New_York }
  sofia: { missive_user: sofia@harborpine.example, authority: leadership, access: admin, holidays: IT }
  priya: { missive_user: priya@harborpine.example, skills: [refund] }
  ana: { missive_user: ana@harborpine.example, time_zone: America/Sao_Paulo }
  layla: { missive_user: layla@harborpine.example }
  haruto: { missive_user: haruto@harborpine.example, time_zone: Asia/Tokyo }
  grace: { missive_user: grace@harborpine.example, hours: { mon-sun: "00:00-24:00" }, capacity: 12 }
topics:
  press: { match: { words: [interview] }, owner: sofia }
  alarm: { match: { words: [outage] }, team: specialists, assign: all_at_once, urgency: high }
  refund: { match: { words: [refund, "charged twice"] }, team: billing, skill: refund, weight: 2, needs: Check the charge }
  technical: { match: { words: [api, webhook] }, team: [specialists, support], skill: api, weight: 1.5 }
  contract: { match: { words: [contract] }, authority: lead, urgency: high }
  quote: { match: { words: [quote] }, team: sales }
urgency:
  raise: [{ to: urgent, when: { words: [asap] } }, { to: high, when: { any: [{ reopened: true }, { messages: 4 }] } }]
  color: { urgent: "#d03a2b" }
relationships:
  slack: 1
  accounts:
    - { domain: acme.example, owner: imani, urgency: high }
    - { domain: northwind.example, team: billing }
    - { email: vip@customer.example, owner: priya, mode: require }
no_owner_needed: [{ subject: ["automatic reply"] }]
handoff: { ping_pong_window: 2d }
escalation: { chain: [lead, leadership, grace], words: [unacceptable] }
`

const SUBJECTS = [
  'Where is my parcel?',
  'Refund for order 4411, please',
  'Interview for our magazine',
  'Your API answers error 500',
  'The contract we spoke of',
  'A quote for twenty chairs',
  'Outage since this morning',
  'Automatic reply: on holiday',
  'This is unacceptable, call me ASAP',
]
const TEXTS = [
  'Could you please tell me when it arrives? I have been waiting for it for more than a week now.',
  'Könnten Sie mir bitte sagen, wann die Lieferung endlich ankommt? Ich warte schon seit einer Woche darauf.',
  'Bonjour Imani, pourriez-vous me dire quand ma commande arrivera enfin ? Je l’attends depuis une semaine.',
]
const SENDERS = [
  'buyer@acme.example',
  'orders@northwind.example',
  'vip@customer.example',
  ...Array.from({ length: 15 }, (_, n) => `customer-${n}@customer.example`),
]
const TEAMS = ['Support', 'Billing', 'Specialists', 'Sales']
const kindOf = (outcome: Outcome): string => {
  if (outcome.kind === 'assign') return outcome.chosenBy === 'the method' ? outcome.method : outcome.chosenBy
  return 'cause' in outcome ? `${outcome.kind}: ${outcome.cause}` : outcome.reason
}

/** What happens at least once. */
const OUTCOMES = [
  'least_busy',
  'round_robin',
  'random',
  'known teammate',
  'the topic',
  'escalation chain',
  'assign all: everyone asked',
  'wait: nobody there',
  'wait: everyone full',
  'wait: only one person',
  'wait: people claim',
  'needs attention: nobody there',
  'no owner needed',
]
const VERDICTS: VerdictCode[] = [
  'eligible',
  'off hours',
  'away',
  'no authority',
  'gave it away',
  'no skill',
  'no language',
  'above slack',
  'at capacity',
  'flood limit',
]

const staff = Object.values(people).filter(({ id }) => id !== people.router.id)

/** A desk lives for so many days; then all that it decided is decided again. */
const replayed = async (database: TestDatabase, days: number) => {
  const random = seededRandom(11)
  const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)] as One
  desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, at: '2026-11-22T20:00:00Z' })
  const { missive } = desk
  const ids: string[] = []
  const write = () => {
    const isAnswer = ids.length > 0 && random() < 0.3
    const mail = { from: pick(SENDERS), text: pick(TEXTS), team: pick(TEAMS) }
    if (isAnswer) missive.receiveMail({ ...mail, conversation: pick(ids) })
    else ids.push(missive.receiveMail({ ...mail, subject: pick(SUBJECTS) }).conversation)
  }
  const act = (id: string) => {
    const { assignees } = missive.look(id)
    const by = assignees[0] ?? pick(staff).id
    const acts = [
      () => missive.close(id),
      () => missive.reply(id, by, 'We are on it.'),
      () => missive.assign(id, [pick(staff).id]),
      () => missive.unassign(id, assignees),
      () => missive.moveToTeam(id, pick(TEAMS)),
      () => missive.snooze(id, by),
    ]
    pick(acts)()
  }
  for (let hour = 0; hour < days * 24; hour++) {
    for (let mail = 0; mail < 3; mail++) if (random() < 0.6) write()
    for (let deed = 0; deed < 3; deed++) if (ids.length > 0 && random() < 0.6) act(pick(ids))
    await desk.passes(60)
  }
  return await withStore(desk.databaseUrl, async (store, { decisions }) => {
    const replay = createReplay(store)
    const kept = await store.db.select({ id: decisions.id }).from(decisions)
    return await Promise.all(kept.map(({ id }) => replay(id)))
  })
}

const expectSame = (replays: Awaited<ReturnType<typeof replayed>>) => {
  for (const each of replays) expect(each?.again).toEqual(each?.decided)
  expect(replays.filter((each) => !each?.isSame)).toEqual([])
}

onBothDatabases((database) => {
  it('decides again what it decided in a lively day, from what was kept of it', async () => {
    const replays = await replayed(database, 1)
    expect(replays.length).toBeGreaterThan(50)
    expectSame(replays)
  })
})

it('decides again all kinds of decisions, of four days', { timeout: 120_000 }, async () => {
  const replays = await replayed(sqlite, 4)
  expectSame(replays)
  const decided = replays.flatMap((each) => each?.decided ?? [])
  expect(decided.map(({ outcome }) => kindOf(outcome))).toEqual(expect.arrayContaining(OUTCOMES))
  expect(decided.flatMap(({ verdicts }) => verdicts.map(({ code }) => code))).toEqual(expect.arrayContaining(VERDICTS))
  expect(decided.some(({ backup }) => backup)).toBe(true)
})
