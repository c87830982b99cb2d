import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import type { RulesCheck, RulesView } from '../../shared/tab-api'
import { readPlace } from '../../web/model/place'
import { createRules } from '../../web/model/rules'
import { createVersions } from '../../web/model/rules-versions'
import { createLater, createServer, failed, ok, START } from './support'

const version = (number: number) => ({ version: number, author: 'Sofia Rossi', note: '', at: START })

const inForce = (text = 'one'): RulesView => ({
  inForce: { ...version(3), text, mode: 'route', warnings: [] },
  file: null,
  broken: null,
})

const clean: RulesCheck = { problems: [], warnings: [], examples: [], changes: [] }
const wrong: RulesCheck = { ...clean, problems: [{ line: 2, column: 1, path: 'teams', message: 'missing' }] }

const writing = (answers: Parameters<typeof createServer>[0] = {}, view: RulesView = inForce()) => {
  const server = createServer({
    '/api/rules/check': () => ok(clean),
    '/api/rules': () => ok(version(4)),
    '/api/rules/versions?before=:before': () => ok({ versions: [version(5), version(4)], hasMore: false }),
    ...answers,
  })
  const saved: string[] = []
  const shown = signal<RulesView | null>(view)
  const rules = createRules({
    call: server.call,
    view: shown,
    timeZone: 'Africa/Lagos',
    onSaved: () => saved.push('saved'),
  })
  return { server, rules, saved, shown }
}

describe('writing rules', () => {
  it('begins with what is in force, and is nothing to lose until it differs', async () => {
    const { rules } = writing({}, inForce('one\r\ntwo'))
    await rules.open()
    expect(rules.draft.value).toEqual({ text: 'one\ntwo', base: 3 })
    rules.write('three')
    expect(rules.isUnsaved.value).toBe(true)
    rules.discard()
    expect([rules.draft.value, rules.isUnsaved.value]).toEqual([null, false])
  })

  it('begins with what is broken, so that it can be mended', async () => {
    const broken = { version: 4, text: 'broken', since: START, problems: [] }
    const { rules } = writing({}, { ...inForce(), broken })
    await rules.open()
    expect(rules.draft.value).toEqual({ text: 'broken', base: 4 })
  })

  it('begins with what the server proposes when there is nothing yet', async () => {
    const { rules, server } = writing(
      { '/api/rules/first?timeZone=:timeZone': () => ok({ text: 'first' }) },
      { inForce: null, file: null, broken: null },
    )
    await rules.open()
    expect(rules.draft.value).toEqual({ text: 'first', base: null })
    expect(server.asked[0]?.params).toEqual({ timeZone: 'Africa/Lagos' })
  })

  it('knows what was found only for as long as the text is the one that was checked', async () => {
    const { rules } = writing({ '/api/rules/check': () => ok(wrong) })
    await rules.open()
    await rules.check()
    expect(rules.found.value).toEqual(wrong)
    rules.write('other')
    expect(rules.found.value).toBeNull()
  })

  it('finds nothing in a text that was changed while it was checked', async () => {
    const answer = createLater<ReturnType<typeof ok<RulesCheck>>>()
    const { rules } = writing({ '/api/rules/check': () => answer.answer })
    await rules.open()
    const checking = rules.check()
    rules.write('other')
    answer.comes(ok(wrong))
    await checking
    expect(rules.found.value).toBeNull()
  })

  it('does not save what has problems, and keeps the text', async () => {
    const { rules, server, saved } = writing({ '/api/rules/check': () => ok(wrong) })
    await rules.open()
    rules.write('other')
    await rules.save()
    expect(server.bodiesOf('/api/rules')).toEqual([])
    expect([rules.draft.value?.text, rules.found.value, saved]).toEqual(['other', wrong, []])
  })

  it('saves with the note and the version it was written from, once', async () => {
    const { rules, server, saved } = writing()
    await rules.open()
    rules.write('other')
    rules.note.value = 'More hours'
    await Promise.all([rules.save(), rules.save()])
    expect(server.bodiesOf('/api/rules')).toEqual([{ text: 'other', base: 3, note: 'More hours' }])
    expect([rules.draft.value, rules.savedVersion.value, saved]).toEqual([null, 4, ['saved']])
  })

  it('keeps the text when the server cannot be reached', async () => {
    const { rules } = writing({ '/api/rules': () => failed('offline') })
    await rules.open()
    rules.write('other')
    await rules.save()
    expect([rules.draft.value?.text, rules.problem.value?.code]).toEqual(['other', 'offline'])
  })

  it('says who was first, and saves on top of it when the writer has seen it', async () => {
    const answers = [failed('changed_meanwhile'), ok(version(6))]
    const { rules, server } = writing({ '/api/rules': () => answers.shift() ?? failed('internal') })
    await rules.open()
    rules.write('other')
    await rules.save()
    expect([rules.overtakenBy.value, rules.draft.value?.text]).toEqual([5, 'other'])
    await rules.saveOnTop()
    expect(server.bodiesOf('/api/rules').at(-1)).toEqual({ text: 'other', base: 5, note: '' })
    expect(rules.savedVersion.value).toBe(6)
  })
})

describe('the versions', () => {
  const looking = (hash = '#rules') => {
    const server = createServer({
      '/api/rules/versions?before=:before': ({ params }) => {
        const { before } = params as { before: string }
        return ok({ versions: before === '' ? [version(3), version(2)] : [version(1)], hasMore: before === '' })
      },
      '/api/rules/versions/:version': ({ params }) =>
        ok({ ...version(Number((params as { version: string }).version)), text: 'text' }),
      '/api/rules/compare?from=:from&to=:to': ({ params }) => {
        const { from, to } = params as { from: string; to: string }
        return ok({ from: version(Number(from)), to: version(Number(to)), changes: [] })
      },
      '/api/rules/restore': () => ok(version(4)),
    })
    const place = signal(readPlace(hash))
    const isSignedIn = signal(true)
    const restored: number[] = []
    const versions = createVersions({
      call: server.call,
      place,
      isSignedIn,
      inForce: signal(3),
      onRestored: (number) => restored.push(number),
    })
    const settle = () => new Promise((resolve) => setImmediate(resolve))
    return { server, place, versions, restored, isSignedIn, settle }
  }

  it('are listed a page at a time', async () => {
    const { versions, settle } = looking()
    await settle()
    expect(versions.listed.value.map(({ version: number }) => number)).toEqual([3, 2])
    await versions.more()
    expect(versions.listed.value.map(({ version: number }) => number)).toEqual([3, 2, 1])
    expect(versions.hasMore.value).toBe(false)
  })

  it('are compared with the one before, or with the one that the address names', async () => {
    const { versions, place, settle } = looking('#rules/2')
    await settle()
    expect(versions.opened.value?.comparison?.from.version).toBe(1)
    place.value = readPlace('#rules/2/3')
    await settle()
    expect(versions.opened.value?.comparison?.from.version).toBe(3)
  })

  it('show the one that is looked at now, whichever answer comes last', async () => {
    const { versions, place, settle } = looking('#rules/2')
    place.value = readPlace('#rules/3')
    await settle()
    expect(versions.opened.value?.version).toBe(3)
  })

  it('are brought back with a note', async () => {
    const { versions, server, restored, settle } = looking('#rules/2')
    await settle()
    versions.note.value = 'It was better'
    await versions.restore(2)
    expect(server.bodiesOf('/api/rules/restore')).toEqual([{ version: 2, note: 'It was better' }])
    expect(restored).toEqual([4])
  })
})

describe('the place in the admin page', () => {
  it.each([
    ['', { section: 'now', version: null, against: null }],
    ['#left-out', { section: 'left-out', version: null, against: null }],
    ['#rules/12/3', { section: 'rules', version: 12, against: 3 }],
    ['#rules/x', { section: 'rules', version: null, against: null }],
    ['#elsewhere/3', { section: 'now', version: null, against: null }],
  ])('%s is %j', (hash, place) => expect(readPlace(hash)).toEqual(place))
})
