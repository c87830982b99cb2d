import { hrefOf, SECTIONS, type Section } from '../model/place'

const NAMES: Record<Section, string> = { now: 'Now', 'left-out': 'Left out', health: 'Health', rules: 'Rules' }

/** The parts of the admin page. */
export const Places = ({ at }: { at: Section }) => (
  <nav aria-label="Parts of this page">
    <ul class="places">
      {SECTIONS.map((section) => (
        <li key={section}>
          <a href={hrefOf(section)} aria-current={section === at ? 'page' : undefined}>
            {NAMES[section]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
