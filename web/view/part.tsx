import type { ComponentChildren } from 'preact'

interface Props {
  title: string
  /** Stands at the end of the title. */
  aside?: ComponentChildren
  children: ComponentChildren
}

/** A part of a page in a browser tab: its title and a card. */
export const Part = ({ title, aside, children }: Props) => (
  <section>
    <h2>
      {title} {aside !== undefined && <span class="num">{aside}</span>}
    </h2>
    <div class="card">{children}</div>
  </section>
)
