import { describe, expect, it } from 'vitest'
import { fold } from '../../server/actions/fold'
import type { Happening, Snapshot } from '../../server/missive/snapshot'
import type { Conversation } from '../../server/store/tables'
import type { HandoffId } from '../../shared/ids'
import { id } from '../support/builders'

const now = new Date('2026-11-23T10:00:00Z')
const at = (minute: number) => new Date(+now + minute * 60_000)
const OPEN = { isClosed: false, isTrashed: false, isJunk: false, isSnoozed: false }

const snapshot = (rest: Partial<Snapshot> = {}): Snapshot => ({
  id: id('c1'),
  subject: 'Where is my parcel?',
  webUrl: null,
  missiveTeamId: id('team'),
  isPrivate: false,
  labels: [],
  assignees: [],
  customerAddress: null,
  flags: OPEN,
  messages: null,
  lastActivityAt: null,
  ...rest,
})

const mail = (messageId: string, minute: number): Happening => ({
  kind: 'incoming',
  at: at(minute),
  channel: 'email',
  message: {
    id: messageId,
    subject: 'Where is my parcel?',
    preview: 'Hello',
    from: { name: 'Dana', address: 'Dana@customer.example' },
    replyTo: [],
    to: [],
  },
})

const answer = (minute: number): Happening => ({ kind: 'outgoing', at: at(minute), messageId: 'm', authorId: null })

const first = fold(null, snapshot(), mail('m1', 0), [], now).after
const known = (rest: Partial<Conversation>): Conversation => ({ ...first, ...rest })

describe('folding mail', () => {
  it('knows who wrote, and since when they wait for us', () => {
    expect(first).toMatchObject({ customerAddress: 'dana@customer.example', waitingSince: at(0), isClosed: false })
  })

  it.each<[string, Partial<Conversation>, Happening, Date | null]>([
    ['a second mail does not start the wait anew', {}, mail('m2', 5), at(0)],
    ['an answer ends it', {}, answer(5), null],
    ['mail after an answer starts another', { waitingSince: null, lastOutgoingAt: at(5) }, mail('m2', 9), at(9)],
    [
      'mail told late, after its answer, starts none',
      { waitingSince: null, lastOutgoingAt: at(5) },
      mail('m2', 3),
      null,
    ],
    ['an answer told late, before the latest mail, ends none', { lastIncomingAt: at(9) }, answer(5), at(0)],
  ])('%s', (_name, before, happening, waitingSince) => {
    expect(fold(known(before), snapshot(), happening, [], now).after.waitingSince).toEqual(waitingSince)
  })

  it('takes the same message for no news', () => {
    const folded = fold(known({}), snapshot(), mail('m1', 0), [], now)
    expect(folded).toMatchObject({ customerWrote: false, isNews: false })
  })

  it('reopens what was closed, for the same owner', () => {
    const before = known({ isClosed: true, ownerId: id('ana'), assignees: [id('ana')] })
    const { after } = fold(before, snapshot({ assignees: [id('ana')] }), mail('m2', 5), [], now)
    expect(after).toMatchObject({ isClosed: false, ownerId: 'ana' })
  })

  it('ends being from before Baton when the customer writes', () => {
    const before = known({ isFromBefore: true })
    expect(fold(before, snapshot(), mail('m2', 5), [], now).after.isFromBefore).toBe(false)
    expect(fold(before, snapshot(), { kind: 'comment', authorId: null }, [], now).after.isFromBefore).toBe(true)
  })
})

describe('folding the state', () => {
  it('believes the kind of a close, whose rows still say open', () => {
    expect(fold(known({}), snapshot(), { kind: 'closed' }, [], now)).toMatchObject({
      after: { isClosed: true },
      isDoubtful: false,
    })
  })

  it('asks when another payload contradicts what is known', () => {
    const folded = fold(known({ isClosed: true }), snapshot(), { kind: 'comment', authorId: null }, [], now)
    expect(folded).toMatchObject({ after: { isClosed: true }, isDoubtful: true })
  })

  it('keeps the team when a payload without any row names none, and uses one that it names', () => {
    const guest = snapshot({ flags: null, missiveTeamId: null })
    expect(fold(known({}), guest, { kind: 'other' }, [], now).after.missiveTeamId).toBe('team')
    const named = snapshot({ flags: null, missiveTeamId: id('other') })
    expect(fold(null, named, mail('m1', 0), [], now).after.missiveTeamId).toBe('other')
    expect(fold(known({}), snapshot({ missiveTeamId: null }), { kind: 'team' }, [], now).after.missiveTeamId).toBe(null)
  })
})

describe('folding assignees', () => {
  const owned = known({ ownerId: id('ana'), assignees: [id('ana')] })
  const expected = (owner: string, isFollowed = false) => ({
    handoffId: 'h1' as HandoffId,
    owners: [id(owner)],
    isFollowed,
    wasSeen: isFollowed,
    isBatons: true,
  })

  it('adopts an owner whom somebody set in Missive', () => {
    const folded = fold(owned, snapshot({ assignees: [id('ben')] }), { kind: 'assignees' }, [], now)
    expect(folded).toMatchObject({ ownerSetInMissive: 'ben', after: { ownerId: 'ben', assignees: ['ben'] } })
  })

  it('takes whom somebody adds beside the owner for the owner', () => {
    const folded = fold(owned, snapshot({ assignees: [id('ana'), id('ben')] }), { kind: 'assignees' }, [], now)
    expect(folded).toMatchObject({ ownerSetInMissive: 'ben', after: { ownerId: 'ben', assignees: ['ana', 'ben'] } })
  })

  it('keeps the owner when somebody else is removed, and then whom people chose', () => {
    const three = known({
      ownerId: id('ana'),
      assignees: [id('cleo'), id('ben'), id('ana')],
      addedByBaton: [id('cleo')],
    })
    const two = snapshot({ assignees: [id('cleo'), id('ana')] })
    expect(fold(three, two, { kind: 'assignees' }, [], now)).toMatchObject({
      ownerSetInMissive: undefined,
      after: { ownerId: 'ana', addedByBaton: ['cleo'] },
    })
    const others = snapshot({ assignees: [id('cleo'), id('ben')] })
    expect(fold(three, others, { kind: 'assignees' }, [], now)).toMatchObject({
      ownerSetInMissive: 'ben',
      after: { ownerId: 'ben' },
    })
  })

  it('knows whom it added itself, and whom a person did', () => {
    const pending = known({ ownerId: id('ana'), pendingHandoffId: 'h1' as HandoffId })
    const both = snapshot({ assignees: [id('ana'), id('ben')] })
    expect(fold(pending, both, { kind: 'assignees' }, [expected('ana')], now)).toMatchObject({
      followed: 'h1',
      ownerSetInMissive: 'ben',
      after: { ownerId: 'ben', pendingHandoffId: null, addedByBaton: ['ana'] },
    })
    const asked = [{ ...expected('ana'), isBatons: false }]
    expect(fold(pending, both, { kind: 'assignees' }, asked, now)).toMatchObject({
      followed: 'h1',
      ownerSetInMissive: undefined,
      after: { ownerId: 'ana', addedByBaton: [] },
    })
  })

  it('sees its call followed in mail, but asks who else was added', () => {
    const pending = known({ ownerId: id('ana'), pendingHandoffId: 'h1' as HandoffId })
    const both = snapshot({ assignees: [id('ana'), id('ben')] })
    expect(fold(pending, both, mail('m2', 5), [expected('ana')], now)).toMatchObject({
      followed: 'h1',
      ownerSetInMissive: undefined,
      isDoubtful: true,
      after: { ownerId: 'ana', assignees: ['ana'] },
    })
  })

  it('takes whom a call of ours brings late for ours, unless Missive had followed it before', () => {
    const chosen = known({ ownerId: id('ben'), assignees: [id('ben')] })
    const both = snapshot({ assignees: [id('ben'), id('ana')] })
    const late = { ...expected('ana', true), wasSeen: false }
    expect(fold(chosen, both, { kind: 'assignees' }, [late], now)).toMatchObject({
      ownerSetInMissive: undefined,
      after: { ownerId: 'ben', addedByBaton: ['ana'] },
    })
    expect(fold(chosen, both, { kind: 'assignees' }, [expected('ana', true)], now)).toMatchObject({
      ownerSetInMissive: 'ana',
      after: { ownerId: 'ana', addedByBaton: [] },
    })
  })

  it('lets nobody own it when the last assignee is removed', () => {
    const folded = fold(owned, snapshot({ assignees: [] }), { kind: 'assignees' }, [], now)
    expect(folded).toMatchObject({ ownerSetInMissive: null, after: { ownerId: null } })
  })

  it('does not believe mail that was told before the assignment, and asks', () => {
    const folded = fold(owned, snapshot({ assignees: [] }), mail('m2', 5), [], now)
    expect(folded).toMatchObject({ ownerSetInMissive: undefined, isDoubtful: true, after: { ownerId: 'ana' } })
  })

  it('sees its own call followed', () => {
    const pending = known({ ownerId: id('ana'), pendingHandoffId: 'h1' as HandoffId })
    const folded = fold(pending, snapshot({ assignees: [id('ana')] }), { kind: 'assignees' }, [expected('ana')], now)
    expect(folded).toMatchObject({ followed: 'h1', after: { ownerId: 'ana', pendingHandoffId: null } })
  })

  it('takes the state from before its call for no news', () => {
    const pending = known({ ownerId: id('ana'), pendingHandoffId: 'h1' as HandoffId })
    const folded = fold(pending, snapshot({ assignees: [] }), { kind: 'assignees' }, [expected('ana')], now)
    expect(folded).toMatchObject({ followed: null, ownerSetInMissive: undefined, after: { pendingHandoffId: 'h1' } })
  })

  it('lets a person win over a call under way', () => {
    const pending = known({ ownerId: id('ana'), pendingHandoffId: 'h1' as HandoffId })
    const folded = fold(pending, snapshot({ assignees: [id('ben')] }), { kind: 'assignees' }, [expected('ana')], now)
    expect(folded).toMatchObject({ ownerSetInMissive: 'ben', after: { ownerId: 'ben', pendingHandoffId: null } })
  })
})
