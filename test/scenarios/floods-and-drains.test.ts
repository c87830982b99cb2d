import { afterEach, describe, expect, it } from 'vitest'
import { HOUR, later, MINUTE } from '../../server/clock'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, type DeskOptions, openDesk } from '../support/desk'
import { expectLoadsRight, withStore } from '../support/loads'

let desk: Desk
afterEach(() => desk?.close())

const assignees = (id: string) => desk.missive.look(id).assignees
const given = (ids: readonly string[]) => ids.filter((id) => assignees(id).length > 0)
const mail = (n: number, subject: string) => ({ from: `customer-${n}@customer.example`, subject })
const decisionsOf = (id: string) =>
  withStore(desk.databaseUrl, async (store, { decisions }) => {
    const all = await store.db.select({ conversationId: decisions.conversationId }).from(decisions)
    return all.filter(({ conversationId }) => conversationId === id).length
  })

onBothDatabases((database) => {
  const open = async (rules: string, options: Partial<DeskOptions> = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), rules, ...options })
  }

  /** A second apart, so that each is older than the next. */
  const arrive = async (count: number, subject: string, from = 0) => {
    const ids: string[] = []
    for (let n = 0; n < count; n++) {
      ids.push(await desk.arrives(mail(from + n, subject)))
      await desk.passes(1 / 60)
    }
    return ids
  }

  describe('a Monday morning', () => {
    const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { hours: { mon-fri: "09:00-17:00" }, shift_end_margin: 0m, flood_limit: 2 }
teams:
  support: { missive_team: Support, members: [imani, lukas] }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager }
  lukas: { missive_user: lukas@harborpine.example }
urgency:
  raise: [{ to: high, when: { words: [soon] } }]
  targets: { high: { within: 8h, count: working }, normal: { within: 8h, count: working } }
`
    const SUNDAY = '2026-11-22T20:00:00Z'

    it('spreads the backlog over everyone who starts, the urgent first, and goes on when it said it would', async () => {
      await open(RULES, { at: SUNDAY })
      const normal = await arrive(5, 'Where is it?')
      const high = await arrive(3, 'Soon, please', 5)
      expect(given([...normal, ...high])).toEqual([])

      await desk.passes(13 * 60)
      expect(given(high)).toEqual(high)
      expect(given(normal)).toEqual(normal.slice(0, 1))
      expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.imani.id]: 2, [people.lukas.id]: 2 })
      const imani = await desk.signIn('imani')
      expect((await imani('conversation', { id: normal[1] ?? '' })).body).toMatchObject({
        why: expect.stringContaining('share of the backlog'),
        next: [{ at: later(desk.clock(), 10 * MINUTE).toISOString(), sentence: 'Baton goes on with the backlog' }, {}],
      })

      await desk.passes(9)
      expect(given(normal)).toHaveLength(1)
      await desk.passes(1)
      expect(given(normal)).toEqual(normal)
      expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.imani.id]: 4, [people.lukas.id]: 4 })
    })

    it('limits nothing that arrives while they work', async () => {
      await open(RULES)
      const ids = await arrive(7, 'Where is it?')
      expect(given(ids)).toEqual(ids)
    })
  })

  describe('when somebody has room again', () => {
    const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 2, hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [imani, lukas] }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager, skills: [api] }
  lukas: { missive_user: lukas@harborpine.example }
topics:
  technical: { match: { words: [api] }, skill: api, weight: 2, urgency: high }
urgency: { targets: { high: 1d, normal: 2d } }
`
    const full = async () => {
      const ids = await arrive(4, 'Where is it?')
      const of = (person: { id: string }) => ids.filter((id) => assignees(id).includes(person.id))
      return { imanis: of(people.imani), lukass: of(people.lukas) }
    }

    it('gives them the first that suits them; what does not suit them stops no other', async () => {
      await open(RULES)
      const { lukass } = await full()
      const [technical = ''] = await arrive(1, 'The API is broken', 10)
      const [first = '', second = ''] = await arrive(2, 'My parcel', 20)
      expect(given([technical, first, second])).toEqual([])
      desk.missive.close(lukass[0] ?? '')
      await desk.settle()
      expect(assignees(first)).toEqual([people.lukas.id])
      expect(given([technical, second])).toEqual([])
    })

    it('gives nobody more than fits: what is too heavy waits for more room, and lighter mail goes first', async () => {
      await open(RULES)
      const { imanis } = await full()
      const [technical = ''] = await arrive(1, 'The API is broken', 10)
      desk.missive.close(imanis[0] ?? '')
      await desk.settle()
      expect(assignees(technical)).toEqual([])
      desk.missive.close(imanis[1] ?? '')
      await desk.settle()
      expect(assignees(technical)).toEqual([people.imani.id])
    })

    it('writes no decision again that comes out as it was', async () => {
      await open(RULES)
      const { lukass } = await full()
      const due = later(desk.clock(), 24 * HOUR).toISOString()
      const [technical = ''] = await arrive(1, 'The API is broken', 10)
      expect(await decisionsOf(technical)).toBe(1)
      desk.missive.close(lukass[0] ?? '')
      await desk.settle()
      desk.missive.reopen(lukass[0] ?? '')
      await desk.settle()
      await desk.restarts({ rules: RULES.replace('capacity: 2', 'capacity: 2, flood_limit: 3') })
      expect(await decisionsOf(technical)).toBe(1)
      const imani = await desk.signIn('imani')
      expect((await imani('conversation', { id: technical })).body).toMatchObject({
        why: 'Everyone of Support who may take it is at capacity.',
        next: [{ at: due, sentence: 'the first response is due' }],
      })
      await desk.passes(24 * 60)
      expect(await decisionsOf(technical)).toBe(2)
    })
  })

  it('leaves what a person has for now to them when rules change, for its ten minutes', async () => {
    const rules = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { hours: { mon-sun: "09:00-17:00" }, shift_end_margin: 0m }
teams: { support: { missive_team: Support, members: [imani, lukas] } }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager }
  lukas: { missive_user: lukas@harborpine.example }
`
    await open(rules, { at: '2026-11-23T20:00:00Z' })
    const id = await desk.arrives()
    const imani = await desk.signIn('imani')
    const { body } = await imani('take', { id }, { note: null, drafted: [], acknowledged: [], reopen: false })
    await desk.settle()
    await imani('undo', { id: body.handoffId })
    await desk.settle()
    await desk.restarts({ rules: rules.replace('09:00-17:00', '00:00-24:00') })
    expect(assignees(id)).toEqual([])
    await desk.passes(9)
    expect(assignees(id)).toEqual([])
    await desk.passes(1)
    expect(assignees(id)).toHaveLength(1)
  })
})
