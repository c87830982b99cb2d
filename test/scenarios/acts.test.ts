import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, type TestDatabase } from '../support/databases'
import { type Caller, type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const NOTE = { why: 'Knows the order', whatsNeeded: 'Find the parcel', byWhen: null, context: '' }
const ESCALATION = {
  reason: 'authority',
  situation: 'Wants 400 euros back',
  tried: 'A voucher',
  need: 'A yes or no',
  byWhen: null,
  acknowledged: [],
}
const SECONDS = 1 / 60

/** Support, then Billing as its next tier; Sofia leads all, Chidi leads Billing and is off on Mondays. */
const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 50, hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [imani, lukas, mei], channel: 0b6f4f2e-6a0c-4f0e-9a53-0f3f6f1f2f11 }
  billing: { missive_team: Billing, members: [sofia, chidi], backup: support }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager }
  lukas: { missive_user: lukas@harborpine.example }
  mei: { missive_user: mei@harborpine.example }
  sofia: { missive_user: sofia@harborpine.example, access: admin, authority: head }
  chidi: { missive_user: chidi@harborpine.example, authority: lead, hours: { tue: "00:00-24:00" } }
escalation: { words: [unacceptable] }
`

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, rules = RULES) => {
  desk = await openDesk({ databaseUrl: await database.create(), rules })
}

const viewOf = async (caller: Caller, id: string) => (await caller('conversation', { id })).body
const assignees = (id: string) => desk.missive.look(id).assignees
const latestNote = (id: string) => desk.missive.look(id).posts.at(-1)?.markdown?.split('\n') ?? []
const give = (caller: Caller, id: string, to: string) =>
  caller('handOff', { id }, { to, note: NOTE, drafted: [], acknowledged: [], reopen: false })

/** Somebody's, by their own choice. */
const ownedBy = async (caller: Caller, mail: object = {}) => {
  const id = await desk.arrives(mail)
  const { me } = { me: (await caller('me', {})).body.teammate.id }
  if (assignees(id)[0] !== me) {
    const codes = ['better suited', 'active owner', 'full']
    const acknowledged = codes.map((code) => ({ code, reason: 'It is mine' }))
    await caller('take', { id }, { note: NOTE, drafted: [], acknowledged, reopen: false })
    await desk.settle()
  }
  return id
}

onBothDatabases((database) => {
  it('puts a conversation back in the queue: to somebody else, once it can no longer be undone', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const id = await ownedBy(lukas)
    const empty = await lukas('queue', { id }, { why: ' ' })
    expect(empty.body.error).toMatchObject({ code: 'not_ready', message: 'Write Why first.', missing: ['why'] })
    const { status, body } = await lukas('queue', { id }, { why: 'I do not know this product' })
    expect(status).toBe(200)
    await desk.settle()
    expect(assignees(id)).toEqual([])
    expect(desk.missive.look(id).isInTeamInbox).toBe(true)
    expect(latestNote(id)).toEqual([
      '**Back in the queue** by Lukas Brandt',
      '',
      '**Why** I do not know this product',
      '',
      `[Why?](${desk.url}/why/${body.handoffId})`,
    ])
    expect(await viewOf(lukas, id)).toMatchObject({
      owners: [],
      next: [{ at: '2026-11-23T10:00:30.000Z' }],
      undo: { handoffId: body.handoffId },
    })
    await desk.passes(31 * SECONDS)
    const [next] = assignees(id)
    expect([people.imani.id, people.mei.id]).toContain(next)
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [next ?? '']: 1 })
  })

  it('lets only its owner, or a manager, put it back or say that it needs no owner', async () => {
    await open(database)
    const [lukas, mei, imani] = [await desk.signIn('lukas'), await desk.signIn('mei'), await desk.signIn('imani')]
    const id = await ownedBy(lukas)
    const release = [
      (await viewOf(lukas, id)).mayRelease,
      (await viewOf(mei, id)).mayRelease,
      (await viewOf(imani, id)).mayRelease,
    ]
    expect(release).toEqual([true, false, true])
    const notAllowed = { code: 'not_allowed', message: 'Lukas Brandt owns it. Take it first, or ask a manager.' }
    expect((await mei('queue', { id }, { why: 'Not his' })).body.error).toMatchObject(notAllowed)
    expect((await mei('noOwner', { id }, { reason: 'only thanks' })).body.error).toMatchObject(notAllowed)
    expect((await imani('queue', { id }, { why: 'He is in a meeting' })).status).toBe(200)
    expect((await viewOf(mei, id)).mayRelease).toBe(true)
  })

  it('undoes it: the owner has it again, as if nothing had been', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const id = await ownedBy(lukas)
    const { body } = await lukas('queue', { id }, { why: 'Not mine' })
    await desk.settle()
    expect((await lukas('undo', { id: body.handoffId })).status).toBe(200)
    await desk.passes(11)
    expect(assignees(id)).toEqual([people.lukas.id])
    expect(latestNote(id)[0]).toBe('**Given back to Lukas Brandt** by Lukas Brandt')
  })

  it('leaves what needs no owner alone until the customer writes', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const id = await ownedBy(lukas)
    expect((await lukas('noOwner', { id }, { reason: 'only thanks' })).status).toBe(200)
    await desk.passes(30)
    expect(assignees(id)).toEqual([])
    expect(latestNote(id).slice(0, 3)).toEqual(['**No owner needed**, says Lukas Brandt', '', '**Why** Only thanks.'])
    expect(await viewOf(lukas, id)).toMatchObject({
      owners: [],
      why: 'It needs no owner, as a person said: only thanks.',
      noOwnerReason: 'only thanks',
      next: [],
    })
    const imani = await desk.signIn('imani')
    const { leftAlone } = (await imani('leftOut', { reason: '', after: '' })).body
    expect(leftAlone).toMatchObject([{ conversationId: id, reason: 'no owner needed' }])
    expect((await lukas('noOwner', { id }, { reason: 'not for us' })).body.error.code).toBe('changed_meanwhile')
    desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text: 'One more thing', conversation: id })
    await desk.settle()
    expect(assignees(id)).toHaveLength(1)
    expect((await viewOf(lukas, id)).noOwnerReason).toBeNull()
    await expectLoadsRight(desk.databaseUrl)
  })

  it('tells Missive nothing when what needs no owner has none, nor when that is undone', async () => {
    await open(database, RULES.replace('mode: route', 'mode: shadow'))
    const lukas = await desk.signIn('lukas')
    const id = await desk.arrives()
    const told = desk.told().length
    const { body } = await lukas('noOwner', { id }, { reason: 'settled already' })
    await desk.settle()
    expect((await viewOf(lukas, id)).trail).toMatchObject([{ kind: 'no_owner_needed', delivery: null }])
    expect((await lukas('undo', { id: body.handoffId })).status).toBe(200)
    await desk.settle()
    expect(desk.told()).toHaveLength(told)
    expect((await viewOf(lukas, id)).noOwnerReason).toBeNull()
  })

  it('asks back who gave it, and gives it back to them, which is never a bounce', async () => {
    await open(database)
    const [lukas, imani] = [await desk.signIn('lukas'), await desk.signIn('imani')]
    const id = await ownedBy(lukas)
    expect((await viewOf(lukas, id)).givenBy).toBeNull()
    await give(lukas, id, people.imani.id)
    await desk.settle()
    expect((await viewOf(imani, id)).givenBy).toMatchObject({ id: people.lukas.id })
    expect((await viewOf(lukas, id)).givenBy).toBeNull()
    // Handing it over would bounce.
    expect((await give(imani, id, people.lukas.id)).body.error.guards).toMatchObject([
      { code: 'bounce', sentence: 'It would bounce: Lukas Brandt gave it to Imani Okafor (10:00).' },
    ])
    await imani('ask', { id }, { to: people.lukas.id, question: 'Which order is it?' })
    await desk.settle()
    expect(latestNote(id)[0]).toBe('**Question for Lukas Brandt** from Imani Okafor')
    expect((await viewOf(imani, id)).givenBy).toMatchObject({ id: people.lukas.id })
    const { status, body } = await imani(
      'giveBack',
      { id },
      { why: 'You know the order', acknowledged: [], reopen: false },
    )
    expect(status).toBe(200)
    await desk.settle()
    expect(assignees(id)).toEqual([people.lukas.id])
    expect(latestNote(id).slice(0, 3)).toEqual([
      '**Given back to Lukas Brandt** by Imani Okafor',
      '',
      '**Why** You know the order',
    ])
    expect((await viewOf(imani, id)).undo).toMatchObject({ handoffId: body.handoffId })
    const again = await imani('giveBack', { id }, { why: 'Again', acknowledged: [], reopen: false })
    expect(again.body.error).toMatchObject({ code: 'changed_meanwhile', message: expect.stringMatching(/do not own/) })
    await expectLoadsRight(desk.databaseUrl)
  })

  it('escalates a decision: the owner stays, and whoever may decide is asked', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const id = await ownedBy(lukas)
    const { body: preview } = await lukas('escalation', { id })
    expect(preview).toEqual({
      to: expect.objectContaining({ id: people.sofia.id }),
      sentence: 'Sofia Rossi is the first of the escalation chain (lead) who is there.',
      guards: [],
    })
    const asked = { ...ESCALATION, kind: 'decision', to: people.sofia.id }
    const { status, body } = await lukas('escalate', { id }, asked)
    expect(status).toBe(200)
    expect(body.to).toMatchObject({ name: 'Sofia Rossi' })
    await desk.settle()
    expect(assignees(id)).toEqual([people.lukas.id])
    expect(desk.told().at(-1)).toMatchObject({ add_users: [people.sofia.id] })
    expect(latestNote(id)).toEqual([
      '**Escalated to Sofia Rossi** by Lukas Brandt',
      '',
      '**Why** Authority.',
      '**Situation** Wants 400 euros back',
      '**Tried** A voucher',
      '**Needed** A yes or no',
      '',
      `[Why Sofia?](${desk.url}/why/${body.handoffId})`,
    ])
    const { trail, undo, owners } = await viewOf(lukas, id)
    expect(trail[0]).toMatchObject({ kind: 'escalated', from: { name: 'Lukas Brandt' }, to: { name: 'Sofia Rossi' } })
    expect(undo?.handoffId).not.toBe(body.handoffId)
    expect(owners).toHaveLength(1)
    await expectLoadsRight(desk.databaseUrl)
  })

  it('hands an escalation over, undoes it, and goes to nobody whom the sender has not seen', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const id = await ownedBy(lukas)
    const stale = await lukas('escalate', { id }, { ...ESCALATION, kind: 'handover', to: people.chidi.id })
    expect(stale).toMatchObject({
      status: 409,
      body: { error: { code: 'changed_meanwhile', message: expect.stringMatching(/would go to Sofia Rossi/) } },
    })
    const unsaid = { ...ESCALATION, kind: 'handover', to: people.sofia.id, tried: '', need: ' ' }
    expect((await lukas('escalate', { id }, unsaid)).body.error).toMatchObject({
      code: 'not_ready',
      message: 'Write What was tried and What you need first.',
    })
    const { body } = await lukas('escalate', { id }, { ...ESCALATION, kind: 'handover', to: people.sofia.id })
    await desk.settle()
    expect(assignees(id)).toEqual([people.sofia.id])
    expect((await lukas('undo', { id: body.handoffId })).status).toBe(200)
    await desk.settle()
    expect(assignees(id)).toEqual([people.lukas.id])
    // Neither of those who may decide owns it or escalates it; on Tuesday Chidi is there too.
    const sofia = await desk.signIn('sofia')
    expect((await sofia('escalation', { id })).body.to).toBeNull()
    await desk.passes(24 * 60)
    expect((await sofia('escalation', { id })).body.to).toMatchObject({ id: people.chidi.id })
  })

  it('goes to the next tier first', async () => {
    const tiers = RULES.replace('channel: 0b6f4f2e-6a0c-4f0e-9a53-0f3f6f1f2f11', 'escalates_to: billing')
      .replace('members: [sofia, chidi]', 'members: [sofia, jose]')
      .replace('teammates:', 'teammates:\n  jose: { missive_user: jose@harborpine.example }')
    await open(database, tiers)
    const lukas = await desk.signIn('lukas')
    const id = await ownedBy(lukas)
    expect((await lukas('escalation', { id })).body).toMatchObject({
      to: { id: people.jose.id },
      sentence: 'José Ñandú is there for Billing, the next tier.',
    })
  })

  it('shows what nobody is there for as needing attention, and tells the channel', async () => {
    await open(database, RULES.replaceAll('authority: head', 'authority: agent'))
    const lukas = await desk.signIn('lukas')
    const imani = await desk.signIn('imani')
    const id = await ownedBy(lukas)
    expect((await lukas('escalation', { id })).body).toMatchObject({
      to: null,
      sentence: 'Nobody who may decide this is there. It is shown as needing attention until somebody looks.',
    })
    const { body } = await lukas('escalate', { id }, { ...ESCALATION, kind: 'handover', to: null })
    expect(body.to).toBeNull()
    await desk.passes(1)
    expect(assignees(id)).toEqual([people.lukas.id])
    expect(latestNote(id)[0]).toBe('**Escalated** by Lukas Brandt, and nobody who may decide is there')
    const unheard = async () => {
      const { concerns } = (await imani('attention', { after: '' })).body
      return concerns.filter(({ kind }: { kind: string }) => kind === 'unheard')
    }
    // Nothing is there to take it; that it was posted is what counts here.
    const written = desk.missive.requests.filter(({ method }) => method === 'POST').map(({ body }) => body)
    expect(JSON.stringify(written.at(-1))).toContain('0b6f4f2e-6a0c-4f0e-9a53-0f3f6f1f2f11')
    const sentence = 'Lukas Brandt escalated it, and nobody who may decide was there. Authority.'
    expect(await unheard()).toMatchObject([{ conversationId: id, sentence }])
    expect((await viewOf(lukas, id)).why).toContain(sentence)
    await give(lukas, id, people.imani.id)
    expect(await unheard()).toEqual([])
  })

  it('suggests to escalate what its words ask for, and moves nothing', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const id = await ownedBy(lukas, { subject: 'This is unacceptable' })
    const { suggestsEscalating, urgency, owners } = await viewOf(lukas, id)
    expect(suggestsEscalating).toBe('“unacceptable” in the subject: think of escalating it.')
    expect([urgency, owners[0].id]).toEqual(['high', people.lukas.id])
    expect((await viewOf(lukas, await ownedBy(lukas))).suggestsEscalating).toBeNull()
  })

  it('shows a note as it will be posted, letter by letter, and by how much it is too long', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const id = await ownedBy(lukas)
    const note = { ...NOTE, why: '*He* knows', byWhen: '2026-11-23T15:00:00Z', context: 'x'.repeat(7000) }
    const { body: preview } = await lukas(
      'previewNote',
      { id },
      { kind: 'handed', to: people.imani.id, note, drafted: [] },
    )
    const sent = await lukas(
      'handOff',
      { id },
      { to: people.imani.id, note, drafted: [], acknowledged: [], reopen: false },
    )
    expect(sent.status).toBe(200)
    await desk.settle()
    const posted = desk.missive.look(id).posts.at(-1)?.markdown ?? ''
    const withoutLink = (markdown: string) => markdown.replace(/\/why\/[\w-]+/, '/why/…')
    expect(withoutLink(preview.markdown)).toBe(withoutLink(posted))
    expect(preview).toMatchObject({ length: posted.length, over: 0 })
    const long = { ...note, context: 'x'.repeat(9000) }
    const { body: over } = await lukas('previewNote', { id }, { kind: 'taken', note: long, drafted: [] })
    expect(over.over).toBe(over.length - 8000)
    const refused = await lukas(
      'take',
      { id },
      {
        note: long,
        drafted: [],
        acknowledged: [
          { code: 'active owner', reason: 'Mine' },
          { code: 'better suited', reason: 'Mine' },
        ],
        reopen: false,
      },
    )
    expect(refused.body.error.message).toBe(
      `The note is too long for Missive: take out ${over.over} characters and send it again.`,
    )
  })
})
