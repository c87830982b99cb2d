import { hrefOf, type Section } from '../model/place'

const NAMES: Record<Section, string> = { now: 'Now', 'left-out': 'Left out', health: 'Health', rules: 'Rules' }

/** The parts of the admin page that the reader may see. */
export const Places = ({ at, sections }: { at: Section; sections: readonly Section[] }) => (
  <nav aria-label="Parts of this page">
    <ul class="places">
      {sections.map((section) => (
        <li key={section}>
          <a href={hrefOf(section)} aria-current={section === at ? 'page' : undefined}>
            {NAMES[section]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
