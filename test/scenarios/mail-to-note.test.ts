import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { ALWAYS_OPEN, type Desk, openDesk } from '../support/desk'

let desk: Desk
afterEach(() => desk?.close())

const names = new Map<string, string>(Object.values(people).map(({ id, name }) => [id, name]))

onBothDatabases((database) => {
  const open = async (options = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), ...options })
  }

  it('gives mail for a team an owner with one call, and reads nothing while it routes', async () => {
    await open()
    const before = desk.missive.requests.length
    const conversation = await desk.arrives({ subject: 'Charged twice for order 4411', team: 'Support' })
    const calls = desk.missive.requests.slice(before)
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /posts'])
    const [post] = desk.told()
    const owner = post?.add_assignees?.[0] ?? ''
    expect(desk.missive.look(conversation).assignees).toEqual([owner])
    expect(post).toMatchObject({
      conversation,
      organization: 'd5ffead2-0555-4abc-b5f0-734ccd124d13',
      username: 'Baton',
      add_users: [owner],
      reopen: false,
      notification: {
        title: `${names.get(owner)}: Charged twice for order 4411`,
        body: 'Check the charge and refund what was taken twice',
      },
    })
    expect(post?.markdown).toContain(`**Handed to ${names.get(owner)}** by Baton\n\n**Why** Billing gets refund mail`)
    expect(post?.markdown).toContain("\n**What's needed** Check the charge and refund what was taken twice\n")
    expect(post?.markdown).toMatch(/\n\n\[Why \S+\?\]\(http:\/\/127\.0\.0\.1:\d+\/why\/[\w-]{22}\)$/)
  })

  it.each([
    ['', 'UTC', '(open, with Mei, 10:00).'],
    ['in another zone than others of the team ', 'Asia/Tokyo', '(open, with Mei, 19:00), Tokyo time.'],
  ])('tells a new owner %sby their own clock when the customer wrote before', async (_, zone, told) => {
    await open({
      rules: ALWAYS_OPEN.replace('[imani, lukas, mei, layla, jose]', '[mei, lukas]')
        .replace('mei@harborpine.example', `mei@harborpine.example, time_zone: ${zone}`)
        .replace('lukas@harborpine.example', 'lukas@harborpine.example, hours: { sun: "03:00-04:00" }'),
    })
    await desk.arrives({ subject: 'Where is my parcel?' })
    await desk.passes(30)
    await desk.arrives({ subject: 'And the other one?' })
    const text = desk
      .told()
      .at(-1)
      ?.markdown.replace(/[\u2066-\u2069\\]/g, '')
    expect(text).toContain(`Dana Whitfield wrote before: “Where is my parcel?” ${told}`)
  })

  it('spreads 200 mails over five equal teammates so that their loads differ by at most one', async () => {
    await open()
    for (let mail = 0; mail < 200; mail++)
      desk.missive.receiveMail({
        from: `c${mail}@customer.example`,
        subject: `Question ${mail}`,
        text: 'Hello',
        team: 'Support',
      })
    await desk.settle()
    const sofia = await desk.signIn('sofia')
    const { body } = await sofia('adminNow', {})
    const loads = body.teammates.map((row: { openLoad: number }) => row.openLoad).filter((load: number) => load > 0)
    expect(loads).toHaveLength(5)
    expect(loads.reduce((sum: number, load: number) => sum + load, 0)).toBe(200)
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
    expect(desk.told()).toHaveLength(200 + 2)
  })

  it('keeps loads right while colleagues close, reopen and hand over by themselves', async () => {
    await open()
    const first = await desk.arrives()
    const second = await desk.arrives({ from: 'b@customer.example' })
    const [owner] = desk.missive.look(first).assignees as [string]
    desk.missive.close(first)
    desk.missive.assign(second, [people.mei.id])
    desk.missive.unassign(
      second,
      desk.missive.look(second).assignees.filter((id) => id !== people.mei.id),
    )
    await desk.settle()
    desk.missive.reopen(first)
    await desk.settle()
    const sofia = await desk.signIn('sofia')
    const { body } = await sofia('adminNow', {})
    const loadOf = (id: string) =>
      body.teammates.find((row: { person: { id: string } }) => row.person.id === id)?.openLoad
    expect(loadOf(people.mei.id)).toBe(owner === people.mei.id ? 2 : 1)
    expect(loadOf(owner)).toBe(owner === people.mei.id ? 2 : 1)
  })

  it('waits while everyone is off, says until when, and gives it to who starts first', async () => {
    const rules = ALWAYS_OPEN.replace('mon-sun: "00:00-24:00"', 'mon-fri: "09:00-17:00"')
    await open({ rules, at: '2026-11-21T12:00:00Z' })
    const conversation = await desk.arrives()
    expect(desk.told()).toEqual([])
    const sofia = await desk.signIn('sofia')
    const { body } = await sofia('conversation', { id: conversation })
    expect(body.owners).toEqual([])
    expect(body.why).toMatch(/Support is off until Mon 09:00/)
    expect(body.next[0]).toMatchObject({ at: '2026-11-23T09:00:00.000Z' })
    const told = desk.told().length
    await desk.passes(45 * 60)
    expect(desk.told().length).toBe(told + 1)
    expect(desk.missive.look(conversation).assignees).toHaveLength(1)
  })

  it('leaves an owner whom a person chose meanwhile, and drops the call that was waiting', async () => {
    await open({
      missive: {
        switches: { fail: { calls: 1, status: 500, when: ({ method }: { method: string }) => method === 'POST' } },
      },
    })
    const conversation = await desk.arrives()
    expect(desk.told()).toEqual([])
    desk.missive.assign(conversation, [people.grace.id])
    await desk.settle()
    await desk.passes(10)
    expect(desk.missive.look(conversation).assignees).toEqual([people.grace.id])
    expect(desk.told().filter((post) => post.conversation === conversation)).toEqual([])
  })
})
