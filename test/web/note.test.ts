import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import type { Edits } from '../../web/model/kept-notes'
import { createNote } from '../../web/model/note'
import { suggested, teammateId, view } from './support'

const openNote = (edits: Edits = {}) => {
  const draft = signal<ReturnType<typeof view>['draft'] | null>(view().draft)
  const people = signal([suggested('imani'), suggested('sofia')])
  const kept: Edits[] = []
  const note = createNote({ draft, suggested: people, edits, keep: (latest) => kept.push(latest) })
  return { note, draft, people, kept }
}

describe('a handoff note', () => {
  it('starts as drafted, with what speaks for the best suggestion', () => {
    const { note } = openNote()
    expect(note.shown.value).toMatchObject({
      why: 'Because of imani.',
      whatsNeeded: 'Refund it',
      context: 'Order 4411',
    })
    expect(note.drafted.value).toEqual(['why', 'whatsNeeded', 'byWhen', 'context'])
    expect(note.missing.value).toEqual([])
  })

  it('goes to somebody else with what speaks for them', () => {
    const { note } = openNote()
    expect(note.noteFor(teammateId('sofia')).why).toBe('Because of sofia.')
    note.choose(teammateId('sofia'))
    expect(note.shown.value.why).toBe('Because of sofia.')
  })

  it('keeps what a person wrote, whoever gets it and whatever is drafted next', () => {
    const { note, draft } = openNote()
    note.write('why', 'He asked for it.')
    note.write('whatsNeeded', 'Call him')
    draft.value = { whatsNeeded: 'Another draft', byWhen: null, context: 'New context' }
    expect(note.noteFor(teammateId('sofia'))).toMatchObject({ why: 'He asked for it.', whatsNeeded: 'Call him' })
    expect(note.shown.value.context).toBe('New context')
    expect(note.drafted.value).toEqual(['context'])
  })

  it('misses what holds no text, also when a person emptied it', () => {
    const { note, draft } = openNote()
    draft.value = { whatsNeeded: '', byWhen: null, context: '' }
    expect(note.missing.value).toEqual(['whatsNeeded'])
    note.write('why', '  ')
    expect(note.missing.value).toEqual(['why', 'whatsNeeded'])
    note.write('why', 'x')
    note.write('whatsNeeded', 'y')
    expect(note.missing.value).toEqual([])
  })

  it('does not change a text under the cursor', () => {
    const { note, people } = openNote()
    note.hold('why')
    people.value = [suggested('sofia'), suggested('imani')]
    expect(note.shown.value.why).toBe('Because of imani.')
    note.release()
    expect(note.shown.value.why).toBe('Because of sofia.')
  })

  it('can do without a time, and says so apart from a drafted one', () => {
    const { note } = openNote()
    note.setByWhen(null)
    expect(note.shown.value.byWhen).toBeNull()
    expect(note.drafted.value).not.toContain('byWhen')
  })

  it('is kept at every change, and starts afresh after it was sent', () => {
    const { note, kept } = openNote({ context: 'Written before the reload' })
    expect(note.shown.value.context).toBe('Written before the reload')
    note.write('why', 'Because')
    expect(kept).toEqual([{ context: 'Written before the reload', why: 'Because' }])
    note.clear()
    expect(kept.at(-1)).toEqual({})
    expect(note.shown.value).toMatchObject({ why: 'Because of imani.', context: 'Order 4411' })
  })

  it('stops pointing at a field once something is written there', () => {
    const { note } = openNote()
    note.ask('whatsNeeded')
    note.write('context', 'x')
    expect(note.asked.value).toEqual({ field: 'whatsNeeded' })
    note.write('whatsNeeded', 'x')
    expect(note.asked.value).toBeNull()
  })
})
