import { describe, expect, it } from 'vitest'
import { MISSIVE_LIMITS, roomFor, type Spent } from '../../server/work/budget'

const now = new Date('2026-11-23T10:00:00Z')
const ago = (seconds: number) => new Date(+now - seconds * 1000)
const calls = (count: number, secondsAgo: number, isUnderWay = false): Spent[] =>
  Array.from({ length: count }, () => ({ at: ago(secondsAgo), underWayUntil: isUnderWay ? new Date(+now + 1000) : null }))
const room = (share: Parameters<typeof roomFor>[0], spent: Spent[], pausedUntil: Date | null = null) =>
  roomFor(share, spent, pausedUntil, MISSIVE_LIMITS, now)

describe('the budget', () => {
  it('lets five calls go at once, the last of them for people', () => {
    expect(room('people', []).now).toBe(5)
    expect(room('routed', []).now).toBe(4)
    expect(room('people', calls(4, 1, true)).now).toBe(1)
    expect(room('routed', calls(4, 1, true)).now).toBe(0)
  })

  it('frees the place of a call whose process died when its lease ends', () => {
    const dead = [{ at: ago(50), underWayUntil: ago(5) }]
    expect(room('people', dead).now).toBe(5)
  })

  it('never passes 300 a minute, and keeps a tenth of them for people', () => {
    expect(room('routed', calls(269, 30)).now).toBe(1)
    expect(room('routed', calls(270, 30))).toEqual({ now: 0, at: ago(-30) })
    expect(room('people', calls(270, 30)).now).toBe(5)
    expect(room('people', calls(300, 30))).toEqual({ now: 0, at: ago(-30) })
    expect(room('people', calls(300, 60)).now).toBe(5)
  })

  it('never passes 900 in fifteen minutes, and says when the next may go', () => {
    expect(room('people', [...calls(100, 800), ...calls(800, 400)])).toEqual({ now: 0, at: ago(800 - 900) })
    expect(room('people', [...calls(99, 800), ...calls(800, 400)]).now).toBe(1)
  })

  it('lets an import use half, and reads four fifths', () => {
    expect(room('import', calls(450, 400))).toMatchObject({ now: 0 })
    expect(room('reads', calls(450, 400)).now).toBe(4)
    expect(room('reads', calls(720, 400))).toMatchObject({ now: 0 })
    expect(room('routed', calls(720, 400)).now).toBe(4)
  })

  it('stops everything until Missive may be asked again', () => {
    const until = new Date(+now + 17_000)
    expect(room('people', [], until)).toEqual({ now: 0, at: until })
    expect(room('people', [], now).now).toBe(5)
  })
})
