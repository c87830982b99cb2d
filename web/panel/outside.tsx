import { tMore } from '../text/more'

/** What this page is, and how it comes into Missive, for who opens it by itself. */
export const Outside = ({ address }: { address: string }) => {
  const words = tMore().outside
  return (
    <section class="card outside">
      <h1>{words.title}</h1>
      <p>{words.what}</p>
      <p>{words.how}</p>
      <ol>
        {words.steps.map((step, index) => (
          <li key={step}>
            {step} {index === 2 && <code dir="ltr">{address}</code>}
          </li>
        ))}
      </ol>
    </section>
  )
}
