import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, type DeskOptions, openDesk } from '../support/desk'

const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 1, hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [imani], assign: claim }
  billing: { missive_team: Billing, members: [sofia], assign: round_robin }
teammates:
  imani: { missive_user: imani@harborpine.example }
  sofia: { missive_user: sofia@harborpine.example, access: admin }
topics:
  refund: { match: { words: [refund] }, team: billing, needs: Refund it }
urgency:
  raise: [{ to: urgent, when: { words: [asap] } }]
  targets: { urgent: 20m, normal: 8h }
  color: { urgent: "#d03a2b" }
handoff: { routed_note: line }
`

let desk: Desk
afterEach(() => desk?.close())

const assignees = (id: string) => desk.missive.look(id).assignees
const told = (id: string) => desk.told().filter((post) => post.conversation === id)
const refund = (n: number) => ({ from: `customer-${n}@customer.example`, subject: 'My refund', team: 'Billing' })

onBothDatabases((database) => {
  const open = async (options: Partial<DeskOptions> = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, ...options })
  }

  it('leaves it to people where they claim, until somebody takes it', async () => {
    await open()
    const id = await desk.arrives()
    await desk.passes(60)
    expect(told(id)).toEqual([])
    const imani = await desk.signIn('imani')
    expect((await imani('conversation', { id })).body).toMatchObject({
      owners: [],
      why: 'It came to Support; people of Support take it themselves.',
    })
    await imani('take', { id }, { note: null, drafted: [], acknowledged: [], reopen: false })
    await desk.settle()
    expect(assignees(id)).toEqual([people.imani.id])
  })

  it('gives urgent mail that nobody has claimed to somebody once its target nears', async () => {
    await open()
    const id = await desk.arrives({ subject: 'ASAP, please' })
    await desk.passes(14)
    expect(assignees(id)).toEqual([])
    await desk.passes(1)
    expect(assignees(id)).toEqual([people.imani.id])
  })

  it('gives urgent mail also to who is full, in its colour; the rest waits', async () => {
    await open()
    const [first, second] = [await desk.arrives(refund(1)), await desk.arrives(refund(2))]
    expect([assignees(first), assignees(second)]).toEqual([[people.sofia.id], []])
    expect(told(first)[0]).not.toHaveProperty('conversation_color')
    const urgent = await desk.arrives({ ...refund(3), subject: 'My refund, asap' })
    expect(assignees(urgent)).toEqual([people.sofia.id])
    expect(told(urgent)[0]).toMatchObject({ conversation_color: '#d03a2b' })
    expect(desk.missive.look(urgent).color).toBe('#d03a2b')
  })

  it('posts a line where the rules want no more: who has it, what is needed, and the link', async () => {
    await open()
    const id = await desk.arrives(refund(1))
    expect(told(id)[0]?.markdown?.replace(/\/why\/[\w-]+/, '/why/…')).toBe(
      `**Handed to Sofia Rossi** by Baton\n\n**What's needed** Refund it\n\n[Why Sofia?](${desk.url}/why/…)`,
    )
  })
})
