import type { SignedIn } from '../../shared/tab-api'
import { sayAgo } from '../model/ago'
import type { Ending } from '../model/ending'
import { Button } from '../view/button'
import { Part } from '../view/part'
import { sayCount } from './rules/problems'

interface Props {
  signedIn: readonly SignedIn[]
  ending: Ending
  now: Date
}

const Everybody = ({ ending }: { ending: Ending }) =>
  ending.isAsking.value ? (
    <div class="who">
      <p>Everybody, you too, signs in anew by a code; 60 codes go out in an hour.</p>
      <div class="line wraps">
        <Button look="go" isHeldBack={ending.isBusy.value} onClick={() => ending.end(null)}>
          End them all
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            ending.isAsking.value = false
          }}
        >
          Keep them
        </Button>
      </div>
    </div>
  ) : (
    <div class="who">
      <Button
        onClick={() => {
          ending.isAsking.value = true
        }}
      >
        End all sessions
      </Button>
    </div>
  )

/** Who is signed in to Baton, and the way to end that at once: a lost laptop, a token that got about. */
export const Sessions = ({ signedIn, ending, now }: Props) => (
  <Part title="Signed in" aside={signedIn.length}>
    <ul>
      {signedIn.map(({ person, places, seenAt }) => (
        <li key={person.id} class="who line">
          <div class="grow">
            <span class="strong" dir="auto">
              {person.name}
            </span>
            <p class="muted">
              In {sayCount(places, 'place')}, seen {sayAgo(seenAt, now)}
            </p>
          </div>
          <Button
            isHeldBack={ending.isBusy.value}
            aria-label={`End the sessions of ${person.name}`}
            onClick={() => ending.end(person.id)}
          >
            End
          </Button>
        </li>
      ))}
    </ul>
    <Everybody ending={ending} />
    {ending.problem.value && (
      <p class="who late" role="alert">
        {ending.problem.value.message}
      </p>
    )}
  </Part>
)
