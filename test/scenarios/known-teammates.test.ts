import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { mailFrom, openBareDesk } from '../support/bare-desk'
import { onBothDatabases } from '../support/databases'
import { type Desk, type DeskOptions, openDesk } from '../support/desk'

const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [imani, lukas, mei, layla] }
  billing: { missive_team: Billing, members: [sofia] }
teammates:
  imani: { missive_user: imani@harborpine.example }
  lukas: { missive_user: lukas@harborpine.example }
  mei: { missive_user: mei@harborpine.example }
  layla: { missive_user: layla@harborpine.example }
  sofia: { missive_user: sofia@harborpine.example, access: admin }
relationships:
  accounts: [{ domain: acme.example, owner: sofia }]
`
const DAY = 24 * 60

let desk: Desk
afterEach(() => desk?.close())

const assignees = (id: string) => desk.missive.look(id).assignees
/** What the latest post says of why. */
const why = () => desk.told().at(-1)?.markdown?.split('\n')[2]

onBothDatabases((database) => {
  const open = async (options: Partial<DeskOptions> = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, ...options })
  }

  const answers = async (id: string, text: string) => {
    desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text, conversation: id })
    await desk.settle()
  }

  it('gives it to who looks after the account, also from another team', async () => {
    await open()
    const id = await desk.arrives({ from: 'buyer@eu.acme.example' })
    expect(assignees(id)).toEqual([people.sofia.id])
    expect(why()).toBe('**Why** It came to Support; Sofia looks after acme.example and is there (0 of 15).')
  })

  it('leaves it with its owner when the customer opens it again', async () => {
    await open()
    const id = await desk.arrives()
    const [owner] = assignees(id) as [string]
    desk.missive.close(id)
    await desk.settle()
    const told = desk.told().length
    await answers(id, 'One more thing')
    expect(assignees(id)).toEqual([owner])
    expect(desk.told()).toHaveLength(told)
  })

  /** Somebody gives it to somebody else in Missive. */
  const becomesOf = async (id: string, person: { id: string } | null) => {
    const before = assignees(id)
    if (person) desk.missive.assign(id, [person.id])
    desk.missive.unassign(id, before)
    await desk.settle()
  }

  it('gives it to who owned it before the one who let it go', async () => {
    await open()
    const id = await desk.arrives()
    await becomesOf(id, people.mei)
    await becomesOf(id, people.grace)
    await becomesOf(id, null)
    expect(assignees(id)).toEqual([people.mei.id])
    expect(why()).toContain('Mei owned it before and is there')
  })

  it('gives it to who has another open conversation of the same customer, for three days', async () => {
    await open()
    const first = await desk.arrives()
    const [owner] = assignees(first) as [string]
    const second = await desk.arrives({ subject: 'And the invoice?' })
    expect(assignees(second)).toEqual([owner])
    expect(why()).toContain('has another open conversation of this customer')
    await desk.passes(4 * DAY)
    expect(assignees(await desk.arrives({ subject: 'Something else' }))).not.toEqual([owner])
  })

  it('gives it to who handled the customer last', async () => {
    await open()
    const first = await desk.arrives()
    const [owner] = assignees(first) as [string]
    await desk.arrives({ from: 'b@customer.example' })
    desk.missive.close(first)
    await desk.settle()
    await desk.passes(40 * DAY)
    const second = await desk.arrives({ subject: 'Another order' })
    expect(assignees(second)).toEqual([owner])
    expect(why()).toContain('handled this customer last')
    desk.missive.close(second)
    await desk.settle()
    await desk.passes(91 * DAY)
    await desk.arrives({ subject: 'After long' })
    expect(why()).not.toContain('handled this customer last')
  })

  it('sees that the first of two mails which came together has just been given to somebody', async () => {
    const at = new Date('2026-11-23T10:00:00Z')
    const bare = await openBareDesk({ databaseUrl: await database.create(), rules: RULES, clock: () => at })
    const mail = (id: string, from: string) => mailFrom({ id, from, subject: id, text: 'Hello', team: 'Support', at })
    await bare.arrive([mail('first', 'dana@customer.example'), mail('second', 'dana@customer.example')])
    const rows = await bare.store.conversations.held(bare.store.db)
    await bare.close()
    expect(rows).toHaveLength(2)
    expect(new Set(rows.map(({ ownerId }) => ownerId)).size).toBe(1)
  })

  it('tells nobody of what the customer wrote to somebody in private', async () => {
    await open()
    const mail = { from: 'dana.whitfield@customer.example', subject: 'My salary', text: 'Between us' }
    desk.missive.receiveMail({ ...mail, privateTo: [people.grace.id, people.router.id] })
    await desk.settle()
    await desk.arrives()
    expect(desk.told()).toHaveLength(1)
    expect(desk.told()[0]?.markdown).not.toContain('salary')
  })
})
