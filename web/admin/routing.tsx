import type { Pause, Routing as RoutingNow } from '../../shared/tab-api'
import { sayMoment } from '../model/moments'
import type { Pausing } from '../model/pausing'
import { Button } from '../view/button'
import { Part } from '../view/part'

interface Props {
  routing: RoutingNow
  model: Pausing
  now: Date
}

const nameOf = ({ team }: Pause) => team?.label ?? 'all teams'

const Paused = ({ pause, model, now }: { pause: Pause; model: Pausing; now: Date }) => (
  <li class="who line wraps">
    <div class="grow left">
      <p class="strong" dir="auto">
        Paused for {nameOf(pause)}
      </p>
      <p class="muted" dir="auto">
        by <bdi>{pause.by.name}</bdi> since {sayMoment(pause.since, now)}
        {pause.note && `: ${pause.note}`}
      </p>
    </div>
    <Button
      isHeldBack={model.isBusy.value}
      aria-label={`Resume ${nameOf(pause)}`}
      onClick={() => model.resume(pause.team?.name ?? null)}
    >
      Resume
    </Button>
  </li>
)

const isPaused = (pauses: readonly Pause[], name: string) => pauses.some(({ team }) => (team?.name ?? '') === name)

/** What is not paused yet may be. */
const PauseForm = ({ routing: { teams, pauses }, model }: Omit<Props, 'now'>) => {
  const choices = [{ name: '', label: 'All teams' }, ...teams].filter(({ name }) => !isPaused(pauses, name))
  const chosen = choices.some(({ name }) => name === model.team.value) ? model.team.value : choices[0]?.name
  if (chosen === undefined) return null
  return (
    <form
      class="who pausing"
      onSubmit={(event) => {
        event.preventDefault()
        model.team.value = chosen
        void model.pause()
      }}
    >
      <label class="field">
        Team
        <select
          value={chosen}
          onChange={(event) => {
            model.team.value = event.currentTarget.value
          }}
        >
          {choices.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        Why, for the others
        <input
          maxLength={500}
          value={model.note.value}
          onInput={(event) => {
            model.note.value = event.currentTarget.value
          }}
        />
      </label>
      <Button type="submit" isHeldBack={model.isBusy.value} aria-busy={model.isBusy.value}>
        Pause routing
      </Button>
    </form>
  )
}

/** Whether Baton hands out work by itself: one button holds it, for a team or for all. */
export const Routing = ({ routing, model, now }: Props) => (
  <Part title="Routing">
    {routing.pauses.length === 0 && (
      <p class="who">Baton acts by itself where the rules say route. What people do goes on through a pause.</p>
    )}
    <ul>
      {routing.pauses.map((pause) => (
        <Paused key={pause.team?.name ?? ''} pause={pause} model={model} now={now} />
      ))}
    </ul>
    <PauseForm routing={routing} model={model} />
    {model.problem.value && (
      <p class="who late" role="alert">
        {model.problem.value.message}
      </p>
    )}
  </Part>
)
