import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Access } from '../../shared/access'

/** The parts of the admin page. */
export const SECTIONS = ['now', 'left-out', 'health', 'rules'] as const
export type Section = (typeof SECTIONS)[number]

/** What somebody may see of it, the first part first. */
export const SECTIONS_FOR: Readonly<Record<Access, readonly Section[]>> = {
  member: [],
  manager: ['left-out'],
  admin: SECTIONS,
}

/** What the admin page shows: a section and, of the rules, perhaps one version beside another. */
export interface Place {
  section: Section
  version: number | null
  /** The version that it is compared with; null: the one before it. */
  against: number | null
}

const numberIn = (text: string | undefined): number | null => (text && /^\d{1,9}$/.test(text) ? Number(text) : null)

/** `#rules/5/4`; anything unknown is the first section. */
export const readPlace = (hash: string): Place => {
  const [name, version, against] = hash.replace(/^#/, '').split('/')
  const section = SECTIONS.find((each) => each === name) ?? 'now'
  return section === 'rules'
    ? { section, version: numberIn(version), against: numberIn(against) }
    : { section, version: null, against: null }
}

/** As a link names it. */
export const hrefOf = (section: Section, ...numbers: number[]): string => `#${[section, ...numbers].join('/')}`

/** Follows the address of the page. */
export const createPlace = (): ReadonlySignal<Place> => {
  const place = signal(readPlace(location.hash))
  addEventListener('hashchange', () => {
    place.value = readPlace(location.hash)
  })
  return place
}
