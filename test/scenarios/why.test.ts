import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { sqlite } from '../support/databases'
import { ALWAYS_OPEN, type Desk, type DeskOptions, openDesk } from '../support/desk'

let desk: Desk
afterEach(() => desk?.close())

/** Nobody of Support is there before Monday nine o'clock, in a week; newsletters need no owner. */
const RULES = `${ALWAYS_OPEN.replace(
  'members: [imani, lukas, mei, layla, jose], backup: billing',
  'members: [aoi]',
).replace(
  'teammates:\n',
  'teammates:\n  aoi: { missive_user: aoi@harborpine.example, hours: { mon: "09:00-10:00" } }\n',
)}
urgency: { targets: { normal: { within: 1h, count: working } } }
no_owner_needed: [{ from: ["no-reply@"] }]
`

const open = async (options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await sqlite.create(), rules: RULES, ...options })
  return desk.signIn('sofia')
}

it('says why a conversation waits and what happens next, as it stands now', async () => {
  const sofia = await open()
  const id = await desk.arrives()
  const { body } = await sofia('why', { id })
  expect(body.standing).toMatchObject({
    owner: null,
    sentence: expect.stringMatching(/^Everyone of Support is off until .*30 Nov 09:00\.$/),
    isLeftAlone: false,
  })
  expect(body.standing.next[0]).toEqual({ at: '2026-11-30T09:00:00.000Z', sentence: expect.stringContaining('Aoi') })
})

it('says why a conversation is left alone, and by whom it is owned once somebody wanted that', async () => {
  const sofia = await open()
  const id = await desk.arrives({ from: 'no-reply@news.example', team: 'Billing' })
  expect((await sofia('why', { id })).body.standing).toEqual({
    owner: null,
    sentence: expect.stringMatching(/^It needs no owner: .*no-reply@/),
    next: [],
    isLeftAlone: true,
  })
  await sofia('wantOwner', { id })
  const { standing } = (await sofia('why', { id })).body
  expect(standing).toMatchObject({ isLeftAlone: false })
  expect([people.sofia.name, people.chidi.name, people.priya.name]).toContain(standing.owner.name)
})

it('says what was here before Baton', async () => {
  let id = ''
  const sofia = await open({
    before: (missive) => {
      id = missive.receiveMail({ from: 'a@b.example', text: 'Hello', team: 'Billing' }).conversation
    },
  })
  const { body } = await sofia('why', { id })
  expect(body.decision).toBeNull()
  expect(body.standing).toMatchObject({
    isLeftAlone: true,
    sentence: expect.stringMatching(/^It was here before Baton/),
  })
})
